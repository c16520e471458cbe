import { InlayError } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import type { Step } from './line.ts'
import { againOf, askedOf, canLeaveOut, checkSameCanvas, replay } from './replay.ts'
import { lineOf, stepOn } from './steps.fixture.ts'

const photo = { width: 400, height: 300 }

const hostOf = (failAt = -1) => {
  const made: Step[] = []
  const discarded: Step[] = []
  const asked: [step: string, before: string | undefined][] = []
  const told: [number, number][] = []
  return {
    ...{ made, discarded, asked, told },
    host: {
      fill: async (step: Step, before: Step | undefined) => {
        asked.push([step.id, before?.id])
        if (made.length === failAt) throw new InlayError('engine_failed')
        const next = stepOn(photo)
        made.push(next)
        return next
      },
      onStep: (done: number, count: number) => void told.push([done, count]),
      discard: (steps: readonly Step[]) => void discarded.push(...steps),
    },
  }
}

describe('replaying', () => {
  const line = lineOf(photo, [{}, {}, {}, {}])
  const [first, second, third, fourth] = line.steps.map(({ id }) => id)

  it('makes each later step again on the picture of the one made before it', async () => {
    const { host, made, asked, told } = hostOf()
    const instead = stepOn(photo)
    const next = await replay({ line, index: 1, instead }, host)
    expect(next.steps).toEqual([line.steps[0], instead, ...made])
    expect(next.at).toBe(4)
    expect(asked).toEqual([
      [third, instead.id],
      [fourth, made[0]?.id],
    ])
    expect(told).toEqual([
      [0, 2],
      [1, 2],
    ])
  })

  it('leaves a step out: the next is made on what came before it', async () => {
    const one = hostOf()
    expect((await replay({ line, index: 1, instead: undefined }, one.host)).steps).toHaveLength(3)
    expect(one.asked[0]).toEqual([third, first])
    const all = hostOf()
    await replay({ line, index: 0, instead: undefined }, all.host)
    expect(all.asked[0]).toEqual([second, undefined])
  })

  it('leaves the line as it was when one fails, and lets go of those made until then', async () => {
    const before = structuredClone(line)
    const { host, made, discarded } = hostOf(1)
    const plan = { line, index: 0, instead: stepOn(photo) }
    await expect(replay(plan, host)).rejects.toMatchObject({ code: 'engine_failed' })
    expect(line).toEqual(before)
    expect(made).toHaveLength(1)
    expect(discarded).toEqual(made)
  })

  it('asks for the very variation that was chosen, and nothing else', () => {
    const step = { ...stepOn(photo, { variations: 4, seed: 20, prompt: 'a boat' }), chosen: 2 }
    expect(againOf(step)).toMatchObject({ seed: 22, variations: 1, prompt: 'a boat' })
    expect(againOf(step)).not.toHaveProperty('image')
    expect(askedOf(step.request)).not.toHaveProperty('mask')
  })

  it('does not leave out what gave the picture its size, unless it is the last', () => {
    const margins = { left: 8, top: 0, right: 0, bottom: 0 }
    const grown = lineOf(photo, [{ margins }, {}, { margins }])
    expect([0, 1, 2].map((index) => canLeaveOut(grown, index))).toEqual([false, true, true])
  })

  it('refuses a repeated step of another size: the masks after it would not fit', () => {
    const before = stepOn(photo, { margins: { left: 8, top: 0, right: 0, bottom: 0 } })
    expect(() => checkSameCanvas(before, before)).not.toThrow()
    expect(() => checkSameCanvas(before, stepOn(photo))).toThrow(/408 x 300 .* received 400 x 300/)
  })
})
