import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { COMPANION_NAME, COMPANION_VERSION, InlayError, type Phase } from '@inlay/shared'
import { afterEach, describe, expect, it } from 'vitest'
import { DOCTOR_CODES } from './check.ts'
import { judgeSituation, type Situation } from './companion.ts'
import { findPortHolder, listeningInodes } from './port-holder.ts'
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
    expect(await probePort(port)).toEqual({
      kind: 'companion',
      version: '9.9.9',
      phase: 'ready',
    })
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

  it('knows who takes the connection and says nothing', async () => {
    const port = await listening(createTcpServer((socket) => socket.on('error', () => {}).resume()))
    expect(await probePort(port)).toEqual({ kind: 'silent' })
  })

  it('says free where nobody answers', async () => {
    const port = await serve('')
    open.splice(0)[0]?.close()
    expect(await probePort(port)).toEqual({ kind: 'free' })
  })
})

describe('judgeSituation', () => {
  const free: PortState = { kind: 'free' }
  const stranger: PortState = { kind: 'stranger' }
  const running = (version: string, phase: Phase = 'ready'): PortState => ({
    kind: 'companion',
    version,
    phase,
  })
  const mine = { pid: 1, port: 0, version: COMPANION_VERSION }
  const taken = { port: 0, state: { kind: 'taken' } } as const

  const judge = (states: readonly PortState[], more: Partial<Situation> = {}) =>
    judgeSituation({
      ports: states.map((state, port) => ({ port, state })),
      discovery: undefined,
      isAlive: false,
      ...more,
    }).map(({ code, state }) => `${state} ${code}`)

  it.each([
    ['none runs', [free, free], {}, ['warning companion_not_running']],
    ['one died', [free], { discovery: mine }, ['warning companion_died']],
    ['one runs', [running(COMPANION_VERSION)], { token: taken }, ['ok companion_running']],
    ['one starts', [running('1.0.0', 'starting'), free], {}, ['warning companion_starting']],
    [
      'one stops',
      [running(COMPANION_VERSION, 'stopping')],
      { token: taken },
      ['warning companion_stopping'],
    ],
    [
      'one is stuck',
      [{ kind: 'silent' }, free],
      { discovery: mine, isAlive: true },
      ['problem companion_silent'],
    ],
    [
      'a stranger has one port',
      [stranger, free],
      {},
      ['warning companion_not_running', 'warning port_taken'],
    ],
    [
      'strangers have them all',
      [stranger, { kind: 'silent' }],
      {},
      ['problem ports_all_taken', 'warning port_taken', 'warning port_taken'],
    ],
    ['one is older', [running('0.1.1')], { token: taken }, ['warning companion_other_version']],
    ['one is too old', [running('0.0.1')], { token: taken }, ['problem companion_incompatible']],
    ['one is too new', [running('2.0.0')], { token: taken }, ['problem companion_incompatible']],
    [
      'ours refuses the token',
      [running(COMPANION_VERSION)],
      { discovery: mine, isAlive: true, token: { port: 0, state: { kind: 'refused' } } },
      ['problem token_refused'],
    ],
    [
      'it is another user’s',
      [running(COMPANION_VERSION)],
      { token: { port: 0, state: { kind: 'refused' } } },
      ['warning companion_foreign'],
    ],
    [
      'the keyring is closed',
      [running(COMPANION_VERSION)],
      {
        token: { port: 0, state: { kind: 'unreadable', error: new InlayError('keyring_closed') } },
      },
      ['problem token_unreadable'],
    ],
  ] satisfies [string, PortState[], Partial<Situation>, string[]][])(
    'where %s',
    (_, states, more, codes) => {
      expect(judge(states, more)).toEqual(codes)
    },
  )

  it('names the program that holds a port', () => {
    const [, second] = judgeSituation({
      ports: [
        { port: 43117, state: stranger, holder: { pid: 12, program: 'python3' } },
        { port: 43118, state: free },
      ],
      discovery: undefined,
      isAlive: false,
    })
    expect(second?.finding).toBe('python3 (process 12) holds port 43117.')
  })
})

describe('findPortHolder', () => {
  it.skipIf(process.platform !== 'linux')('finds this very process', async () => {
    const holder = await findPortHolder(await serve(''))
    expect(holder?.pid).toBe(process.pid)
    expect(holder?.program).toBeTruthy()
  })

  it('says nothing of a port that nobody holds', async () => {
    const port = await serve('')
    open.splice(0)[0]?.close()
    expect(await findPortHolder(port)).toBeUndefined()
  })

  it('reads the system’s table', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:A86D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0',
      '   1: 0100007F:A86D 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0',
    ].join('\n')
    expect(listeningInodes(table, 43117)).toEqual(['4711'])
    expect(listeningInodes(table, 43118)).toEqual([])
  })
})

it('every code is explained in docs/doctor.md, and no other is', async () => {
  const page = await readFile(new URL('../../../../docs/doctor.md', import.meta.url), 'utf8')
  const explained = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code)
  expect(explained.sort()).toEqual([...DOCTOR_CODES].sort())
})
