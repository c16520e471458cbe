/** The cures on a model whose ills are known: a decoder that shifts colours on purpose. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DECODER_SHIFTS, measureColour, measureRepeats } from './cures.ts'
import { type MeanModels, openMeanModels } from './models.ts'
import { flatScenes } from './scenes.ts'

const FIXTURES = fileURLToPath(new URL('../../fixtures/diffusion/pipelines/', import.meta.url))

let models: MeanModels
beforeAll(async () => {
  models = await openMeanModels(FIXTURES)
})
afterAll(() => models.close())

describe('a decoder that shifts colours', () => {
  it.each(DECODER_SHIFTS)(
    '$name: on flat skies and walls less than 1 ΔE2000 of it is left, and none outside',
    async ({ name, shift, gain }) => {
      const engine = await models.engine({ native: 192, shift, gain })
      const rows = await measureColour(engine, name)
      console.log(
        rows.map((r) =>
          [r.scene, r.plain.toFixed(2), r.matched.toFixed(2), r.truth.toFixed(2)].join(' '),
        ),
      )
      for (const row of rows) {
        expect(row.matched, row.scene).toBeLessThan(1)
        expect(row.outside, row.scene).toBe(0)
        // The ill is really there, else nothing was cured.
        if (gain !== 1 || shift.some((of) => of !== 0)) {
          expect(row.plain, row.scene).toBeGreaterThan(1.2)
        }
      }
    },
  )
})

describe('ten edits of one picture', () => {
  it('never-masked bytes are those of the beginning, and the tenth fill is as sharp as the first', async () => {
    const engine = await models.engine({ native: 192, shift: [4, -2, 3] })
    const [, , , plaster] = flatScenes()
    const row = await measureRepeats(engine, plaster!.image)
    expect(row.untouched).toBe(0)
    const [first = 0] = row.sharpness
    expect(row.sharpness.at(-1)).toBeGreaterThan(0.9 * first)
    expect(first).toBeGreaterThan(0.7)
  })
})
