import { encodeEnvelope, FillRequest, InlayError } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SpoolWriter } from '../../jobs/spool.ts'
import { type EnvelopeSink, readEnvelope } from './envelope.ts'

const MAX = 100_000

/** A spool in memory that knows what was finished, left open and thrown away. */
const memorySink = () => {
  const finished = new Map<string, Buffer>()
  const open = new Set<string>()
  const sink: EnvelopeSink<FillRequest> = {
    check: ({ header }) => FillRequest.parse(header.request),
    open: async (part): Promise<SpoolWriter> => {
      const chunks: Uint8Array[] = []
      open.add(part)
      return {
        write: async (chunk) => {
          chunks.push(new Uint8Array(chunk))
        },
        finish: async () => {
          open.delete(part)
          finished.set(part, Buffer.concat(chunks))
          return part
        },
        safe: async () => {},
        abort: async () => {
          open.delete(part)
        },
      }
    },
  }
  return { sink, finished, open }
}

const header = {
  request: {
    image: { kind: 'encoded', part: 'image' },
    mask: { kind: 'encoded', part: 'mask' },
  },
}

/** The bytes in pieces of the given sizes, again and again. */
async function* inPieces(
  bytes: Uint8Array,
  sizes: readonly number[],
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

const bytesOf = (max: number) => fc.uint8Array({ minLength: 0, maxLength: max })
const pieceSizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 })

const read = async (bytes: Uint8Array, sizes: readonly number[], max = MAX) => {
  const memory = memorySink()
  const outcome = await readEnvelope(inPieces(bytes, sizes), max, memory.sink).catch(
    (error: unknown) => (error instanceof InlayError ? error.code : Promise.reject(error)),
  )
  return { ...memory, outcome }
}

describe('an envelope off the wire', () => {
  test('comes out whole however the network cuts it', async () => {
    await fc.assert(
      fc.asyncProperty(bytesOf(2000), bytesOf(500), pieceSizes, async (image, mask, sizes) => {
        const bytes = encodeEnvelope({ header, parts: { image, mask } })
        const { outcome, finished, open } = await read(bytes, sizes)
        expect(outcome).toMatchObject({ operation: 'remove' })
        expect(finished.get('image')?.equals(image)).toBe(true)
        expect(finished.get('mask')?.equals(mask)).toBe(true)
        expect(open.size).toBe(0)
      }),
    )
  })

  test('cut short anywhere, or with anything after its end, it is damaged', async () => {
    const parts = { image: new Uint8Array(300).fill(1), mask: new Uint8Array(40).fill(2) }
    const bytes = encodeEnvelope({ header, parts })
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), pieceSizes, async (length, sizes) => {
        const { outcome, open } = await read(bytes.subarray(0, length), sizes)
        expect(outcome).toBe('envelope_invalid')
        expect(open.size).toBe(0)
      }),
    )
    await fc.assert(
      fc.asyncProperty(bytesOf(20), pieceSizes, async (more, sizes) => {
        fc.pre(more.length > 0)
        const { outcome } = await read(Buffer.concat([bytes, more]), sizes)
        expect(outcome).toBe('envelope_invalid')
      }),
    )
  })

  test('any bytes at all give a named error or a fill, and leave no file open', async () => {
    await fc.assert(
      fc.asyncProperty(bytesOf(3000), pieceSizes, async (bytes, sizes) => {
        const { outcome, open } = await read(bytes, sizes)
        expect(['envelope_invalid', 'body_too_large']).toContain(outcome)
        expect(open.size).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  test('a lying length is refused at the header, before a byte of a part is taken', async () => {
    const parts = { image: new Uint8Array(10), mask: new Uint8Array(10) }
    const bytes = encodeEnvelope({ header, parts })
    const { outcome, finished } = await read(bytes, [4096], bytes.length - 1)
    expect(outcome).toBe('body_too_large')
    expect(finished.size).toBe(0)
  })

  test('more than three parts are refused', async () => {
    const one = new Uint8Array(1)
    const parts = { image: one, mask: one, sample: one, more: one }
    const { outcome, finished } = await read(encodeEnvelope({ header, parts }), [4096])
    expect(outcome).toBe('envelope_invalid')
    expect(finished.size).toBe(0)
  })
})
