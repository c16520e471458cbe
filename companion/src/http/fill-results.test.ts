/** Results over HTTP: their forms, kinds and ranges, for as long as they are there; with the real engine in the real child. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  decodeEnvelope,
  ENVELOPE_TYPE,
  encodeEnvelope,
  FillAccepted,
  RAW_RESULT_PART,
  RawResult,
} from '@inlay/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, startTestDaemon, type TestDaemon } from './testing/daemon.ts'
import {
  allEvents,
  cancelFill,
  filesOf,
  finishedFill,
  quickPicture,
  submitLong,
  submitted,
} from './testing/fills.ts'

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon({ limits: { queueLimit: 4, heartbeat: 50 } })
})
afterAll(() => daemon.end())

const result = async (id: string, query: string, index = 0): Promise<Buffer> => {
  const { status, body } = await daemon.ask(`/v1/fills/${id}/results/${index}?${query}`)
  expect(status).toBe(200)
  return body
}

describe('results', () => {
  test('are not there before the fill is done, nor beyond its variations', async () => {
    const running = await submitLong(daemon)
    const early = await daemon.ask(`/v1/fills/${running}/results/0`)
    expect([early.status, codeOf(early.json)]).toEqual([409, 'not_ready'])
    await cancelFill(daemon, running)
    const { id } = await finishedFill(daemon, { variations: 2 })
    for (const [n, status] of [
      ['0', 200],
      ['1', 200],
      ['2', 404],
      ['8', 404],
      ['-1', 404],
      ['01', 404],
      ['x', 404],
    ]) {
      expect([n, (await daemon.ask(`/v1/fills/${id}/results/${n}`)).status]).toEqual([n, status])
    }
  })

  test('come in the form the request named, unless the address says otherwise', async () => {
    const { id } = await finishedFill(daemon, { output: { form: 'composite', format: 'raw' } })
    const { headers } = await daemon.ask(`/v1/fills/${id}/results/0`)
    expect(headers['content-type']).toBe('application/x-inlay-envelope')
    expect(headers['content-disposition']).toBe('attachment; filename=result-0-composite.inlay')
    const png = await daemon.ask(`/v1/fills/${id}/results/0?format=png&form=patch`)
    expect(png.headers['content-type']).toBe('image/png')
    expect(png.headers['content-length']).toBe(String(png.body.length))
    for (const query of [
      ...['form=both', 'format=gif', 'form=', 'form=patch&form=patch', 'form=patch&format=jpeg'],
      ...['format=jpeg&quality=0', 'format=jpeg&quality=101', 'format=jpeg&quality=9.5'],
      'format=tiff&quality=90',
      ...['format=png&form=patch&side=64', 'format=raw&side=64', 'format=png&side=0'],
    ]) {
      const { status, json } = await daemon.ask(`/v1/fills/${id}/results/0?${query}`)
      expect([query, status, codeOf(json)]).toEqual([query, 400, 'invalid_request'])
    }
  })

  test('are the same pixels in every form, and outside the mask the very bytes that came', async () => {
    const picture = quickPicture()
    const id = await submitted(daemon, picture, { feather: 3, grow: 1 })
    await allEvents(daemon, id)
    const { side, pixels: original } = picture

    const raw = async (form: string) => {
      const { header, parts } = decodeEnvelope(await result(id, `form=${form}&format=raw`))
      return { ...RawResult.parse(header), data: parts.get(RAW_RESULT_PART) ?? new Uint8Array(0) }
    }
    const png = async (form: string) => {
      const image = sharp(await result(id, `form=${form}&format=png`))
      return image.ensureAlpha().raw().toBuffer()
    }
    const [patch, composite] = [await raw('patch'), await raw('composite')]
    expect(composite).toMatchObject({ width: side, height: side, channels: 4, bitDepth: 8 })
    expect(patch.data).toHaveLength(patch.width * patch.height * 4)
    expect((await png('patch')).equals(patch.data)).toBe(true)
    expect((await png('composite')).equals(composite.data)).toBe(true)

    const { left, top, width, height } = patch.bounds
    expect([patch.width, patch.height]).toEqual([width, height])
    let soft = 0
    let changed = 0
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const o = (y * side + x) * 3
        const inside = x >= left && x < left + width && y >= top && y < top + height
        const p = ((y - top) * width + (x - left)) * 4
        const alpha = inside ? (patch.data[p + 3] ?? 0) : 0
        if (alpha > 0 && alpha < 255) soft += 1
        for (let c = 0; c < 3; c++) {
          const before = original[o + c] ?? 0
          const layer = inside ? (patch.data[p + c] ?? 0) : 0
          const over = Math.floor((alpha * layer + (255 - alpha) * before + 127) / 255)
          const after = composite.data[(y * side + x) * 4 + c]
          if (after !== over) throw new Error(`${x},${y},${c}: ${after} is not ${over}`)
          if (alpha === 0 && after !== before) throw new Error(`${x},${y},${c} moved`)
          if (after !== before) changed += 1
        }
        if (composite.data[(y * side + x) * 4 + 3] !== 255) throw new Error('Alpha moved')
      }
    }
    expect(soft).toBeGreaterThan(20)
    expect(changed).toBeGreaterThan(100)
  })

  test('come as any kind of file with the metadata of the picture, lossless where it can be', async () => {
    const { mask } = await filesOf(quickPicture())
    const { side, pixels } = quickPicture()
    const image = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
      .withExif({ IFD0: { Artist: 'A. Designer' } })
      .withIccProfile('p3')
      .withMetadata({ density: 240 })
      .png()
      .toBuffer()
    const encoded = (part: string) => ({ kind: 'encoded', part }) as const
    const answer = await daemon.ask('/v1/fills', {
      method: 'POST',
      headers: { 'content-type': ENVELOPE_TYPE },
      body: encodeEnvelope({
        header: { request: { image: encoded('image'), mask: encoded('mask') } },
        parts: { image, mask },
      }),
    })
    const { id } = FillAccepted.parse(answer.json)
    await allEvents(daemon, id)
    const exact = await sharp(await result(id, 'form=composite&format=png'))
      .raw()
      .toBuffer()
    for (const [format, type, extension] of [
      ['jpeg', 'image/jpeg', 'jpg'],
      ['webp', 'image/webp', 'webp'],
      ['tiff', 'image/tiff', 'tif'],
    ] as const) {
      const { headers, body } = await daemon.ask(
        `/v1/fills/${id}/results/0?form=composite&format=${format}`,
      )
      expect(headers['content-type']).toBe(type)
      expect(headers['content-disposition']).toContain(`result-0-composite.${extension}`)
      const file = await sharp(body).metadata()
      expect(file).toMatchObject({ format, width: side, height: side })
      expect(file.icc?.length).toBeGreaterThan(100)
      // sharp reads no EXIF from a TIFF: there it stands among the file's own tags.
      expect((file.exif ?? body).includes('A. Designer')).toBe(true)
      if (format !== 'webp') expect(file.density).toBe(240)
      if (format !== 'jpeg') expect((await sharp(body).raw().toBuffer()).equals(exact)).toBe(true)
    }
    const sizes = await Promise.all(
      [100, 60, 10].map(
        async (quality) =>
          (await result(id, `form=composite&format=webp&quality=${quality}`)).length,
      ),
    )
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    expect(new Set(sizes).size).toBe(3)
  })

  test('come small for lists of pictures', async () => {
    const { id } = await finishedFill(daemon)
    const { headers, body } = await daemon.ask(
      `/v1/fills/${id}/results/0?form=composite&format=webp&quality=80&side=16`,
    )
    expect(headers['content-disposition']).toContain('result-0-composite-s16-q80.webp')
    expect(await sharp(body).metadata()).toMatchObject({ format: 'webp', width: 16, height: 16 })
  })

  test('are encoded once for all who ask at the same time', async () => {
    const { id } = await finishedFill(daemon)
    const all = await Promise.all(
      Array.from({ length: 8 }, () => result(id, 'form=composite&format=png')),
    )
    for (const one of all) expect(one.equals(all[0] ?? Buffer.alloc(0))).toBe(true)
    const files = await readdir(join(daemon.folders.state, 'spool', id))
    expect(files).toContain('result-0-composite.png')
    expect(files.filter((name) => name.startsWith('result'))).toHaveLength(1)
  })

  test('a client that leaves mid-download harms nobody', async () => {
    const { id } = await finishedFill(daemon)
    for (let i = 0; i < 5; i++) {
      const stop = new AbortController()
      const response = await fetch(
        `${daemon.base}/v1/fills/${id}/results/0?form=composite&format=raw`,
        { headers: { authorization: `Bearer ${daemon.token}` }, signal: stop.signal },
      )
      expect(response.status).toBe(200)
      stop.abort()
    }
    expect((await result(id, 'form=composite&format=raw')).length).toBeGreaterThan(64 * 64 * 4)
  })
})
