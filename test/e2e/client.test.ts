/** The shared client against the real daemon, over every way a host may have to hear events. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import type { Daemon } from '@inlay/companion/http/daemon-options.ts'
import { withoutPreviews } from '@inlay/companion/http/testing/fills.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import {
  type Client,
  COMPANION_VERSION,
  createClient,
  type Fetch,
  type FillEvent,
  type FillRequestInput,
  probeCompanion,
  type SocketConstructor,
} from '@inlay/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { WebSocket as NodeSocket } from 'ws'
import { hostFetch, randomBytes, wholeFetch } from '../hosts/fetches.ts'
import { fixture } from './inlay.ts'

/** Side of the picture, and of the hole in its middle. */
const SIDE = 96
const HOLE = 24

const request: FillRequestInput = {
  image: { kind: 'encoded', part: 'image' },
  mask: { kind: 'raw', part: 'mask', width: SIDE, height: SIDE, channels: 1 },
  seed: 7,
}

let home: string
let daemon: Daemon
let token: string
let parts: Record<string, Uint8Array>

const inHole = (i: number): boolean => {
  const from = (SIDE - HOLE) / 2
  const x = i % SIDE
  const y = Math.floor(i / SIDE)
  return x >= from && x < from + HOLE && y >= from && y < from + HOLE
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-client-'))
  daemon = await startDaemon({ port: 0, folders: companionFolders(home) })
  token = (await readFile(daemon.tokenPath, 'utf8')).trim()
  const image = await sharp(fixture('coffee.png')).resize(SIDE, SIDE).png().toBuffer()
  const mask = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (inHole(i) ? 255 : 0))
  parts = { image, mask }
})

afterAll(async () => {
  await daemon.close()
  await rm(home, { recursive: true, force: true })
})

const address = (): string => `http://localhost:${daemon.port}`

const clientWith = (
  fetch: Fetch<AbortSignal> = hostFetch,
  Socket?: SocketConstructor,
): Client<AbortSignal> =>
  createClient({
    baseUrl: address(),
    token,
    fetch,
    randomBytes,
    ...(Socket === undefined ? {} : { WebSocket: Socket }),
  })

const gather = async (events: AsyncIterable<FillEvent>): Promise<FillEvent[]> => {
  const list: FillEvent[] = []
  for await (const event of events) list.push(event)
  return list
}

describe('the handshake', () => {
  it('finds the daemon ready, with the embedded engine', async () => {
    const found = await probeCompanion(address(), { fetch: hostFetch, token, randomBytes })
    expect(found).toMatchObject({ state: 'ready', version: COMPANION_VERSION })
    const engines = found.state === 'ready' ? found.engines : []
    expect(engines.map(({ id }) => id)).toContain('patchmatch')
  })

  it('keeps a token the companion does not know to itself, and says what is missing', async () => {
    for (const [other, state, code] of [
      ['A'.repeat(token.length), 'unproven', 'companion_unproven'],
      [undefined, 'refused', 'not_paired'],
    ] as const) {
      const options = { fetch: hostFetch, token: other, randomBytes }
      expect(await probeCompanion(address(), options)).toMatchObject({ state, error: { code } })
    }
    const unknown = { fetch: hostFetch, token, randomBytes, deviceId: 'forgotten' }
    expect(await probeCompanion(address(), unknown)).toMatchObject({
      state: 'refused',
      error: { code: 'not_paired' },
    })
  })

  it('finds nothing on a port where nothing listens', async () => {
    expect(
      await probeCompanion('http://localhost:9', { fetch: hostFetch, token, randomBytes }),
    ).toMatchObject({
      state: 'not_running',
    })
  })
})

describe('a fill', () => {
  it.each([
    ['a stream', hostFetch, undefined],
    ['a WebSocket', wholeFetch, NodeSocket],
    ['asking again', wholeFetch, undefined],
  ] as const)('is heard over %s from first to last event', async (_, hostFetch, Socket) => {
    const client = clientWith(hostFetch, Socket)
    const id = await client.submit(request, parts)
    const events = await gather(client.events(id))
    const sequences = events.map(({ sequence }) => sequence)
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b))
    expect(events[0]).toMatchObject({ type: 'queued', sequence: 0 })
    expect(events.at(-1)).toMatchObject({ type: 'done', report: { seed: 7 } })
    const types = new Set(events.map(({ type }) => type))
    for (const type of ['queued', 'started', 'progress', 'variation', 'done']) {
      expect(types).toContain(type)
    }
    // Whoever comes later, or comes back, hears the same, but for previews: who asks again may have
    // come too late for one as well.
    expect(withoutPreviews(await gather(client.events(id)))).toEqual(withoutPreviews(events))
    expect(withoutPreviews(await gather(client.events(id, { after: 2 })))).toEqual(
      withoutPreviews(events.filter(({ sequence }) => sequence > 2)),
    )
    expect(await client.status(id)).toMatchObject({ state: 'done', fraction: 1 })
  })

  it('gives the same pixels as PNG and bare, which change nothing outside the mask', async () => {
    const client = clientWith()
    const { id, report } = await client.fill(request, parts)
    expect(report.changed_fraction).toBeCloseTo((HOLE / SIDE) ** 2, 12)

    const { pixels, bounds } = await client.resultPixels(id, 0)
    expect(report.variations[0]?.bounds).toEqual(bounds)
    const png = await sharp(await client.resultPng(id, 0))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(png.info).toMatchObject({ width: pixels.width, height: pixels.height, channels: 4 })
    expect(
      Buffer.compare(
        png.data,
        Buffer.from(pixels.data.buffer, pixels.data.byteOffset, pixels.data.length),
      ),
    ).toBe(0)

    const composite = await client.resultPixels(id, 0, { form: 'composite' })
    const before = await sharp(parts.image).ensureAlpha().raw().toBuffer()
    expect(composite.pixels).toMatchObject({ width: SIDE, height: SIDE })
    let changed = 0
    for (let i = 0; i < SIDE * SIDE; i++) {
      const at = i * 4
      const same = [0, 1, 2, 3].every((c) => composite.pixels.data[at + c] === before[at + c])
      if (!inHole(i)) expect(same).toBe(true)
      else if (!same) changed++
    }
    expect(changed).toBeGreaterThan(0)
  })

  it('comes back in 16 bits when it went in so', async () => {
    const client = clientWith()
    const image = Uint16Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (i * 37) % 65_536)
    const { id } = await client.fill(
      {
        ...request,
        image: { kind: 'raw', part: 'image', width: SIDE, height: SIDE, channels: 3, bitDepth: 16 },
      },
      { ...parts, image: new Uint8Array(image.buffer) },
    )
    const { pixels } = await client.resultPixels(id, 0, { form: 'composite' })
    expect(pixels.data).toBeInstanceOf(Uint16Array)
    expect([pixels.data[0], pixels.data[1], pixels.data[2], pixels.data[3]]).toEqual([
      image[0],
      image[1],
      image[2],
      65_535,
    ])
  })

  it('is followed to its end over a connection that keeps dropping', async () => {
    let opened = 0
    const dropping: Fetch<AbortSignal> = async (url, init) => {
      const response = await fetch(url, init)
      if (!url.includes('/events')) return response
      opened += 1
      const reader = response.body?.getReader()
      let reads = 0
      return {
        status: response.status,
        text: () => response.text(),
        arrayBuffer: () => response.arrayBuffer(),
        body: {
          getReader: () => ({
            async read() {
              if (reads++ > 0 || reader === undefined) throw new TypeError('terminated')
              const { done, value } = await reader.read()
              return { done, value: value?.subarray(0, value.indexOf(0x0a) + 1) }
            },
            cancel: async () => reader?.cancel(),
          }),
        },
      }
    }
    const client = clientWith(dropping)
    const id = await client.submit(request, parts)
    const events = await gather(client.events(id))
    expect(withoutPreviews(events)).toEqual(withoutPreviews(await gather(clientWith().events(id))))
    expect(events.map(({ sequence }) => sequence)).toEqual(
      events.map(({ sequence }) => sequence).sort((a, b) => a - b),
    )
    expect(events[0]?.sequence).toBe(0)
    expect(events.at(-1)?.type).toBe('done')
    expect(opened).toBeGreaterThan(1)
  })

  it('stops on the daemon too when aborted', async () => {
    const client = clientWith()
    const stop = new AbortController()
    let id = ''
    // So large that it is not over before the companion hears of it.
    const side = 1200
    const image = await sharp(fixture('coffee.png'))
      .resize(side, side, { fit: 'fill' })
      .png()
      .toBuffer()
    const mask = await sharp(Buffer.from(parts.mask ?? []), {
      raw: { width: SIDE, height: SIDE, channels: 1 },
    })
      .resize(side, side, { kernel: 'nearest' })
      .toColourspace('b-w')
      .png()
      .toBuffer()
    const large = {
      ...request,
      operation: 'fill' as const,
      variations: 8,
      mask: { kind: 'encoded' as const, part: 'mask' },
    }
    const filling = client.fill(
      large,
      { image, mask },
      {
        signal: stop.signal,
        onEvent: (event) => {
          id = event.id
          if (event.type === 'started') stop.abort()
        },
      },
    )
    await expect(filling).rejects.toMatchObject({ code: 'cancelled' })
    expect((await gather(client.events(id))).at(-1)?.type).toBe('cancelled')
    await expect(client.resultPng(id, 0)).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('fails with the daemon’s own words', async () => {
    const client = clientWith()
    const empty = { ...parts, mask: new Uint8Array(SIDE * SIDE) }
    await expect(client.fill(request, empty)).rejects.toMatchObject({ code: 'mask_empty' })
    const broken = { ...parts, image: Uint8Array.of(1, 2, 3) }
    await expect(client.fill(request, broken)).rejects.toMatchObject({ code: 'image_unreadable' })
  })

  it('is gone once forgotten', async () => {
    const client = clientWith()
    const { id } = await client.fill(request, parts)
    await client.cancel(id)
    await expect(client.status(id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(gather(client.events(id))).rejects.toMatchObject({ code: 'not_found' })
    await expect(gather(client.events(id, { after: 1 }))).rejects.toMatchObject({
      code: 'interrupted',
    })
  })
})

describe('types of the hosts', () => {
  it('fit as they are', () => {
    // Checked by the compiler: a browser's own fetch and WebSocket need no wrapping types.
    expectTypeOf<typeof fetch>().toExtend<Fetch<AbortSignal>>()
    expectTypeOf<typeof WebSocket>().toExtend<SocketConstructor>()
    expectTypeOf<typeof NodeSocket>().toExtend<SocketConstructor>()
  })
})
