/** A package for Debian and Ubuntu: the folder in /opt, `inlay` on the PATH, a unit for each user. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { companion } from '../places.mjs'
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

/** In the menu of applications: the companion with its icon, and its page. */
const ENTRY = `[Desktop Entry]
Type=Application
Version=1.0
Name=Inlay
Comment=Generative fill for Figma and Photoshop, on this machine
Comment[de]=Generatives Füllen für Figma und Photoshop, auf diesem Rechner
Comment[es]=Relleno generativo para Figma y Photoshop, en este equipo
Comment[ja]=FigmaとPhotoshopのための生成塗りつぶし。このコンピューターの中だけで動きます
Comment[tr]=Figma ve Photoshop için üretken dolgu, bu bilgisayarda
Exec=/opt/inlay/inlay tray --open
Icon=inlay
Terminal=false
Categories=Graphics;2DGraphics;
StartupNotify=false
`

/** Node's compile cache, which a companion run by root leaves beside its files (`run-bundle.ts`). */
const PRERM = `#!/bin/sh
set -e
rm -rf "$DPKG_ROOT/opt/inlay/app/dist/.compile-cache"
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

/**
 * @param compression of dpkg-deb: what is shipped takes the best, a test none
 * @returns the package's path
 */
export const makeDeb = (row, folder, out, compression = 'xz') => {
  const root = join(out, 'deb')
  rmSync(root, { recursive: true, force: true })
  for (const part of [
    'DEBIAN',
    'opt',
    'usr/bin',
    'usr/lib/systemd/user',
    'usr/share/applications',
    'usr/share/doc/inlay',
    'usr/share/icons/hicolor/scalable/apps',
  ]) {
    mkdirSync(join(root, part), { recursive: true })
  }
  cpSync(folder, join(root, 'opt', 'inlay'), { recursive: true })
  symlinkSync('/opt/inlay/inlay', join(root, 'usr', 'bin', 'inlay'))
  writeFileSync(join(root, 'usr', 'lib', 'systemd', 'user', 'inlay.service'), UNIT)
  writeFileSync(join(root, 'usr', 'share', 'applications', 'inlay.desktop'), ENTRY)
  cpSync(
    join(companion, 'src', 'pages', 'home', 'icon.svg'),
    join(root, 'usr', 'share', 'icons', 'hicolor', 'scalable', 'apps', 'inlay.svg'),
  )
  cpSync(join(folder, 'app', 'LICENSE'), join(root, 'usr', 'share', 'doc', 'inlay', 'copyright'))
  writeFileSync(join(root, 'DEBIAN', 'control'), controlOf(row.arch, bytesOf(folder)))
  writeFileSync(join(root, 'DEBIAN', 'prerm'), PRERM, { mode: 0o755 })
  const file = join(out, `inlay_${version()}_${ARCHITECTURES[row.arch]}.deb`)
  const args = ['--build', '--root-owner-group', `-Z${compression}`, root, file]
  const made = spawnSync('dpkg-deb', args, { encoding: 'utf8' })
  if (made.error !== undefined || made.status !== 0) {
    throw new SetupError('dpkg-deb made no package.', made.stderr ?? 'It is not installed here.')
  }
  return file
}
