import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { OWN_LIST, Variants } from './ablate.ts'

describe('the list of ablations', () => {
  it('names only knobs that the engine has', async () => {
    expect(Variants.safeParse(JSON.parse(await readFile(OWN_LIST, 'utf8'))).error).toBeUndefined()
  })

  it.each([
    [{ name: 'x', engine: { tuning: { noSuchKnob: 1 } } }],
    [{ name: 'x', engine: { tuning: { textureGain: 'off' } } }],
    [{ name: 'x', engine: { textureGain: 0 } }],
    [{ name: 'x y' }],
    [{ name: 'x', options: {} }],
  ])('refuses a row that would change nothing: %j', (row) => {
    expect(Variants.safeParse([row]).success).toBe(false)
  })
})
