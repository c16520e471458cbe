/** A model in the real daemon, fill process and inference process: what it says of itself, and its end. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EngineList, RuntimeInfo } from '@inlay/shared'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { paintsOneColour } from '../engines/neural/testing/mean-nets.ts'
import { writeOnnx } from '../inference/onnx-writer.ts'
import { InpaintContract } from '../models/contract.ts'
import { createModels } from '../models/models.ts'
import { startTestDaemon, type TestDaemon } from './testing/daemon.ts'
import { allEvents, followEvents, quickPicture, submitted } from './testing/fills.ts'
import { withHome } from './testing/home.ts'

let daemon: TestDaemon
beforeAll(async () => {
  const { folders, path: home } = await withHome()
  vi.stubEnv('INLAY_HOME', home)
  // On a graphics card the fill would be tried again on the processor, and succeed.
  vi.stubEnv('INLAY_PROVIDERS', 'cpu')
  const { graph, contract } = paintsOneColour(64, [0.25, 0.5, 0.75])
  const slow = {
    ...graph,
    constants: [
      ...(graph.constants ?? []),
      { name: 'rounds', type: 'int64', shape: [4], values: [1, 1, 48, 48] } as const,
      { name: 'none', type: 'float32', shape: [1], values: [0] } as const,
    ],
    nodes: [
      ...graph.nodes.slice(0, -1),
      { op: 'Tile', inputs: ['image', 'rounds'], outputs: ['large0'] },
      ...Array.from({ length: 40 }, (_, i) => ({
        op: 'MatMul',
        inputs: [`large${i}`, 'large0'],
        outputs: [`large${i + 1}`],
      })),
      { op: 'ReduceMean', inputs: ['large40'], outputs: ['mean'] },
      { op: 'Mul', inputs: ['mean', 'none'], outputs: ['nothing'] },
      { op: 'Add', inputs: ['filled', 'nothing'], outputs: ['slow'] },
      { op: 'Mul', inputs: ['slow', 'full'], outputs: ['output'] },
    ],
  }
  const models = createModels({ folders })
  for (const [id, net] of [
    ['quick', graph],
    ['slow', slow],
  ] as const) {
    const path = join(home, `${id}.onnx`)
    await writeFile(path, writeOnnx(net))
    await models.add([path], { id, contract: InpaintContract.parse(contract) })
  }
  await models.close()
  daemon = await startTestDaemon({ folders })
})
afterAll(async () => {
  await daemon.end()
  vi.unstubAllEnvs()
})

const runtime = async (): Promise<RuntimeInfo> =>
  RuntimeInfo.parse((await daemon.ask('/v1/runtime')).json)

test('the runtime tells where nets run, and what they hold once there are some', async () => {
  const early = await runtime()
  expect(early.providers.find(({ usable }) => usable)).toMatchObject({ id: 'cpu', name: 'CPU' })
  expect(early.memory.resident).toBeUndefined()
  const id = await submitted(daemon, quickPicture(), { engine: 'quick' })
  expect((await allEvents(daemon, id)).at(-1)?.type).toBe('done')
  const { memory } = await runtime()
  expect(memory.nets).toBe(1)
  expect(memory.resident).toBeGreaterThan(2 ** 20)
  const { engines } = EngineList.parse((await daemon.ask('/v1/engines')).json)
  expect(engines.find((engine) => engine.id === 'quick')?.device).toMatch(/^CPU/)
})

/** Ids of the processes that run this script. */
const processes = async (script: string): Promise<number[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args='])
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/))
  const mine = new Set([process.pid])
  // Children come after their parents, but for ids that came round again.
  for (let i = 0; i < 3; i++) {
    for (const [pid, ppid] of rows) if (mine.has(Number(ppid))) mine.add(Number(pid))
  }
  return rows
    .filter(([pid, , ...args]) => mine.has(Number(pid)) && args.join(' ').includes(script))
    .map(([pid]) => Number(pid))
}

test.skipIf(process.platform === 'win32')(
  'a net’s process that is killed fails its fill by name, and the next fill gets another',
  async () => {
    const id = await submitted(daemon, quickPicture(), { engine: 'slow' })
    for await (const event of followEvents(daemon, id)) {
      if (event.type === 'progress' && event.stage === 'Finding structure') break
    }
    const pids = await processes('inference-process')
    expect(pids).toHaveLength(1)
    // It runs; its process answers nothing meanwhile, and is told of all the same.
    expect((await runtime()).memory.resident).toBeGreaterThan(2 ** 20)
    process.kill(pids[0]!, 'SIGKILL')
    expect((await allEvents(daemon, id)).at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'engine_failed' },
    })
    expect((await daemon.ask('/v1/health')).status).toBe(200)
    const next = await submitted(daemon, quickPicture(), { engine: 'quick' })
    expect((await allEvents(daemon, next)).at(-1)?.type).toBe('done')
    expect(await processes('inference-process')).not.toEqual(pids)
  },
)
