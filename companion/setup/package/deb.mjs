/** A package for Debian and Ubuntu: the folder in /opt, `inlay` on the PATH, a unit for each user. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../say.mjs'
import { bytesOf } from './folder.mjs'
import { version } from './stage.mjs'

const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' }

/** systemd.service(5): started by `systemctl --user enable --now inlay`, and again when it dies. */
const UNIT = `[Unit]
Description=Inlay, generative fill on this machine
Documentation=file:/opt/inlay/app/README.md

[Service]
ExecStart=/opt/inlay/inlay serve
Restart=on-failure
RestartSec=5
TimeoutStopSec=15

[Install]
WantedBy=default.target
`

const controlOf = (arch, bytes) => `Package: inlay
Version: ${version()}
Architecture: ${ARCHITECTURES[arch]}
Maintainer: The Inlay team <inlay@localhost>
Installed-Size: ${Math.ceil(bytes / 1024)}
Depends: libc6 (>= 2.28), libstdc++6
Recommends: xdg-utils
Section: graphics
Priority: optional
Description: generative fill for Figma and Photoshop, on your own machine
 A companion on localhost that fills, removes and extends, for plugins of
 Figma and Photoshop and from the command line. Nothing leaves the machine.
`

/** @returns the package's path */
export const makeDeb = (row, folder, out) => {
  const root = join(out, 'deb')
  rmSync(root, { recursive: true, force: true })
  for (const part of ['DEBIAN', 'opt', 'usr/bin', 'usr/lib/systemd/user', 'usr/share/doc/inlay']) {
    mkdirSync(join(root, part), { recursive: true })
  }
  cpSync(folder, join(root, 'opt', 'inlay'), { recursive: true })
  symlinkSync('/opt/inlay/inlay', join(root, 'usr', 'bin', 'inlay'))
  writeFileSync(join(root, 'usr', 'lib', 'systemd', 'user', 'inlay.service'), UNIT)
  cpSync(join(folder, 'app', 'LICENSE'), join(root, 'usr', 'share', 'doc', 'inlay', 'copyright'))
  writeFileSync(join(root, 'DEBIAN', 'control'), controlOf(row.arch, bytesOf(folder)))
  const file = join(out, `inlay_${version()}_${ARCHITECTURES[row.arch]}.deb`)
  const made = spawnSync('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', root, file], {
    encoding: 'utf8',
  })
  if (made.error !== undefined || made.status !== 0) {
    throw new SetupError('dpkg-deb made no package.', made.stderr ?? 'It is not installed here.')
  }
  return file
}
