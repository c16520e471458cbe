/**
 * What can be wrong with a model: its bytes, its kind, its graph, the disk it comes to. Each ends in its
 * own named error, in the real daemon with its real processes, and the next fill is served.
 */
import { spawnSync } from 'node:child_process'
import { statSync, truncateSync } from 'node:fs'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ENVELOPE_TYPE, encodeEnvelope, ModelInfo, ModelVerified, WireError } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lamaLike, type MeanNet } from '../../companion/src/engines/neural/testing/mean-nets.ts'
import { startTestDaemon, type TestDaemon } from '../../companion/src/http/testing/daemon.ts'
import {
  allEvents,
  longPicture,
  quickPicture,
  submitted,
} from '../../companion/src/http/testing/fills.ts'
import { withHome } from '../../companion/src/http/testing/home.ts'
import { type OnnxGraph, writeOnnx } from '../../companion/src/inference/onnx-writer.ts'
import { readCatalogue } from '../../companion/src/models/catalogue.ts'
import { changeSettings } from '../../companion/src/models/settings.ts'
import {
  answers,
  type ModelServer,
  startModelServer,
} from '../../companion/src/models/testing/model-server.ts'
import { lamaEntry, QUICK, WEIGHTS } from '../../companion/src/models/testing/models.ts'
import { box, boxMask, smoothPicture } from '../../companion/src/pipeline/testing/pictures.ts'

let daemon: TestDaemon
let server: ModelServer
let home = ''
const before = process.env.INLAY_HOME

const mount = (...[command = '', ...args]: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** The state folder lies on a small disk of its own, where one may be mounted. */
let isSmall = false

beforeAll(async () => {
  server = await startModelServer(WEIGHTS)
  const made = await withHome()
  home = made.path
  // Where the fill process looks for models.
  process.env.INLAY_HOME = home
  const { state } = made.folders
  await mkdir(state, { recursive: true })
  isSmall =
    process.platform === 'linux' && mount('mount', '-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', state)
  if (!isSmall) console.warn('SKIPPED: nothing may be mounted here, so no disk was full.')
  await changeSettings(made.folders, { mirror: server.address })
  daemon = await startTestDaemon({
    folders: made.folders,
    models: { catalogue: readCatalogue([lamaEntry()]), patience: QUICK, lookEvery: 20 },
  })
  await addNet('mine', GOOD)
})
afterAll(async () => {
  await daemon.daemon.close()
  await server.end()
  if (isSmall) mount('umount', '-l', join(home, 'state'))
  await rm(home, { recursive: true, force: true })
  if (before === undefined) delete process.env.INLAY_HOME
  else process.env.INLAY_HOME = before
})

const add = async (id: string, content: Uint8Array, contract: object): Promise<Response> => {
  const form = new FormData()
  form.append('model', JSON.stringify({ id, contract }))
  form.append(`${id}.onnx`, new Blob([new Uint8Array(content)]), `${id}.onnx`)
  return fetch(`${daemon.base}/v1/models`, {
    method: 'POST',
    headers: { authorization: `Bearer ${daemon.token}` },
    body: form,
  })
}

const addNet = async (id: string, { graph, contract }: MeanNet): Promise<void> => {
  const response = await add(id, writeOnnx(graph), contract)
  expect([response.status, await response.text()]).toEqual([201, expect.any(String)])
}

const GOOD = lamaLike(64)

/** How a fill with this engine ends: "done", or its error. */
const fillWith = async (engine: string): Promise<string | WireError> => {
  const last = (await allEvents(daemon, await submitted(daemon, quickPicture(), { engine }))).at(-1)
  return last?.type === 'failed' ? last.error : (last?.type ?? 'nothing')
}

const isServed = async (): Promise<void> => {
  expect((await daemon.ask('/v1/health')).status).toBe(200)
  expect(await fillWith('patchmatch')).toBe('done')
}

/** The stored graph of the only model whose record names it. */
const storedGraph = async (id: string): Promise<string> => {
  const folder = join(home, 'state', 'models', 'files')
  for (const key of await readdir(folder)) {
    const path = join(folder, key, 'model.onnx')
    const file = await open(path)
    const { size } = await file.stat()
    await file.close()
    const { bytes } = ModelInfo.parse((await daemon.ask(`/v1/models/${id}`)).json)
    if (size === bytes) return path
  }
  throw new Error('no such graph')
}

describe('a model whose bytes changed since it came', () => {
  it('is not loaded; brought again, it fills', async () => {
    expect(await fillWith('mine')).toBe('done')
    const file = await open(await storedGraph('mine'), 'r+')
    await file.write(Buffer.from([0xff]), 0, 1, 200)
    await file.close()
    expect(await fillWith('mine')).toMatchObject({
      code: 'model_damaged',
      detail: 'model.onnx has another SHA-256 than it had.',
    })
    await isServed()
    const verified = await daemon.ask('/v1/models/mine/verify', { method: 'POST' })
    expect(ModelVerified.parse(verified.json)).toMatchObject({ ok: false })
    expect((await daemon.ask('/v1/models/mine', { method: 'DELETE' })).status).toBe(204)
    await addNet('mine', GOOD)
    expect(await fillWith('mine')).toBe('done')
  })
})

describe('a file that is no net', () => {
  it.each([
    ['noise', Buffer.alloc(5000, 0x5a)],
    ['an archive', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500)])],
    ['half a graph', Buffer.from(writeOnnx(GOOD.graph)).subarray(0, 300)],
  ])('is refused: %s', async (_, content) => {
    const response = await add('broken', content, GOOD.contract)
    const { code } = WireError.parse(await response.json())
    expect([response.status, code]).toEqual([415, 'model_refused'])
    expect((await daemon.ask('/v1/models/broken')).status).toBe(404)
    await isServed()
  })
})

/** LaMa's inputs and outputs around nodes of one's own. */
const like = (nodes: OnnxGraph['nodes'], constants: OnnxGraph['constants'] = []): MeanNet => ({
  contract: GOOD.contract,
  graph: { ...GOOD.graph, nodes, constants },
})

describe('a graph that its contract fits', () => {
  it('but that this runtime cannot load', async () => {
    await addNet(
      'unknown',
      like([{ op: 'Teleport', inputs: ['image', 'mask'], outputs: ['output'] }]),
    )
    expect(await fillWith('unknown')).toMatchObject({
      code: 'engine_failed',
      detail: expect.stringContaining('its files are whole'),
    })
    await isServed()
    expect(await fillWith('mine')).toBe('done')
  })

  it('but that fails when it runs', async () => {
    // It loads because the number of white pixels is known only when it runs.
    const net = like([
      { op: 'NonZero', inputs: ['mask'], outputs: ['where'] },
      { op: 'Cast', inputs: ['where'], outputs: ['numbers'], attributes: { to: { int: 1 } } },
      { op: 'Add', inputs: ['image', 'numbers'], outputs: ['output'] },
    ])
    await addNet('failing', net)
    expect(await fillWith('failing')).toMatchObject({ code: 'engine_failed' })
    await isServed()
    expect(await fillWith('mine')).toBe('done')
  })

  it('but that gives no numbers', async () => {
    const nodes = [
      { op: 'Sub', inputs: ['image', 'image'], outputs: ['zero'] },
      { op: 'Div', inputs: ['zero', 'zero'], outputs: ['output'] },
    ]
    await addNet('nan', like(nodes))
    expect(await fillWith('nan')).toMatchObject({
      code: 'engine_failed',
      detail: expect.stringContaining('no numbers'),
    })
    await isServed()
  })
})

/** Fills the disk but for `left` bytes; gives what empties it again. */
const fillDisk = (left = 0): (() => Promise<void>) => {
  const path = join(home, 'state', 'other')
  spawnSync('dd', ['if=/dev/zero', `of=${path}`, 'bs=64k', 'status=none'])
  truncateSync(path, statSync(path).size - left)
  return () => rm(path, { force: true })
}

const pull = async (): Promise<unknown> => {
  const asked = await daemon.ask('/v1/models/lama/pull', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ acceptLicence: true }),
  })
  expect(asked.status).toBe(202)
  const { body } = await daemon.ask('/v1/models/lama/events')
  return JSON.parse(body.toString().trim().split('\n').at(-1) ?? '')
}

describe('a disk that fills up', () => {
  it('while a model is fetched', async (test) => {
    if (!isSmall) test.skip()
    let makeRoom = async (): Promise<void> => {}
    server.queue((request, response) => {
      makeRoom = fillDisk()
      const headers = { etag: '"one"', 'content-length': `${WEIGHTS.length}` }
      answers(200, headers, WEIGHTS)(request, response)
    })
    try {
      expect(await pull()).toMatchObject({ type: 'failed', error: { code: 'disk_full' } })
      expect((await daemon.ask('/v1/health')).status).toBe(200)
    } finally {
      await makeRoom()
    }
    await isServed()
    expect(await pull()).toMatchObject({ type: 'done' })
  })

  it('while a fill runs, so that its result finds no room', async (test) => {
    if (!isSmall) test.skip()
    const side = 512
    const { data } = smoothPicture(side, side, 3)
    const { data: mask } = boxMask(side, side, [box(150, 150, 200, 200)])
    // It begins once the disk is full, so that it cannot end before.
    daemon.daemon.desk.pause(true)
    let makeRoom = async (): Promise<void> => {}
    try {
      const id = await submitted(
        daemon,
        { side, pixels: new Uint8Array(data), mask },
        { engine: 'mine', variations: 2 },
      )
      // For one of its two results, 160 kB each, and for what is told of it on the way.
      makeRoom = fillDisk(200 * 2 ** 10)
      daemon.daemon.desk.pause(false)
      const events = await allEvents(daemon, id)
      expect(events.map(({ type }) => type)).toContain('started')
      expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'disk_full' } })
      expect((await daemon.ask('/v1/health')).status).toBe(200)
    } finally {
      daemon.daemon.desk.pause(false)
      await makeRoom()
    }
    await isServed()
    expect(await fillWith('mine')).toBe('done')
  })

  it('while a picture is enlarged or selected in', async (test) => {
    if (!isSmall) test.skip()
    const { side, pixels } = longPicture()
    const image = { kind: 'raw', part: 'image', width: side, height: side, channels: 3 } as const
    const makeRoom = fillDisk()
    try {
      for (const [path, request] of [
        ['/v1/upscale', { image }],
        ['/v1/segment', { image, subject: true }],
      ] as const) {
        const { status, json } = await daemon.ask(path, {
          method: 'POST',
          headers: { 'content-type': ENVELOPE_TYPE },
          body: encodeEnvelope({ header: { request }, parts: { image: pixels } }),
        })
        expect([path, status, WireError.parse(json).code]).toEqual([path, 507, 'disk_full'])
      }
    } finally {
      await makeRoom()
    }
    await isServed()
  })
})
