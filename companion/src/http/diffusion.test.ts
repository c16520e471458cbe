/** A diffusion model behind the real daemon: progress, looks, variations, cancelling, and no paths. */
import { EngineList, type FillEvent, ModelList } from '@inlay/shared'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { tinyFolder } from '../engines/diffusion/testing/tiny.ts'
import { createModels } from '../models/models.ts'
import { startTestDaemon, type TestDaemon } from './testing/daemon.ts'
import { allEvents, followEvents, quickPicture, submit, submitted } from './testing/fills.ts'
import { withHome } from './testing/home.ts'

let daemon: TestDaemon
beforeAll(async () => {
  const { folders, path: home } = await withHome()
  vi.stubEnv('INLAY_HOME', home)
  vi.stubEnv('INLAY_PROVIDERS', 'cpu')
  const models = createModels({ folders })
  await models.link({
    id: 'tiny',
    name: 'Tiny',
    kind: 'sd15',
    path: tinyFolder('sd15-inpaint'),
    bytes: 1,
  })
  await models.close()
  daemon = await startTestDaemon({ folders })
})
afterAll(async () => {
  await daemon.end()
  vi.unstubAllEnvs()
})

const WORDS = { operation: 'fill', prompt: 'a red wall', steps: 60 } as const

const only = <T extends FillEvent['type']>(events: readonly FillEvent[], type: T) =>
  events.filter((event): event is Extract<FillEvent, { type: T }> => event.type === type)

test('a fill by words tells each stage, shows looks, and gives every variation', async () => {
  const { engines } = EngineList.parse((await daemon.ask('/v1/engines')).json)
  expect(engines.find(({ id }) => id === 'tiny')).toMatchObject({
    takesPrompt: true,
    takesSteps: true,
    available: true,
  })
  const id = await submitted(daemon, quickPicture(), {
    ...WORDS,
    variations: 2,
    diffusion: { guidanceRescale: 0.2, noise: 'philox' },
  })
  const events = await allEvents(daemon, id)
  expect(events.at(-1)).toMatchObject({ type: 'done', report: { engine: 'tiny', seed: 7 } })
  expect(only(events, 'started')[0]?.engine).toBe('tiny')
  const stages = only(events, 'progress').map(({ stage }) => stage)
  expect(stages.some((stage) => /^Variation 1 of 2: Step \d+ of 61$/.test(stage))).toBe(true)
  const looks = only(events, 'preview')
  expect(looks.length).toBeGreaterThan(0)
  // A look is of the whole crop: a panel that took it for the hole alone would draw it squeezed.
  const done = only(events, 'done')[0]?.report
  for (const { bounds } of looks) expect(bounds).toEqual(done?.crops[0]?.bounds)
  expect(only(events, 'variation').map(({ variation }) => variation.seed)).toEqual([7, 8])
  const results = await Promise.all(
    [0, 1].map((index) => daemon.ask(`/v1/fills/${id}/results/${index}`)),
  )
  expect(results.map(({ status }) => status)).toEqual([200, 200])
  expect(results[0]!.body.equals(results[1]!.body)).toBe(false)
})

test('it stops when told to, in the middle of its steps', async () => {
  const id = await submitted(daemon, quickPicture(), { ...WORDS, steps: 150, variations: 8 })
  for await (const event of followEvents(daemon, id)) {
    if (event.type === 'progress' && event.stage.includes('Step')) break
  }
  await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })
  expect((await allEvents(daemon, id)).at(-1)?.type).toBe('cancelled')
})

test('nobody names a path over HTTP, and what does not fit is said in words', async () => {
  const path = await submit(daemon, quickPicture(), { engine: tinyFolder('sd15') })
  expect(path.status).toBe(400)
  const models = ModelList.parse((await daemon.ask('/v1/models')).json).models
  expect(JSON.stringify(models)).not.toContain('fixtures')
  const id = await submitted(daemon, quickPicture(), { ...WORDS, scheduler: 'flow-match-euler' })
  expect((await allEvents(daemon, id)).at(-1)).toMatchObject({
    type: 'failed',
    error: { detail: expect.stringContaining('models that follow flows') },
  })
})
