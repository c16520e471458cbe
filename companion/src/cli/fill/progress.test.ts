import { describe, expect, it } from 'vitest'
import type { Terminal } from '../terminal.ts'
import { chooseProgress, lineProgress, silentProgress } from './progress.ts'

const fakeTerminal = (isInteractive = false) => {
  let text = ''
  const terminal: Terminal = {
    out: async () => {},
    err: (more) => {
      text += more
    },
    isInteractive,
  }
  return { terminal, text: () => text }
}

describe('lineProgress', () => {
  it('writes at most a line a second, and none for a quick fill', () => {
    const { terminal, text } = fakeTerminal()
    let now = 0
    const progress = lineProgress(terminal, () => now)
    progress.begin('a.png')
    progress.update(0.1, 'Decoding')
    now = 999
    progress.update(0.2, 'Searching')
    expect(text()).toBe('')
    now = 1000
    progress.update(0.259, 'Searching')
    progress.update(0.3, 'Searching')
    now = 2500
    progress.update(0.9, 'Blending')
    progress.end()
    expect(text()).toBe('a.png: 25% Searching\na.png: 90% Blending\n')
  })
})

describe('chooseProgress', () => {
  it('is silent when output was not wanted, or is for a program and nobody watches', async () => {
    expect(await chooseProgress(fakeTerminal(true).terminal, { quiet: true })).toBe(silentProgress)
    expect(await chooseProgress(fakeTerminal().terminal, { json: true })).toBe(silentProgress)
  })

  it('shows a bar to a person even with --json, since it goes to stderr', async () => {
    expect(await chooseProgress(fakeTerminal(true).terminal, { json: true })).not.toBe(
      silentProgress,
    )
  })
})
