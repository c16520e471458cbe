import { expect, test } from 'vitest'
import { describePairing } from './pairing-words.ts'

const pairing = { id: 'p', name: 'Figma', app: 'figma', code: '012345', expires: 0 }

test('the code is shown to a person at a terminal, and to nobody else, at no other event', () => {
  expect(describePairing({ type: 'asked', pairing }, true)).toContain('012 345')
  const others = [
    describePairing({ type: 'asked', pairing }, false),
    describePairing({ type: 'wrong_code', pairing, triesLeft: 4 }, true),
    describePairing({ type: 'paired', pairing, deviceId: 'd' }, true),
    ...(['expired', 'tries', 'stopped'] as const).map((reason) =>
      describePairing({ type: 'closed', pairing, reason }, true),
    ),
  ]
  for (const line of others) {
    expect(line.replace(' ', '')).not.toContain('012345')
    expect(line).not.toMatch(/012|\n/)
    expect(line).toContain('"Figma" (figma)')
  }
})
