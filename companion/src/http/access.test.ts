/** Scopes and revocation against a real daemon: what a token is good for, and until when. */
import { DeviceList, SCOPES, type Scope, SocketTicket } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openDevices } from './access/devices.ts'
import { openApiDocument } from './openapi/document.ts'
import { asDevice, startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import { submitLong } from './testing/fills.ts'
import { withHome } from './testing/home.ts'

interface Device {
  readonly id: string
  readonly token: string
}

let daemon: TestDaemon
const byScope = new Map<Scope | 'none', Device>()
let doomed: readonly Device[]
beforeAll(async () => {
  const home = await withHome()
  const devices = await openDevices({ folder: home.folders.config })
  const add = (scopes: readonly Scope[]): Promise<Device> =>
    devices.add({ name: 'Test', app: 'test', scopes })
  for (const scope of SCOPES) byScope.set(scope, await add([scope]))
  byScope.set('none', await add([]))
  doomed = [await add(['jobs']), await add(['jobs']), await add(['jobs']), await add(['jobs'])]
  await devices.close()
  daemon = await startTestDaemon({ folders: home.folders })
})
afterAll(() => daemon.end())

const Operation = z.looseObject({
  security: z.array(z.looseObject({ token: z.array(z.string()).optional() })).optional(),
})
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

/** Every operation of the OpenAPI document: method, address, the scope it says it needs. */
const operations = () =>
  Object.entries(Document.parse(openApiDocument()).paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'post', 'put', 'delete'].includes(method))
      .map(([method, operation]) => {
        const { security } = Operation.parse(operation)
        const address = path.replace('{id}', 'none').replace('{n}', '0')
        return { method: method.toUpperCase(), address, security }
      }),
  )

describe('scopes', () => {
  test('every route that needs a token needs exactly the scope the document names', async () => {
    let scoped = 0
    for (const { method, address, security } of operations()) {
      if (security?.length === 0 || address === '/v1/ws') continue
      const isPageAlone = security?.[0] !== undefined && 'pageCookie' in security[0]
      const named = security?.[0]?.token ?? []
      expect([address, named]).toEqual([address, isPageAlone ? [] : [expect.any(String)]])
      scoped++
      for (const [scope, { token }] of byScope) {
        // Revokes everybody; what it does is tried below, that it is refused is tried here.
        if (address === '/v1/devices' && method === 'DELETE' && scope === 'admin') continue
        const { status, json } = await daemon.ask(address, { method, token })
        // What is for the page alone refuses every token, whatever its scope.
        const code = isPageAlone ? '' : 'scope_missing'
        const refused = status === 403 && JSON.stringify(json).includes(code)
        expect([method, address, scope, refused]).toEqual([
          method,
          address,
          scope,
          !named.includes(scope),
        ])
      }
    }
    expect(scoped).toBeGreaterThanOrEqual(11)
  })

  test('a socket needs jobs', async () => {
    const knock = (token: string): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${daemon.port}/v1/ws`, {
          headers: { authorization: `Bearer ${token}` },
        })
        socket.once('open', () => {
          socket.terminate()
          resolve(101)
        })
        socket.once('unexpected-response', (request, { statusCode = 0 }) => {
          request.destroy()
          resolve(statusCode)
        })
        socket.on('error', () => {})
      })
    for (const [scope, { token }] of byScope) {
      expect([scope, await knock(token)]).toEqual([scope, scope === 'jobs' ? 101 : 403])
    }
  })
})

const revoke = (id: string) => daemon.ask(`/v1/devices/${id}`, { method: 'DELETE' })

describe('row 9: revocation', () => {
  test('a revoked token is worth nothing from then on', async () => {
    const { id, token } = doomed[0] ?? { id: '', token: '' }
    expect((await daemon.ask('/v1/fills/none', { token })).status).toBe(404)
    expect((await revoke(id)).status).toBe(204)
    expect((await daemon.ask('/v1/fills/none', { token })).status).toBe(401)
    expect((await revoke(id)).status).toBe(404)
    const { devices } = DeviceList.parse((await daemon.ask('/v1/devices')).json)
    expect(devices.map((device) => device.id)).not.toContain(id)
  })

  /** By then all that was said before has been heard: three times there and back. */
  const said = async (): Promise<string> => {
    for (let i = 0; i < 3; i++) await daemon.ask('/v1/health')
    return 'still open'
  }

  test('closes its live socket at once, and nobody else’s', async () => {
    const socketOf = async ({ token }: Device): Promise<WebSocket> => {
      const socket = new WebSocket(`ws://127.0.0.1:${daemon.port}/v1/ws`, {
        headers: { authorization: `Bearer ${token}` },
      })
      await new Promise((resolve) => socket.once('open', resolve))
      return socket
    }
    const [leaving, staying] = [doomed[1], doomed[2]]
    if (leaving === undefined || staying === undefined) throw new Error('No devices')
    const [mine, other] = [await socketOf(leaving), await socketOf(staying)]
    const closed = new Promise<number>((resolve) => mine.once('close', resolve))
    await revoke(leaving.id)
    expect(await Promise.race([closed, said()])).toBe(1008)
    expect(other.readyState).toBe(WebSocket.OPEN)
    other.terminate()
  })

  test('cuts its live event stream at once', async () => {
    const { id: device, token } = doomed[2] ?? { id: '', token: '' }
    const id = await submitLong(asDevice(daemon, token))
    const response = await fetch(`${daemon.base}/v1/fills/${id}/events`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const reader = response.body?.getReader()
    await reader?.read()
    const cut = (async () => {
      for (;;) if ((await reader?.read())?.done) return 'ended'
    })().catch(() => 'cut')
    await revoke(device)
    expect(await Promise.race([cut, said()])).toBe('cut')
    await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })
  })

  test('a ticket bought before is no way back in', async () => {
    const { id, token } = doomed[3] ?? { id: '', token: '' }
    const { json } = await daemon.ask('/v1/ws-tickets', { method: 'POST', token })
    const { ticket } = SocketTicket.parse(json)
    await revoke(id)
    const socket = new WebSocket(`ws://127.0.0.1:${daemon.port}/v1/ws`, [
      'inlay.v1',
      `ticket.${ticket}`,
    ])
    socket.on('error', () => {})
    const status = await new Promise<number>((resolve) => {
      socket.once('open', () => resolve(101))
      socket.once('unexpected-response', (request, { statusCode = 0 }) => {
        request.destroy()
        resolve(statusCode)
      })
    })
    expect(status).toBe(401)
  })

  test('revoking all spares only the owner', async () => {
    const { json } = await daemon.ask('/v1/devices', { method: 'DELETE' })
    expect(json).toEqual({ revoked: byScope.size })
    for (const { token } of byScope.values()) {
      expect((await daemon.ask('/v1/engines', { token })).status).toBe(401)
    }
    await until(async () => (await daemon.ask('/v1/engines')).status === 200)
  })
})
