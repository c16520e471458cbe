/** Uploads against a real daemon: both content types, every limit, and nothing left of a bad one. */

import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { ENVELOPE_TYPE, encodeEnvelope, FillAccepted } from '@inlay/shared'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, startTestDaemon, statusOf, type TestDaemon, until } from './testing/daemon.ts'
import { allEvents, envelopeOf, filesOf, quickPicture, submit } from './testing/fills.ts'

const MAX_BODY = 200_000

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon({ limits: { maxBodyBytes: MAX_BODY, maxPixels: 10_000 } })
})
afterAll(() => daemon.end())

/** Jobs that were accepted keep their folder; a refused or broken upload keeps nothing. */
let accepted: string[] = []
afterEach(async () => {
  await until(async () => {
    const folders = await readdir(join(daemon.folders.state, 'spool'))
    return folders.every((folder) => accepted.includes(folder))
  })
})

const form = async (
  fill: (form: FormData) => void | Promise<void>,
): Promise<{ status: number; json: unknown }> => {
  const body = new FormData()
  await fill(body)
  const response = await fetch(`${daemon.base}/v1/fills`, {
    method: 'POST',
    headers: { authorization: `Bearer ${daemon.token}` },
    body,
  })
  return { status: response.status, json: await response.json() }
}

const file = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)])

const finish = async ({ status, json }: { status: number; json: unknown }) => {
  expect([status, json]).toMatchObject([202, { id: expect.any(String) }])
  const { id } = FillAccepted.parse(json)
  accepted = [...accepted, id]
  const events = await allEvents(daemon, id)
  return { id, last: events.at(-1) }
}

describe('what is taken', () => {
  test('an envelope of bare pixels', async () => {
    const { last } = await finish(await submit(daemon))
    expect(last).toMatchObject({ type: 'done', report: { image: { width: 64, channels: 3 } } })
  })

  test('a form with two files, as curl sends it', async () => {
    const { image, mask } = await filesOf(quickPicture())
    const { last } = await finish(
      await form((body) => {
        body.append('image', file(image), 'photo.png')
        body.append('mask', file(mask), 'mask.png')
        body.append('seed', '7')
      }),
    )
    expect(last).toMatchObject({ type: 'done', report: { seed: 7 } })
  })

  test('a form with a sample mask too, which the report speaks of', async () => {
    const { image, mask } = await filesOf(quickPicture())
    const { last } = await finish(
      await form((body) => {
        body.append('image', file(image), 'photo.png')
        body.append('mask', file(mask), 'mask.png')
        body.append('sample', file(mask), 'sample.png')
        body.append('invertSample', 'true')
      }),
    )
    if (last?.type !== 'done') throw new Error(`It is ${last?.type}`)
    const { changed_fraction, sample_fraction } = last.report
    expect(sample_fraction).toBeCloseTo(1 - changed_fraction, 9)
  })

  test('a form with its fields after its files, and its request as a file', async () => {
    const { image, mask } = await filesOf(quickPicture())
    const { last } = await finish(
      await form((body) => {
        body.append('mask', file(mask), 'mask.png')
        body.append('image', file(image), 'photo.png')
        body.append('request', new Blob(['{"seed": 9, "variations": 2}']), 'fill.json')
      }),
    )
    expect(last).toMatchObject({ type: 'done', report: { seed: 9 } })
  })

  test('an expansion without a mask', async () => {
    const { image } = await filesOf(quickPicture())
    const { last } = await finish(
      await form((body) => {
        body.append('image', file(image), 'photo.png')
        body.append('operation', 'expand')
        body.append('expand', '{"right": 16}')
      }),
    )
    expect(last).toMatchObject({ type: 'done', report: { canvas: { width: 80, height: 64 } } })
  })

  test('a body in chunks of unknown length', async () => {
    const bytes = envelopeOf(quickPicture())
    const response = await fetch(`${daemon.base}/v1/fills`, {
      method: 'POST',
      headers: { authorization: `Bearer ${daemon.token}`, 'content-type': ENVELOPE_TYPE },
      body: new ReadableStream({
        start(controller) {
          for (let at = 0; at < bytes.length; at += 1000) {
            controller.enqueue(bytes.subarray(at, at + 1000))
          }
          controller.close()
        },
      }),
      duplex: 'half',
    })
    const { last } = await finish({ status: response.status, json: await response.json() })
    expect(last?.type).toBe('done')
  })
})

describe('what is refused', () => {
  const post = (body: Uint8Array | string, type = ENVELOPE_TYPE) =>
    daemon.ask('/v1/fills', { method: 'POST', headers: { 'content-type': type }, body })

  test('an upload that announces too much, before it is sent', async () => {
    const answer = await daemon.raw(
      [
        'POST /v1/fills HTTP/1.1',
        `Host: localhost:${daemon.port}`,
        `Authorization: Bearer ${daemon.token}`,
        `Content-Type: ${ENVELOPE_TYPE}`,
        `Content-Length: ${MAX_BODY + 1}`,
        'Expect: 100-continue',
        '',
        '',
      ].join('\r\n'),
    )
    expect(statusOf(answer)).toBe(413)
    expect(answer).toContain('body_too_large')
    expect(answer).not.toContain('100 Continue')
  })

  test('an upload that says nothing of its length and then is too long', async () => {
    const chunk = new Uint8Array(16_384)
    let sent = 0
    const response = await fetch(`${daemon.base}/v1/fills`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${daemon.token}`,
        'content-type': 'multipart/form-data; boundary=x',
      },
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(
            Buffer.from(
              '--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n',
            ),
          )
        },
        pull(controller) {
          sent += chunk.length
          if (sent > 4 * MAX_BODY) controller.close()
          else controller.enqueue(chunk)
        },
      }),
      duplex: 'half',
    })
    expect([response.status, codeOf(await response.json())]).toEqual([413, 'body_too_large'])
  })

  test('a client that asks first is told to go on only when its upload is taken', async () => {
    const body = Buffer.from(envelopeOf(quickPicture()))
    const head = (token: string): string =>
      [
        'POST /v1/fills HTTP/1.1',
        `Host: localhost:${daemon.port}`,
        `Authorization: Bearer ${token}`,
        `Content-Type: ${ENVELOPE_TYPE}`,
        `Content-Length: ${body.length}`,
        'Expect: 100-continue',
        'Connection: close',
        '',
        '',
      ].join('\r\n')
    expect(statusOf(await daemon.raw(head('wrong')))).toBe(401)
    const heard = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(daemon.port, '127.0.0.1', () => socket.write(head(daemon.token)))
      socket.setEncoding('latin1')
      socket.on('data', (chunk) => {
        text += String(chunk)
        if (text === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write(body)
      })
      socket.on('close', () => resolve(text))
    })
    expect(heard).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 202 Accepted/)
    accepted = [...accepted, /"id":"([^"]+)"/.exec(heard)?.[1] ?? '']
  })

  test.each<[string, (bytes: Uint8Array) => Uint8Array, string]>([
    ['nothing', () => new Uint8Array(0), 'envelope_invalid'],
    ['an envelope cut short', (bytes) => bytes.subarray(0, -1), 'envelope_invalid'],
    ['an envelope cut within its header', (bytes) => bytes.subarray(0, 40), 'envelope_invalid'],
    [
      'an envelope with a tail',
      (bytes) => Buffer.concat([bytes, bytes.subarray(0, 1)]),
      'envelope_invalid',
    ],
    [
      'a header that is not JSON',
      (bytes) => {
        const bad = bytes.slice()
        bad[4] = 0x78
        return bad
      },
      'envelope_invalid',
    ],
    [
      'a header length beyond all reason',
      (bytes) => {
        const bad = bytes.slice()
        bad.fill(255, 0, 4)
        return bad
      },
      'envelope_invalid',
    ],
  ])('%s', async (_, damage, code) => {
    const { status, json } = await post(damage(envelopeOf(quickPicture())))
    expect([status, codeOf(json)]).toEqual([400, code])
  })

  test('a request that is not one, by its field', async () => {
    const { json } = await submit(daemon, quickPicture(), { variations: 12 })
    expect(json).toMatchObject({
      code: 'invalid_request',
      detail: expect.stringMatching(/variations.* but received 12/),
    })
    const flat = encodeEnvelope({ header: { operation: 'remove' }, parts: {} })
    expect(await post(flat)).toMatchObject({ status: 400, json: { code: 'invalid_request' } })
  })

  test('more pixels than allowed', async () => {
    const big = { side: 101, pixels: new Uint8Array(30_603), mask: new Uint8Array(10_201) }
    const { status, json } = await submit(daemon, big)
    expect([status, codeOf(json)]).toEqual([413, 'image_too_large'])
  })

  test.each<[string, (body: FormData, image: Blob, mask: Blob) => void, string]>([
    ['no image', (body, _, mask) => body.append('mask', mask, 'm'), 'image_missing'],
    ['no mask', (body, image) => body.append('image', image, 'i'), 'mask_missing'],
    [
      'an empty image',
      (body, _, mask) => {
        body.append('image', new Blob([]), 'i')
        body.append('mask', mask, 'm')
      },
      'image_missing',
    ],
    [
      'a file of another name',
      (body, image) => body.append('photo', image, 'p'),
      'invalid_request',
    ],
    [
      'two images',
      (body, image) => {
        body.append('image', image, 'i')
        body.append('image', image, 'i')
      },
      'invalid_request',
    ],
    [
      'a field twice',
      (body) => {
        body.append('seed', '1')
        body.append('seed', '2')
      },
      'invalid_request',
    ],
    ['a field too long', (body) => body.append('prompt', 'x'.repeat(70_000)), 'invalid_request'],
    ['a field name too long', (body) => body.append('x'.repeat(100), '1'), 'invalid_request'],
    [
      'too many fields',
      (body) => {
        for (let i = 0; i < 60; i++) body.append(`f${i}`, '1')
      },
      'invalid_request',
    ],
    [
      'too many files',
      (body, image) => {
        for (let i = 0; i < 6; i++) body.append(`f${i}`, image, 'x')
      },
      'invalid_request',
    ],
    [
      'an unknown field',
      (body, image, mask) => {
        body.append('image', image, 'i')
        body.append('mask', mask, 'm')
        body.append('colour', 'red')
      },
      'invalid_request',
    ],
  ])('a form with %s', async (_, fill, code) => {
    const { image, mask } = await filesOf(quickPicture())
    const { json } = await form((body) => fill(body, file(image), file(mask)))
    expect(codeOf(json)).toBe(code)
  })

  test.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    [
      'cut short',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nabc',
    ],
    ['of nothing', 'multipart/form-data; boundary=x', ''],
    ['that is no form', 'multipart/form-data; boundary=x', 'hello'],
  ])('a form %s', async (_, type, body) => {
    const { status, json } = await post(body, type)
    expect([status, codeOf(json)]).toEqual([400, 'envelope_invalid'])
  })

  test('a file name that points elsewhere points nowhere', async () => {
    const { image, mask } = await filesOf(quickPicture())
    const { id } = await finish(
      await form((body) => {
        body.append('image', file(image), '../../../../escape.png')
        body.append('mask', file(mask), '/etc/passwd')
      }),
    )
    const files = await readdir(join(daemon.folders.state, 'spool', id))
    expect(files).toEqual(['image', 'job.json', 'mask', 'patch-0.inlay', 'report.json'])
  })
})

describe('a client that goes away mid-upload', () => {
  test.each([
    [ENVELOPE_TYPE, () => Buffer.from(envelopeOf(quickPicture()))],
    [
      'multipart/form-data; boundary=x',
      () =>
        Buffer.from(
          `--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n${'y'.repeat(30_000)}`,
        ),
    ],
  ])('leaves nothing (%s)', async (type, makeBody) => {
    const body = makeBody()
    for (const share of [0, 0.01, 0.5, 0.99]) {
      const socket = connect(daemon.port, '127.0.0.1')
      socket.on('error', () => {})
      const head = [
        'POST /v1/fills HTTP/1.1',
        `Host: localhost:${daemon.port}`,
        `Authorization: Bearer ${daemon.token}`,
        `Content-Type: ${type}`,
        `Content-Length: ${body.length + 1000}`,
        '',
        '',
      ].join('\r\n')
      socket.write(head)
      socket.write(body.subarray(0, body.length * share))
      const before = accepted.length
      await until(async () => {
        const folders = await readdir(join(daemon.folders.state, 'spool'))
        return folders.length > before
      })
      socket.destroy()
      await until(async () => {
        const folders = await readdir(join(daemon.folders.state, 'spool'))
        return folders.every((folder) => accepted.includes(folder))
      })
    }
  })

  test('and none of all this was our fault', () => {
    expect(daemon.lines).toEqual([])
  })
})
