import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Desktop } from './autostart.ts'
import { autostartOf, autostartState, type Program, switchAutostart } from './autostart-write.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay autostart '))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const on = (platform: NodeJS.Platform): Desktop => ({ platform, home, env: {} })
const PROGRAM: Program = ['/opt/no de/bin/node', '/home/ada/Inlay & co/inlay.js', 'tray']

/** Takes an Exec value apart as the Desktop Entry Specification says. */
const readExec = (value: string): string[] => {
  const text = value.replace(/\\(.)/g, (_, c: string) => ({ n: '\n', t: '\t' })[c] ?? c)
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, inner]) =>
    inner!.replace(/\\(.)/gs, '$1').replaceAll('%%', '%'),
  )
}

/** As CommandLineToArgvW does. */
const readWindows = (line: string): string[] => {
  const args: string[] = []
  let current = ''
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    let slashes = 0
    while (line[i] === '\\') {
      slashes++
      i++
    }
    if (line[i] === '"') {
      current += '\\'.repeat(Math.floor(slashes / 2))
      if (slashes % 2 === 1) current += '"'
      else quoted = !quoted
    } else {
      current += '\\'.repeat(slashes)
      if (i >= line.length) break
      if (line[i] === ' ' && !quoted) {
        args.push(current)
        current = ''
      } else current += line[i]
    }
  }
  return [...args, current]
}

const argument = fc.string({ unit: 'binary', minLength: 1 }).filter((s) => !/[\0\r]/.test(s))
const program = fc
  .tuple(argument, fc.array(argument, { maxLength: 3 }))
  .map(([first, rest]): Program => [first, ...rest])

test('whatever the folders are called, each desktop starts exactly this program', () => {
  fc.assert(
    fc.property(program, (any) => {
      const linux = autostartOf(on('linux'), any)
      if (linux.kind !== 'file') throw new Error('no file')
      const exec = /^Exec=(.*)$/m.exec(linux.content)?.[1] ?? ''
      expect(readExec(exec)).toEqual([...any])
      expect(linux.content.split('\n')).toHaveLength(11)

      const windows = autostartOf(on('win32'), any)
      if (windows.kind !== 'registry') throw new Error('no registry')
      expect(readWindows(windows.data)).toEqual(['conhost.exe', '--headless', ...any])

      const mac = autostartOf(on('darwin'), any)
      if (mac.kind !== 'file') throw new Error('no file')
      const strings = [...mac.content.matchAll(/<string>([^<]*)<\/string>/gs)].map(([, s]) =>
        s!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
      )
      expect(strings.slice(1, -1)).toEqual([...any])
    }),
  )
})

test('on, off, and what somebody else wrote are told apart', async () => {
  const desktop = on('linux')
  expect(await autostartState(desktop, PROGRAM)).toBe('off')
  await switchAutostart(desktop, PROGRAM, true)
  expect(await autostartState(desktop, PROGRAM)).toBe('on')
  expect(await autostartState(desktop, ['/elsewhere/node', 'inlay.js'])).toBe('other')

  const path = join(home, '.config', 'autostart', 'inlay.desktop')
  await writeFile(path, (await readFile(path, 'utf8')).replace('tray', 'serve'))
  expect(await autostartState(desktop, PROGRAM)).toBe('other')
  await switchAutostart(desktop, PROGRAM, false, async () => undefined)
  expect(await autostartState(desktop, PROGRAM)).toBe('off')
})

test('Windows is asked by its own program, with nothing a shell could read', async () => {
  const asked: (readonly string[])[] = []
  const registry = new Map<string, string>()
  const ask = async (name: string, args: readonly string[]): Promise<string | undefined> => {
    asked.push([name, ...args])
    const [verb, , , value] = args
    if (verb === 'add') registry.set(value ?? '', args[args.indexOf('/d') + 1] ?? '')
    if (verb === 'delete') registry.delete(value ?? '')
    if (verb === 'query' && !registry.has(value ?? '')) return undefined
    return `    Inlay    REG_SZ    ${registry.get(value ?? '')}\r\n`
  }
  const desktop = on('win32')
  const there: Program = ['C:\\Program Files\\node\\node.exe', 'C:\\Ada\\inlay.js', 'tray']
  expect(await autostartState(desktop, there, ask)).toBe('off')
  await switchAutostart(desktop, there, true, ask)
  expect(await autostartState(desktop, there, ask)).toBe('on')
  expect(registry.get('Inlay')).toBe(
    'conhost.exe --headless "C:\\Program Files\\node\\node.exe" "C:\\Ada\\inlay.js" "tray"',
  )
  await switchAutostart(desktop, there, false, ask)
  expect(await autostartState(desktop, there, ask)).toBe('off')
  expect(asked.every(([name]) => name === 'reg.exe')).toBe(true)
})

test('Windows prints names in its console’s own letters, and is understood', async () => {
  const there: Program = ['C:\\Users\\Jörg Ü\\inlay.exe', 'tray']
  const prints = (path: string) => async (): Promise<string> =>
    `    Inlay    REG_SZ    conhost.exe --headless "${path}" "tray"\r\n`
  const state = (path: string) => autostartState(on('win32'), there, prints(path))
  // Code page 850 read as UTF-8.
  expect(await state('C:\\Users\\J\ufffdrg \ufffd\\inlay.exe')).toBe('on')
  expect(await state('C:\\Users\\Ada\\inlay.exe')).toBe('other')
  expect(await state('C:\\Users\\J\ufffdrg \ufffd\\old\\inlay.exe')).toBe('other')
})
