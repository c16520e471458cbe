/** A folder that needs nothing but its system: the program, our files, npm's native parts for it alone. */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from '../npm.mjs'
import { SetupError } from '../say.mjs'
import { makeExecutable } from './executable.mjs'
import { nameOf } from './platforms.mjs'
import { stage } from './stage.mjs'

/** @returns the folder's path and its bytes */
export const makeFolder = async (row, out) => {
  const folder = join(out, `inlay-${nameOf(row)}`)
  const app = join(folder, 'app')
  rmSync(folder, { recursive: true, force: true })
  stage(app)
  const args = ['install', '--omit=dev', '--ignore-scripts', '--no-package-lock', '--no-audit']
  const target = [`--os=${row.platform}`, `--cpu=${row.arch}`]
  const libc = row.libc === undefined ? [] : [`--libc=${row.libc}`]
  const status = runNpm([...args, ...target, ...libc, '--no-fund', '--loglevel=error'], {
    cwd: app,
  })
  if (status !== 0) throw new SetupError('npm could not install.', 'See the words of npm above.')
  trim(join(app, 'node_modules'), row)
  await makeExecutable(row, folder, join(out, 'work'))
  writeStarter(row, folder)
  return { folder, bytes: bytesOf(folder) }
}

/**
 * What one double-clicks: the program itself is a command line, and would show its help and close.
 * `%~dp0` and `dirname` are the folder that the file lies in, whatever that is called.
 */
const STARTERS = {
  win32: [
    'Start Inlay.cmd',
    '@start "" /b conhost.exe --headless "%~dp0inlay.exe" tray --open\r\n',
  ],
  darwin: ['Start Inlay.command', '#!/bin/sh\nexec "$(dirname "$0")/inlay" tray --open\n'],
  linux: ['start-inlay.sh', '#!/bin/sh\nexec "$(dirname "$0")/inlay" tray --open\n'],
}

const writeStarter = ({ platform }, folder) => {
  const [name, script] = STARTERS[platform]
  writeFileSync(join(folder, name), script, { mode: 0o755 })
}

/** Packages that carry every system's binaries, and files nobody runs. */
const trim = (modules, { platform, arch }) => {
  keepOnly(join(modules, 'onnxruntime-node', 'bin', 'napi-v6'), platform, arch)
  // npm's --libc does not reach packages that do not say which one they are for.
  rmSync(join(modules, '@libsql', `linux-${arch}-musl`), { recursive: true, force: true })
  for (const path of readdirSync(modules, { recursive: true })) {
    if (/\.(map|md|markdown|d\.[cm]?ts|ts|flow|tsbuildinfo)$/i.test(path)) {
      rmSync(join(modules, path), { force: true })
    }
  }
  // What koffi is compiled from; its binary is a package of its own.
  for (const part of ['vendor', 'doc']) {
    rmSync(join(modules, 'koffi', part), { recursive: true, force: true })
  }
  rmSync(join(modules, '.package-lock.json'), { force: true })
}

const keepOnly = (folder, platform, arch) => {
  if (!existsSync(folder)) return
  for (const system of readdirSync(folder)) {
    if (system !== platform) rmSync(join(folder, system), { recursive: true, force: true })
    else {
      for (const kind of readdirSync(join(folder, system))) {
        if (kind !== arch) rmSync(join(folder, system, kind), { recursive: true, force: true })
      }
    }
  }
}

export const bytesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((path) => statSync(join(folder, path)))
    .filter((stat) => stat.isFile())
    .reduce((sum, { size }) => sum + size, 0)
