/** The models over HTTP: a real daemon, a real server to fetch from, forms as curl sends them. */
import { readdir } from 'node:fs/promises'
import { type ModelEvent, ModelInfo, ModelList, ModelVerified } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalogue } from '../models/catalogue.ts'
import { changeSettings } from '../models/settings.ts'
import {
  answers,
  holds,
  type ModelServer,
  startModelServer,
} from '../models/testing/model-server.ts'
import { lamaEntry, QUICK, WEIGHTS } from '../models/testing/models.ts'
import { lamaLike, noise } from '../models/testing/onnx.ts'
import { startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import { withHome } from './testing/home.ts'

let server: ModelServer
let daemon: TestDaemon
beforeAll(async () => {
  server = await startModelServer(WEIGHTS)
  const { folders } = await withHome()
  await changeSettings(folders, { mirror: server.address })
  const entries = [lamaEntry(), lamaEntry(WEIGHTS, { id: 'offline' })]
  daemon = await startTestDaemon({
    folders,
    models: { catalogue: readCatalogue(entries), patience: QUICK, lookEvery: 20 },
  })
})
afterAll(async () => {
  await daemon.end()
  await server.end()
})

const info = async (id: string): Promise<ModelInfo> =>
  ModelInfo.parse((await daemon.ask(`/v1/models/${id}`)).json)

const pull = (id: string, body: object = {}) =>
  daemon.ask(`/v1/models/${id}/pull`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Events as a plugin follows them, to the final one. */
const events = async (id: string, query = ''): Promise<ModelEvent[]> => {
  const { body } = await daemon.ask(`/v1/models/${id}/events${query}`)
  return body
    .toString()
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

const send = async (path: string, files: Readonly<Record<string, Buffer>>, model?: object) => {
  const form = new FormData()
  if (model !== undefined) form.append('model', JSON.stringify(model))
  for (const [name, content] of Object.entries(files)) {
    form.append(name, new Blob([new Uint8Array(content)]), name)
  }
  const response = await fetch(`${daemon.base}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${daemon.token}` },
    body: form,
  })
  return { status: response.status, json: await response.json() }
}

describe('fetching', () => {
  test('lists, asks for the licence, fetches, tells how it goes, checks, removes', async () => {
    const { models } = ModelList.parse((await daemon.ask('/v1/models')).json)
    expect(models.map(({ id, state }) => [id, state])).toEqual([
      ['lama', 'absent'],
      ['offline', 'absent'],
    ])
    const refused = await pull('lama')
    expect(refused.status).toBe(409)
    expect(refused.json).toMatchObject({
      code: 'model_licence',
      detail: expect.stringContaining('Apache-2.0'),
    })

    server.queue(holds(WEIGHTS, 50_000))
    const accepted = await pull('lama', { acceptLicence: true })
    expect([accepted.status, accepted.headers.location]).toEqual([202, '/v1/models/lama/events'])
    await until(async () => (await info('lama')).have === 50_000)
    const [now] = await events('lama', '?wait=false')
    expect(now).toMatchObject({ type: 'progress', total: WEIGHTS.length })
    expect((await pull('lama')).status).toBe(202)
    const following = events('lama')
    server.cut()
    expect((await following).at(-1)).toMatchObject({ type: 'done', id: 'lama' })
    expect(await info('lama')).toMatchObject({ state: 'installed', bytes: WEIGHTS.length })

    const verified = await daemon.ask('/v1/models/lama/verify', { method: 'POST' })
    expect(ModelVerified.parse(verified.json)).toEqual({ id: 'lama', ok: true })
    expect((await daemon.ask('/v1/models/lama', { method: 'DELETE' })).status).toBe(204)
    expect((await info('lama')).state).toBe('absent')
    expect((await daemon.ask('/v1/models/lama', { method: 'DELETE' })).status).toBe(409)
  })

  test('can be cancelled', async () => {
    server.queue(holds(WEIGHTS, 10))
    await pull('lama', { acceptLicence: true })
    // Else the next one to ask would be held.
    await until(async () => (await info('lama')).have === 10)
    expect((await daemon.ask('/v1/models/lama/pull', { method: 'DELETE' })).status).toBe(204)
    expect((await events('lama')).at(-1)).toMatchObject({ type: 'cancelled' })
    expect((await daemon.ask('/v1/models/lama/pull', { method: 'DELETE' })).status).toBe(404)
  })

  test('a failure is an event, by its code, and leaves the daemon alive', async () => {
    server.queue(answers(404))
    await pull('lama', { acceptLicence: true })
    expect((await events('lama')).at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'model_download_failed' },
    })
    expect((await daemon.ask('/v1/health')).status).toBe(200)
  })

  test('unknown models are named', async () => {
    for (const [path, method] of [
      ['/v1/models/none', 'GET'],
      ['/v1/models/none', 'DELETE'],
      ['/v1/models/none/verify', 'POST'],
      ['/v1/models/..%2f..%2fetc', 'GET'],
    ] as const) {
      const { status, json } = await daemon.ask(path, { method })
      expect([path, status, json]).toMatchObject([path, 404, { code: 'model_unknown' }])
    }
    expect((await daemon.ask('/v1/models/none/events')).status).toBe(404)
  })
})

describe('files from the client', () => {
  test('install a model of the catalogue without the internet', async () => {
    const before = server.asked.length
    const unasked = await send('/v1/models/offline/files', { 'lama.onnx': WEIGHTS })
    expect(unasked).toMatchObject({ status: 409, json: { code: 'model_licence' } })
    const wrong = await send(
      '/v1/models/offline/files',
      { 'lama.onnx': lamaLike(12) },
      { acceptLicence: true },
    )
    expect(wrong).toMatchObject({ status: 422, json: { code: 'model_damaged' } })
    const right = await send('/v1/models/offline/files', { 'lama.onnx': WEIGHTS })
    expect(right).toMatchObject({ status: 201, json: { id: 'offline', state: 'installed' } })
    expect(server.asked).toHaveLength(before)
  })

  test('bring one’s own', async () => {
    const added = await send(
      '/v1/models',
      { 'mine.onnx': lamaLike(5000) },
      { id: 'mine', name: 'My LaMa', contract: 'lama' },
    )
    expect(added).toMatchObject({
      status: 201,
      json: { id: 'mine', name: 'My LaMa', source: 'own', state: 'installed' },
    })
    const again = await send('/v1/models', { 'mine.onnx': WEIGHTS }, { contract: 'lama' })
    expect(again).toMatchObject({ status: 400, json: { code: 'invalid_request' } })
    expect((await daemon.ask('/v1/models/mine', { method: 'DELETE' })).status).toBe(204)
  })

  test('that are no models are refused, and nothing of them stays', async () => {
    const cases = [
      [{ 'model.pt': WEIGHTS }, 415, 'model_refused'],
      [{ '../model.onnx': WEIGHTS }, 415, 'model_refused'],
      [{ 'model.onnx': noise(1000) }, 415, 'model_refused'],
      [{ 'model.onnx': WEIGHTS, 'w.onnx_data': noise(10) }, 415, 'model_refused'],
      [{}, 400, 'invalid_request'],
    ] as const
    for (const [files, status, code] of cases) {
      const answer = await send('/v1/models', files, { id: 'bad', contract: 'lama' })
      expect([Object.keys(files), answer]).toMatchObject([
        Object.keys(files),
        { status, json: { code } },
      ])
    }
    const { models } = ModelList.parse((await daemon.ask('/v1/models')).json)
    expect(models.map(({ id }) => id)).not.toContain('bad')
    const json = await daemon.ask('/v1/models', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect([json.status, json.json]).toMatchObject([415, { code: 'media_type_unsupported' }])
  })
})

test('row 21: what is no id is no model, and names no file (found by fuzzing)', async () => {
  const before = await readdir(daemon.folders.state, { recursive: true })
  for (const id of ['..%2f..%2fescaped', '%00', '__proto__', 'a'.repeat(3000), '%2e%2e%2fdaemon']) {
    for (const [method, path] of [
      ['DELETE', `/v1/models/${id}`],
      ['POST', `/v1/models/${id}/verify`],
      ['GET', `/v1/models/${id}`],
    ] as const) {
      const { status } = await daemon.ask(path, { method })
      expect([method, id.slice(0, 20), status]).toEqual([method, id.slice(0, 20), 404])
    }
  }
  expect((await readdir(daemon.folders.state, { recursive: true })).sort()).toEqual(before.sort())
})
