/**
 * Programs of the system that some tests need: where they are, and how Debian calls them.
 *
 * One row for each part. `npm test` installs what is missing where it may, and says aloud what it
 * leaves out; a test asks `findPart` and skips itself when there is none.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say } from '../../companion/setup/say.mjs'

const PARTS = [
  {
    name: 'chromium',
    /** Set by hand to choose one; tools of the trade read the same variable. */
    variable: 'CHROME_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    ],
    debian: 'chromium',
    serves: 'the browser tests',
  },
  {
    name: 'imagemagick',
    variable: 'IMAGEMAGICK_COMPARE',
    /** ImageMagick 7 has one program, `magick`; Debian 12's ImageMagick 6 has one for each task. */
    commands: ['magick', 'compare'],
    places: [],
    debian: 'imagemagick',
    serves: 'the second opinion on pixels outside the mask (`compare -metric AE`)',
  },
  {
    name: 'gnome-keyring',
    variable: 'GNOME_KEYRING',
    commands: ['gnome-keyring-daemon'],
    places: [],
    debian: 'gnome-keyring',
    serves: 'the token in a real keyring',
  },
  {
    name: 'dbus',
    variable: 'DBUS_RUN_SESSION',
    commands: ['dbus-run-session'],
    places: [],
    debian: 'dbus-daemon',
    serves: 'the session bus that a keyring needs',
  },
  {
    name: 'xvfb',
    variable: 'XVFB',
    commands: ['Xvfb'],
    places: [],
    debian: 'xvfb',
    serves: 'the screen of a desktop for the tray',
  },
  {
    name: 'lxqt-panel',
    variable: 'LXQT_PANEL',
    commands: ['lxqt-panel'],
    places: [],
    debian: 'lxqt-panel',
    serves: 'the tray icon on a real panel',
  },
  {
    name: 'gdbus',
    variable: 'GDBUS',
    commands: ['gdbus'],
    places: [],
    debian: 'libglib2.0-bin',
    serves: 'asking the tray icon as a panel does',
  },
  {
    name: 'openssl',
    variable: 'OPENSSL',
    commands: ['openssl'],
    places: [],
    debian: 'openssl',
    serves: 'the certificates that tests of TLS make for themselves',
  },
  {
    name: 'vulkan',
    variable: 'VULKAN_LIBRARY',
    commands: [],
    places: [
      '/usr/lib/x86_64-linux-gnu/libvulkan.so.1',
      '/usr/lib/aarch64-linux-gnu/libvulkan.so.1',
      '/usr/lib64/libvulkan.so.1',
    ],
    debian: 'libvulkan1',
    serves: 'nets on WebGPU, through the software driver that chromium carries',
  },
  {
    name: 'wine',
    variable: 'WINE',
    commands: ['wine'],
    places: [],
    debian: 'wine64',
    serves: 'the Windows folder (`npm run test:long`)',
    /** 100 MB to fetch, 670 on disk: used where it is, installed and missed by nobody. */
    isOptional: true,
  },
  {
    name: 'firefox',
    variable: 'FIREFOX',
    commands: ['firefox', 'firefox-esr'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    debian: 'firefox-esr',
    serves: 'the page in Firefox (`npm run test:long`)',
    isOptional: true,
  },
  {
    name: 'webkit-driver',
    variable: 'WEBKIT_DRIVER',
    commands: ['WebKitWebDriver'],
    places: [],
    debian: 'webkit2gtk-driver',
    serves: 'the page in WebKit (`npm run test:long`)',
    isOptional: true,
  },
  {
    name: 'webkit',
    variable: 'WEBKIT',
    commands: [],
    places: [
      '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
    ],
    debian: 'libwebkit2gtk-4.1-0',
    serves: 'the page in WebKit (`npm run test:long`)',
    isOptional: true,
  },
]

const onPath = (command, env = process.env) =>
  (env.PATH ?? env.Path ?? '')
    .split(delimiter)
    .flatMap((folder) => [join(folder, command), join(folder, `${command}.exe`)])
    .find((path) => existsSync(path))

/** Absolute path of the part's program, or undefined. */
export const findPart = (name, env = process.env) => {
  const part = PARTS.find((row) => row.name === name)
  if (part === undefined) throw new Error(`Expected one of ${PARTS.map((row) => row.name)}`)
  const chosen = env[part.variable]
  if (chosen !== undefined && chosen !== '') return existsSync(chosen) ? chosen : undefined
  return (
    part.commands.map((command) => onPath(command, env)).find((path) => path !== undefined) ??
    part.places.find((path) => existsSync(path))
  )
}

const missing = () =>
  PARTS.filter(({ name, isOptional }) => !isOptional && findPart(name) === undefined)

const mayInstall = () =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  process.env.INLAY_NO_APT === undefined &&
  onPath('apt-get') !== undefined

const apt = (...args) =>
  spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

const installWithApt = (parts) => {
  const packages = parts.map(({ debian }) => debian)
  say(`installing with apt: ${packages.join(', ')}`)
  const install = () => apt('install', '--yes', '--no-install-recommends', ...packages)
  if (!apt('update') || !install()) say('apt could not install them; its words are above')
}

/**
 * Installs what is missing where it may, then tells what is left out. Returns the names of parts
 * that are still missing.
 */
export const ensureParts = () => {
  const absent = missing()
  if (absent.length > 0 && mayInstall()) installWithApt(absent)
  const left = missing()
  for (const { name, serves, debian, variable } of left) {
    say(`LEFT OUT: ${serves}, because ${name} was not found`)
    say(`  install it (Debian: apt-get install ${debian}) or name it in ${variable}`)
  }
  return left.map(({ name }) => name)
}
