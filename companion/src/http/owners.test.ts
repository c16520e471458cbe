/** Whose fill it is: a device's own, and nobody else's but the owner's of the companion. */
import { randomUUID } from 'node:crypto'
import { ENVELOPE_TYPE, FillList, FillsDeleted, WireError } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openDevices } from './access/devices.ts'
import { asDevice, startTestDaemon, type TestDaemon } from './testing/daemon.ts'
import { allEvents, envelopeOf, quickPicture, submitted, withoutPreviews } from './testing/fills.ts'
import { withHome } from './testing/home.ts'

let owner: TestDaemon
let figma: TestDaemon
let photoshop: TestDaemon
let figmaId: string
beforeAll(async () => {
  const home = await withHome()
  const devices = await openDevices({ folder: home.folders.config })
  const add = (name: string) => devices.add({ name, app: 'test', scopes: ['jobs', 'models:read'] })
  const [one, two] = [await add('Figma'), await add('Photoshop')]
  await devices.close()
  owner = await startTestDaemon({ folders: home.folders })
  figma = asDevice(owner, one.token)
  figmaId = one.id
  photoshop = asDevice(owner, two.token)
})
afterAll(() => owner.end())

const finished = async (device: TestDaemon): Promise<string> => {
  const id = await submitted(device)
  await allEvents(device, id)
  return id
}

const listed = async (device: TestDaemon, since = 0): Promise<FillList> =>
  FillList.parse((await device.ask(`/v1/fills?since=${since}`)).json)

const idsOf = ({ fills }: FillList): string[] => fills.map(({ id }) => id)

const socketSays = (device: TestDaemon, id: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${device.port}/v1/ws`, {
      headers: { authorization: `Bearer ${device.token}` },
    })
    socket.once('open', () => socket.send(JSON.stringify({ subscribe: id })))
    socket.once('message', (data) => {
      socket.terminate()
      resolve(JSON.parse(String(data)))
    })
    socket.once('error', reject)
  })

describe('row 7: a paired device sees its own fills only', () => {
  test('another’s is not there: not to see, follow, fetch, cancel, forget or overwrite', async () => {
    const id = await finished(figma)
    const put = {
      method: 'PUT',
      headers: { 'content-type': ENVELOPE_TYPE },
      body: envelopeOf(quickPicture()),
    }
    for (const [method, path] of [
      ['GET', `/v1/fills/${id}`],
      ['GET', `/v1/fills/${id}/events`],
      ['GET', `/v1/fills/${id}/results/0`],
      ['DELETE', `/v1/fills/${id}`],
    ] as const) {
      const foreign = await photoshop.ask(path, { method })
      const nothing = await photoshop.ask(path.replace(id, randomUUID()), { method })
      expect([path, foreign.status, foreign.json]).toEqual([path, 404, nothing.json])
    }
    expect(await socketSays(photoshop, id)).toMatchObject({ error: { code: 'not_found' } })
    const taken = await photoshop.ask(`/v1/fills/${id}`, put)
    expect([taken.status, WireError.parse(taken.json).code]).toEqual([409, 'id_taken'])
    expect(idsOf(await listed(photoshop))).not.toContain(id)
    expect((await figma.ask(`/v1/fills/${id}/results/0`)).status).toBe(200)
    expect(await socketSays(figma, id)).toMatchObject({ type: 'queued', id })
  })

  test('deleting all spares everybody else’s', async () => {
    const [mine, theirs] = [await finished(photoshop), await finished(figma)]
    const answer = await photoshop.ask('/v1/fills', { method: 'DELETE' })
    expect(FillsDeleted.parse(answer.json).deleted).toBeGreaterThan(0)
    expect(idsOf(await listed(photoshop))).toEqual([])
    expect((await photoshop.ask(`/v1/fills/${mine}`)).status).toBe(404)
    expect((await figma.ask(`/v1/fills/${theirs}`)).status).toBe(200)
  })

  test('the owner’s own token sees and removes all', async () => {
    const id = await finished(figma)
    const { fills } = await listed(owner)
    expect(fills.find((fill) => fill.id === id)).toMatchObject({ device: figmaId })
    expect((await owner.ask(`/v1/fills/${id}/results/0`)).status).toBe(200)
    expect((await owner.ask(`/v1/fills/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await figma.ask(`/v1/fills/${id}`)).status).toBe(404)
  })
})

describe('what did I miss', () => {
  test('since a cursor: each fill whose state has changed, once, in order', async () => {
    const { cursor } = await listed(figma)
    const first = await finished(figma)
    const second = await finished(figma)
    await finished(photoshop)
    const missed = await listed(figma, cursor)
    expect(idsOf(missed)).toEqual([first, second])
    expect(missed.fills.every(({ status }) => status.state === 'done')).toBe(true)
    expect(missed.more).toBe(false)
    expect(idsOf(await listed(figma, missed.cursor))).toEqual([])
    expect((await listed(figma, missed.fills[0]?.revision)).fills.map(({ id }) => id)).toEqual([
      second,
    ])
  })
})

describe('PUT with an id of the client’s own', () => {
  const put = (id: string, seed = 7) =>
    figma.ask(`/v1/fills/${id}`, {
      method: 'PUT',
      headers: { 'content-type': ENVELOPE_TYPE },
      body: envelopeOf(quickPicture(), { seed }),
    })

  test('starts one fill, however often it is sent', async () => {
    const id = randomUUID()
    const answers = await Promise.all([put(id), put(id), put(id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 202])
    const events = await allEvents(figma, id)
    expect((await put(id)).status).toBe(200)
    expect(await allEvents(figma, id)).toEqual(withoutPreviews(events))
    expect(events.filter(({ type }) => type === 'started')).toHaveLength(1)
    const other = await put(id, 8)
    expect([other.status, WireError.parse(other.json).code]).toEqual([409, 'id_taken'])
    expect((await figma.ask(`/v1/fills/${id}/results/0`)).status).toBe(200)
  })

  test.each([
    'none',
    'AAAAAAAA-0000-4000-8000-000000000000',
    '%2e%2e',
    '00000000-0000-4000-8000-00000000000g',
  ])('%s is no id', async (id) => {
    const { status } = await put(encodeURIComponent(id))
    expect(status).toBe(400)
  })
})
