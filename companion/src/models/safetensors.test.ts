import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSafetensors } from './safetensors.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-safetensors-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const written = async (header: string, data: Uint8Array, length?: number): Promise<string> => {
  const path = join(folder, 'x.safetensors')
  const head = Buffer.alloc(8)
  head.writeBigUInt64LE(BigInt(length ?? Buffer.byteLength(header)))
  await writeFile(path, Buffer.concat([head, Buffer.from(header), data]))
  return path
}

const entry = (dtype: string, shape: number[], from: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [from, end],
})

const refused = (header: unknown, data = new Uint8Array(8), length?: number) =>
  expect(
    written(typeof header === 'string' ? header : JSON.stringify(header), data, length).then(
      openSafetensors,
    ),
  ).rejects.toMatchObject({ code: 'model_refused' })

describe('safetensors', () => {
  it('says where every tensor lies, and hands out its bytes', async () => {
    const header = {
      __metadata__: { format: 'pt' },
      b: entry('F16', [2], 4, 8),
      a: entry('U8', [2, 2], 0, 4),
    }
    // Padded with spaces, as the format's own writer does.
    const text = `${JSON.stringify(header)}   `
    const file = await openSafetensors(await written(text, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)))
    expect(file.metadata).toEqual({ format: 'pt' })
    const b = file.tensors.get('b')
    expect(b).toEqual({ type: 'F16', shape: [2], from: 8 + text.length + 4, length: 4 })
    expect(b && [...(await file.read(b))]).toEqual([5, 6, 7, 8])
    await file.close()
  })

  it.each([
    ['a header longer than the file', { a: entry('U8', [8], 0, 8) }, 1000],
    ['a header longer than the format allows', { a: entry('U8', [8], 0, 8) }, 2 ** 40],
    ['an array for a header', [1], undefined],
    ['a header that is not JSON', '{"a":', undefined],
    ['spaces before the header', ` ${JSON.stringify({ a: entry('U8', [8], 0, 8) })}`, undefined],
    ['a tensor beyond the end', { a: entry('U8', [9], 0, 9) }, undefined],
    ['bytes no tensor owns', { a: entry('U8', [7], 0, 7) }, undefined],
    ['a gap', { a: entry('U8', [3], 0, 3), b: entry('U8', [4], 4, 8) }, undefined],
    ['an overlap', { a: entry('U8', [5], 0, 5), b: entry('U8', [4], 4, 8) }, undefined],
    ['a shape of another length', { a: entry('F32', [3], 0, 8) }, undefined],
    ['a shape that overflows', { a: entry('U8', [2 ** 52, 2 ** 52, 0], 0, 8) }, undefined],
    ['offsets in the wrong order', { a: entry('U8', [8], 8, 0) }, undefined],
    ['an unknown type', { a: entry('Q4', [8], 0, 8) }, undefined],
    ['more fields than the format has', { a: { ...entry('U8', [8], 0, 8), code: 'x' } }, undefined],
    [
      'metadata that is not words',
      { __metadata__: { a: 1 }, a: entry('U8', [8], 0, 8) },
      undefined,
    ],
  ])('refuses %s', async (_, header, length) => {
    await refused(header, new Uint8Array(8), length)
  })

  it('refuses a file too short to have a header, and one that is not there', async () => {
    const path = join(folder, 'short.safetensors')
    await writeFile(path, Uint8Array.of(1, 0, 0))
    await expect(openSafetensors(path)).rejects.toMatchObject({ code: 'model_refused' })
    await expect(openSafetensors(join(folder, 'none'))).rejects.toMatchObject({
      code: 'file_unreadable',
    })
  })

  it('is opened or refused whatever its bytes, and never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const path = join(folder, 'fuzz.safetensors')
        await writeFile(path, bytes)
        const outcome = await openSafetensors(path).then(
          async (file) => {
            await file.close()
            return 'model_refused'
          },
          (error: { code?: string }) => error.code,
        )
        expect(outcome).toBe('model_refused')
      }),
      { numRuns: 100 },
    )
  })
})
