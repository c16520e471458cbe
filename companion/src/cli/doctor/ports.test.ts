import { createServer, type Server } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { COMPANION_NAME, COMPANION_VERSION } from '@inlay/shared'
import { afterEach, describe, expect, it } from 'vitest'
import { checkPorts } from './ports.ts'
import { type PortState, probePort } from './probe-port.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

const listening = (server: Server | ReturnType<typeof createTcpServer>): Promise<number> =>
  new Promise((resolve, reject) => {
    open.push(server)
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('no port'))
      else resolve(address.port)
    })
  })

const serve = (body: string, status = 200): Promise<number> =>
  listening(createServer((_, response) => response.writeHead(status).end(body)))

describe('probePort', () => {
  it('knows a companion by its health', async () => {
    const port = await serve(JSON.stringify({ name: COMPANION_NAME, version: '9.9.9' }))
    expect(await probePort(port)).toEqual({ kind: 'companion', version: '9.9.9' })
  })

  it.each([
    ['another program', '{"name":"other","version":"1"}', 200],
    ['a page', '<html>', 200],
    ['a refusal', JSON.stringify({ name: COMPANION_NAME, version: '1' }), 403],
    ['an endless answer', 'x'.repeat(100_000), 200],
  ])('takes %s for a stranger', async (_, body, status) => {
    expect(await probePort(await serve(body, status))).toEqual({ kind: 'stranger' })
  })

  it('takes whoever hangs up or speaks something else for a stranger', async () => {
    const server = createTcpServer((socket) => {
      // Those who only knock may be gone before the greeting.
      socket.on('error', () => {})
      socket.end('220 smtp ready\r\n')
    })
    const port = await listening(server)
    expect(await probePort(port)).toEqual({ kind: 'stranger' })
  })

  it('says free where nobody answers', async () => {
    const port = await serve('')
    open.splice(0)[0]?.close()
    expect(await probePort(port)).toEqual({ kind: 'free' })
  })
})

describe('checkPorts', () => {
  const check = (states: PortState[]) =>
    checkPorts(
      states.map((_, index) => index),
      async (port) => states[port] ?? { kind: 'free' },
    )
  const free: PortState = { kind: 'free' }
  const stranger: PortState = { kind: 'stranger' }

  it('is content with a companion that runs, or with none', async () => {
    expect(await check([free, free])).toMatchObject([{ name: 'companion', state: 'ok' }])
    expect(await check([free, { kind: 'companion', version: COMPANION_VERSION }])).toMatchObject([
      { state: 'ok', finding: expect.stringContaining('runs on port 1') },
    ])
  })

  it('names each port a stranger holds', async () => {
    expect(await check([stranger, free])).toMatchObject([
      { name: 'companion', state: 'ok' },
      { name: 'port 0', state: 'warning' },
    ])
  })

  it('calls it a problem when strangers hold them all', async () => {
    expect((await check([stranger, stranger]))[0]).toMatchObject({ state: 'problem' })
  })

  it('minds a companion of another version', async () => {
    expect(await check([{ kind: 'companion', version: '0.0.1' }])).toMatchObject([
      { state: 'warning' },
    ])
  })
})
