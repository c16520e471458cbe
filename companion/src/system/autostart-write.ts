/**
 * Sets the companion up to start with the desktop, or not, and tells which: an XDG entry on Linux, a
 * LaunchAgent on macOS, a value of the Run key on Windows (facts/daemon.md 2.3). Where they are,
 * `autostart.ts` says; it also takes them away.
 */
import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InlayError } from '@inlay/shared'
import writeFileAtomic from 'write-file-atomic'
import {
  type AutostartEntry,
  autostartEntries,
  type Desktop,
  removeAutostart,
} from './autostart.ts'

/** The program and its arguments, as absolute as they were started. */
export type Program = readonly [string, ...string[]]

/** `other`: something starts, but not this program: an older place of it, or what a person wrote. */
export type AutostartState = 'on' | 'off' | 'other'

export type Written =
  | { readonly kind: 'file'; readonly path: string; readonly content: string }
  | {
      readonly kind: 'registry'
      readonly key: string
      readonly value: string
      readonly data: string
    }

/** What `inlay autostart on` writes on this desktop. */
export const autostartOf = (desktop: Desktop, program: Program): Written => {
  const entry = ownEntry(desktop)
  if (entry.kind === 'registry') return { ...entry, data: windowsCommand(program) }
  const content = desktop.platform === 'darwin' ? launchAgent(program) : desktopEntry(program)
  return { kind: 'file', path: entry.path, content }
}

/** Of the places where one may be, the one this program writes: the last. */
const ownEntry = (desktop: Desktop): AutostartEntry => {
  const entry = autostartEntries(desktop).at(-1)
  if (entry === undefined) throw new InlayError('internal', 'This system has no place for it.')
  return entry
}

type Ask = (program: string, args: readonly string[]) => Promise<string | undefined>

/** @throws InlayError file_unwritable */
export const switchAutostart = async (
  desktop: Desktop,
  program: Program,
  on: boolean,
  ask: Ask = outputOf,
): Promise<void> => {
  const written = autostartOf(desktop, program)
  if (!on) {
    const runs = async ([command, ...args]: Program): Promise<boolean> =>
      (await ask(command, args)) !== undefined
    await removeAutostart(autostartEntries(desktop), runs)
    return
  }
  if (written.kind === 'registry') {
    const { key, value, data } = written
    const args = ['add', key, '/v', value, '/t', 'REG_SZ', '/d', data, '/f']
    if ((await ask('reg.exe', args)) === undefined) {
      throw new InlayError('file_unwritable', 'It is the registry’s list of programs to start.')
    }
    return
  }
  try {
    await mkdir(dirname(written.path), { recursive: true })
    await writeFileAtomic(written.path, written.content, { mode: 0o644 })
  } catch (cause) {
    throw new InlayError('file_unwritable', 'It is what starts Inlay by itself.', { cause })
  }
}

export const autostartState = async (
  desktop: Desktop,
  program: Program,
  ask: Ask = outputOf,
): Promise<AutostartState> => {
  const written = autostartOf(desktop, program)
  if (written.kind === 'registry') {
    const out = await ask('reg.exe', ['query', written.key, '/v', written.value])
    if (out === undefined) return 'off'
    return saysInConsole(out, written.data) ? 'on' : 'other'
  }
  const there = await readFile(written.path, 'utf8').catch(() => undefined)
  if (there !== undefined) return there === written.content ? 'on' : 'other'
  for (const entry of autostartEntries(desktop)) {
    if (entry.kind === 'file' && (await readFile(entry.path).catch(() => undefined))) return 'other'
  }
  return 'off'
}

/**
 * Whether a console program's output holds the text. It prints in the console's own code page, which
 * is another one on each machine: of a name like "Jörg" only the plain letters can be relied on.
 */
const saysInConsole = (out: string, text: string): boolean => {
  let from = 0
  return text.split(/[^\x20-\x7e]+/).every((part, i) => {
    const at = out.indexOf(part, from)
    const between = out.slice(from, at)
    from = at + part.length
    return at >= 0 && (i === 0 || !/[\\"]/.test(between))
  })
}

const outputOf: Ask = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: 15_000, windowsHide: true }, (error, out) =>
      resolve(error === null ? out : undefined),
    )
  })

/** freedesktop.org, Desktop Entry Specification 1.0 (Debian 12's validator knows no later one). */
const desktopEntry = (program: Program): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    'Name=Inlay',
    'Comment=Generative fill for Figma and Photoshop, on this machine',
    `Exec=${program.map(quoteExec).join(' ')}`,
    'Terminal=false',
    'NoDisplay=true',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')

/**
 * "The Exec key": an argument in quotes with `"`, backtick, `$` and backslash escaped, percent signs
 * doubled; then, as in every value of type string, each backslash once more.
 */
const quoteExec = (argument: string): string => {
  const inner = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  return `"${inner}"`.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

/** launchd.plist(5): started at login, and again when it ended badly. */
const launchAgent = (program: Program): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    '  <key>Label</key>',
    '  <string>app.inlay.companion</string>',
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...program.map((argument) => `    <string>${escapeXml(argument)}</string>`),
    '  </array>',
    '  <key>RunAtLoad</key>',
    '  <true/>',
    '  <key>KeepAlive</key>',
    '  <dict>',
    '    <key>SuccessfulExit</key>',
    '    <false/>',
    '  </dict>',
    '  <key>ProcessType</key>',
    '  <string>Interactive</string>',
    '</dict>',
    '</plist>',
    '',
  ].join('\n')

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * A command line as Windows programs take it apart (CommandLineToArgvW): quotes around each argument,
 * backslashes before a quote doubled. A console program would open a window at each login, so the
 * console's host is told to show none.
 */
const windowsCommand = (program: Program): string =>
  ['conhost.exe --headless', ...program.map(quoteWindows)].join(' ')

const quoteWindows = (argument: string): string =>
  `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
