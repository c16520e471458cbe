/**
 * Opens an address or a folder with whatever the desktop uses for it. An address that signs in must
 * not be read by other users, to whom a process's arguments are open: it goes into a private file
 * that leads the browser on, which is removed when its code is worth nothing any more.
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { InlayError } from '@inlay/shared'
import { makePrivateFolder, writePrivateFile } from './private-files.ts'

type Run = (program: string, args: readonly string[]) => Promise<string | undefined>

export interface ShowOptions {
  readonly platform?: NodeJS.Platform
  readonly env?: NodeJS.ProcessEnv
  readonly run?: Run
}

/** Milliseconds the desktop's own program may take to hand the thing over. */
const PATIENCE = 20_000

/**
 * Whether somebody could see a window that is opened here: not over SSH, whose person sits elsewhere
 * (also where it carries X11 along), not in CI, and on Linux not without a screen.
 */
export const hasDesktop = ({
  platform = process.platform,
  env = process.env,
}: ShowOptions = {}): boolean => {
  if (env.SSH_CONNECTION || env.SSH_TTY || env.CI) return false
  return (
    platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  )
}

/**
 * @param what a path or an address; nothing secret
 * @throws InlayError not_found when the desktop has no program for it
 */
export const showOnDesktop = async (what: string, options: ShowOptions = {}): Promise<void> => {
  const { platform = process.platform, run = runQuietly } = options
  const [program, args] = openerOf(platform, what)
  if ((await run(program, args)) === undefined) {
    throw new InlayError('not_found', 'This desktop has no program that opens it.')
  }
}

const openerOf = (
  platform: NodeJS.Platform,
  what: string,
): readonly [string, readonly string[]] => {
  // Not `cmd /c start`: that would read the address as a command line once more.
  if (platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', what]]
  return platform === 'darwin' ? ['/usr/bin/open', [what]] : ['xdg-open', [what]]
}

/**
 * Opens an address that signs in.
 * @param folder private; where the file that leads on lies meanwhile
 * @throws InlayError not_found | file_unwritable
 */
export const showSecretAddress = async (
  address: string,
  folder: string,
  options: ShowOptions = {},
): Promise<void> => {
  if (await isConfined(options)) {
    await showOnDesktop(address, options)
    return
  }
  const path = join(folder, 'open-page.html')
  await makePrivateFolder(folder)
  await writePrivateFile(path, leadingTo(address))
  await showOnDesktop(pathToFileURL(path).href, options)
}

/** Snap's and Flatpak's browsers see no file of ours; for them the address itself must do. */
const isConfined = async ({
  platform = process.platform,
  run = runQuietly,
}: ShowOptions): Promise<boolean> => {
  if (platform !== 'linux') return false
  const browser = (await run('xdg-settings', ['get', 'default-web-browser']))?.trim() ?? ''
  // Snaps are named twice ("firefox_firefox.desktop"), Flatpaks backwards ("org.mozilla.firefox.desktop").
  return /^[\w-]+_[\w-]+\.desktop$/.test(browser) || /^(\w[\w-]*\.){2,}desktop$/.test(browser)
}

const leadingTo = (address: string): string =>
  [
    '<!doctype html>',
    '<meta charset="utf-8">',
    '<meta name="referrer" content="no-referrer">',
    `<meta http-equiv="refresh" content="0; url=${address.replaceAll('"', '&quot;')}">`,
    '<title>Inlay</title>',
    '<p>Opening Inlay.</p>',
    '',
  ].join('\n')

const runQuietly: Run = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: PATIENCE, windowsHide: true }, (error, out) =>
      resolve(error === null ? out : undefined),
    )
  })
