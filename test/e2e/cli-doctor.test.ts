/** `inlay doctor` in every state the companion can be in, each brought about for real. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, utimes, writeFile } from 'node:fs/promises'
import { createServer as createHttp } from 'node:http'
import { createServer, type Server } from 'node:net'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { Doctor } from '@inlay/companion/http/diagnostics/report.ts'
import { COMPANION_NAME, COMPANION_PORTS, RuntimeInfo } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { useCompanionHome } from './companion-home.ts'
import { CLI, inlay } from './inlay.ts'

const Checks = Doctor.extend({ runtime: RuntimeInfo })

const home = useCompanionHome('inlay-doctor-')
const { env, started, held } = home

const doctor = async (more: NodeJS.ProcessEnv = {}) => {
  // Every provider is tried at each call; the processor's test alone is quick.
  const quick = { INLAY_PROVIDERS: 'cpu' }
  const { status, stdout } = await inlay(['doctor', '--json'], {
    env: { ...env(), ...quick, ...more },
  })
  const report = Checks.parse(JSON.parse(stdout))
  expect(status).toBe(report.ok ? 0 : 1)
  expect(report.ok).toBe(report.checks.every(({ state }) => state !== 'problem'))
  expect(report.runtime.providers.find(({ usable }) => usable)?.id).toBe('cpu')
  return (name: string) => {
    const found = report.checks.find((check) => check.name === name)
    expect(found?.next === undefined).toBe(found?.state === 'ok')
    return found
  }
}

const serve = async (whole = true): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [CLI, 'serve'], {
    env: { ...process.env, ...env() },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  started.push(child)
  if (whole && child.stdout !== null) await once(child.stdout, 'data')
  return child
}

const hold = async (server: Server, port: number): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  held.push(server)
}

const stranger = (): Server =>
  createServer((socket) =>
    socket
      .on('error', () => {})
      .resume()
      .end('220 not yours\r\n'),
  )

const companionOf = (version: string): Server =>
  createHttp((_request, response) => {
    response.setHeader('Connection', 'close')
    response.end(JSON.stringify({ name: COMPANION_NAME, version }))
  })

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50))
}

describe('the companion', () => {
  it('does not run; runs; was stopped; was killed', async () => {
    expect((await doctor())('companion')?.code).toBe('companion_not_running')
    const child = await serve()
    expect((await doctor())('companion')).toMatchObject({ state: 'ok', code: 'companion_running' })
    expect(await inlay(['stop'], { env: env() })).toMatchObject({ status: 0, stderr: '' })
    expect(child.exitCode).toBe(0)
    expect((await doctor())('companion')?.code).toBe('companion_not_running')
    const killed = await serve()
    const ended = once(killed, 'exit')
    killed.kill('SIGKILL')
    await ended
    const died = (await doctor())('companion')
    expect(died).toMatchObject({ state: 'warning', code: 'companion_died' })
    expect(died?.finding).toContain(String(killed.pid))
    // What was left behind keeps nobody from starting again.
    await serve()
    expect((await doctor())('companion')?.code).toBe('companion_running')
  })

  it.skipIf(process.platform === 'win32')(
    'is starting, and says so until it is ready',
    async () => {
      // A pipe in place of the list of devices: whoever opens it waits, as on a disk that sleeps.
      await mkdir(join(home.path, 'config'), { recursive: true, mode: 0o700 })
      const pipe = join(home.path, 'config', 'devices.json')
      await promisify(execFile)('mkfifo', ['-m', '600', pipe])
      await serve(false)
      const health = async (): Promise<boolean> =>
        fetch(`http://127.0.0.1:${COMPANION_PORTS[0]}/v1/health`).then(
          () => true,
          () => false,
        )
      await until(health)
      expect((await doctor())('companion')?.code).toBe('companion_starting')
      const early = await fetch(`http://127.0.0.1:${COMPANION_PORTS[0]}/v1/engines`)
      expect([early.status, JSON.parse(await early.text()).code]).toEqual([503, 'starting'])
    },
  )

  it.skipIf(process.platform === 'win32')('is stuck, and its process is named', async () => {
    const child = await serve()
    child.kill('SIGSTOP')
    const stuck = (await doctor())('companion')
    expect(stuck).toMatchObject({ state: 'problem', code: 'companion_silent' })
    expect(stuck?.next).toContain(String(child.pid))
    // A second one does not begin to work in the same folders.
    const second = await inlay(['serve'], { env: env() })
    expect(second.status).toBe(1)
    expect(second.stderr).toContain(`Process ${child.pid} holds port`)
  })

  it('refuses the token', async () => {
    await serve()
    await writeFile(join(home.path, 'config', 'token'), `${'A'.repeat(43)}\n`, { mode: 0o600 })
    const refused = (await doctor())('companion')
    expect(refused).toMatchObject({ state: 'problem', code: 'token_refused' })
    expect((await inlay(['status'], { env: env() })).status).not.toBe(0)
  })

  it.each([
    ['0.0.1', 'problem', 'companion_incompatible'],
    ['2.0.0', 'problem', 'companion_incompatible'],
    ['0.1.9', 'warning', 'companion_foreign'],
  ])('is of version %s', async (version, state, code) => {
    await hold(companionOf(version), COMPANION_PORTS[0])
    expect((await doctor())('companion')).toMatchObject({ state, code })
  })

  it('finds its ports taken, one and all, and names the program', async () => {
    const [first, ...others] = COMPANION_PORTS
    await hold(stranger(), first)
    const one = await doctor()
    expect(one('companion')?.code).toBe('companion_not_running')
    expect(one(`port ${first}`)).toMatchObject({ state: 'warning', code: 'port_taken' })
    if (process.platform === 'linux') {
      expect(one(`port ${first}`)?.finding).toContain(`(process ${process.pid})`)
    }
    for (const port of others) await hold(stranger(), port)
    expect((await doctor())('companion')).toMatchObject({
      state: 'problem',
      code: 'ports_all_taken',
    })
  })
})

describe('the machine', () => {
  const bin = async (name: string, file: string, script: string): Promise<string> => {
    const folder = join(home.path, name)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, file), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, file), 0o755)
    return folder
  }

  it.skipIf(process.platform === 'win32').each([
    ['answers', 'echo "NVIDIA T4, 550.54.14, 15360, 15101"', 'ok', 'gpu_idle'],
    [
      'has an old driver',
      'echo "Tesla K80, 470.256.02, 11441, 11000"',
      'warning',
      'gpu_driver_too_old',
    ],
    ['fails', 'echo "NVIDIA-SMI has failed" >&2; exit 9', 'warning', 'gpu_driver_broken'],
    ['hangs', 'sleep 60', 'warning', 'gpu_driver_broken'],
  ])('whose nvidia-smi %s', async (_, script, state, code) => {
    const folder = await bin('bin', 'nvidia-smi', script)
    const found = await doctor({ PATH: `${folder}${delimiter}${process.env.PATH}` })
    expect(found('graphics card')).toMatchObject({ state, code })
  })

  it.skipIf(process.platform === 'win32')('with two installs on its PATH', async () => {
    const folders = [await bin('one', 'inlay', ''), await bin('two', 'inlay', '')]
    const found = await doctor({ PATH: [...folders, process.env.PATH].join(delimiter) })
    expect(found('installs')).toMatchObject({ state: 'warning', code: 'several_installs' })
  })

  it('whose clock went back', async () => {
    await mkdir(join(home.path, 'config'), { recursive: true })
    const file = join(home.path, 'config', 'devices.json')
    await writeFile(file, '{}')
    const tomorrow = new Date(Date.now() + 24 * 3600_000)
    await utimes(file, tomorrow, tomorrow)
    expect((await doctor())('clock')).toMatchObject({ state: 'warning', code: 'clock_odd' })
  })

  it('where a file is in the way of the settings', async () => {
    await writeFile(join(home.path, 'config'), '')
    expect((await doctor())('settings folder')).toMatchObject({
      state: 'problem',
      code: 'folder_unwritable',
    })
  })

  it('whose disk is nearly full', async (context) => {
    const small = join(home.path, 'state')
    await mkdir(small)
    const run = promisify(execFile)
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small]).then(
      () => true,
      () => false,
    )
    if (!mounted) console.warn('SKIPPED: no small disk could be mounted; this needs root on Linux.')
    context.skip(!mounted)
    try {
      expect((await doctor())('jobs folder')).toMatchObject({
        state: 'problem',
        code: 'disk_nearly_full',
      })
    } finally {
      await run('umount', [small])
    }
  })
})
