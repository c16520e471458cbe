/**
 * The half of macOS's tray that runs anywhere: a runner of our own stands in for `osascript`, so what
 * only a Mac shows (docs/verify-on-macos.md) stays unproven.
 */
import { Script } from 'node:vm'
import { afterEach, expect, test, vi } from 'vitest'
import type { TrayBackend } from '../backend.ts'
import { MACOS_SCRIPT } from './script.ts'
import { openMacTrayWith, type Runner } from './tray.ts'

let tray: TrayBackend | undefined
afterEach(async () => {
  await tray?.close()
  tray = undefined
})

/** Says that it is ready, then gives each line's bytes back, as a click on it. */
const ECHO: Runner = [
  process.execPath,
  [
    '-e',
    `const say = (message) => console.log(JSON.stringify(message))
    say({ type: 'ready' })
    let rest = Buffer.alloc(0)
    process.stdin.on('data', (data) => {
      rest = Buffer.concat([rest, data])
      for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
        const line = rest.subarray(0, at).toString('latin1')
        if (line.includes('"die"')) process.exit(1)
        say({ type: 'clicked', action: line })
        rest = rest.subarray(at + 1)
      }
    })`,
  ],
]

const open = async (runner: Runner) => {
  const onAction = vi.fn<(action: string) => void>()
  const onBroken = vi.fn()
  tray = await openMacTrayWith(runner, { onAction, onBroken, onIcon: vi.fn(), onLost: vi.fn() })
  return { tray, onAction, onBroken }
}

test('the script is one that can be read', () => {
  expect(() => new Script(MACOS_SCRIPT)).not.toThrow()
})

test('shows go over in plain bytes, so that a letter is never cut in two, and clicks come back', async () => {
  const { tray, onAction } = await open(ECHO)
  const tooltip = 'Inlay: 準備完了 ▸ Ü'
  tray.show({ look: 'working', progress: 0.5, tooltip, menu: [] })
  await vi.waitFor(() => expect(onAction).toHaveBeenCalledTimes(1), { timeout: 60_000 })
  const line = String(onAction.mock.calls[0]?.[0])
  expect(line).toMatch(/^[\x20-\x7e]+$/)
  const shown = JSON.parse(line)
  expect(shown).toMatchObject({ type: 'show', tooltip, template: true, menu: [] })
  expect(Buffer.from(shown.png, 'base64').subarray(1, 4).toString()).toBe('PNG')
})

test('a runner that dies is a breakdown that another beginning may mend', async () => {
  const { tray, onBroken } = await open(ECHO)
  tray.notify({ title: 'die', body: '' })
  await vi.waitFor(() => expect(onBroken).toHaveBeenCalledTimes(1), { timeout: 60_000 })
})

test('where there is no menu bar it says so', async () => {
  await expect(open([process.execPath, ['-e', 'process.exit(1)']])).rejects.toThrow(/menu bar/)
  await expect(open(['/nowhere/osascript', []])).rejects.toThrow(/menu bar/)
})
