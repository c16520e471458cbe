import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeUtf8 } from '../utf8.ts'
import { instantTimers, pieces, stoppedTimers } from './companion.fixture.ts'
import { readLines } from './lines.ts'
import type { ByteReader } from './platform.ts'

const readerOf = (list: readonly (string | Uint8Array)[], broken = false): ByteReader => {
  const reader = pieces(list, broken).body?.getReader()
  if (reader === undefined) throw new Error('No body')
  return reader
}

const options = { timers: stoppedTimers, silence: 1000 }

const collect = async (reader: ByteReader, settings = options): Promise<string[]> => {
  const lines: string[] = []
  for await (const line of readLines(reader, settings)) lines.push(line)
  return lines
}

describe('readLines', () => {
  it('gives the same lines however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'grapheme', minLength: 1 }).filter((line) => !line.includes('\n')),
        ),
        fc.array(fc.nat()),
        async (lines, cuts) => {
          const bytes = encodeUtf8(lines.map((line) => `${line}\n`).join(''))
          const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length]
          at.sort((a, b) => a - b)
          const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end))
          // A leading byte order mark is not part of a text.
          const expected = lines.map((line) => line.replace(/^\ufeff/, ''))
          expect(await collect(readerOf(chunks))).toEqual(expected)
        },
      ),
    )
  })

  it('leaves out heartbeats and a last line cut short', async () => {
    expect(await collect(readerOf(['\n\n{"a"', ':1}\n\n', '\n{"b":2}\n{"c"']))).toEqual([
      '{"a":1}',
      '{"b":2}',
    ])
  })

  it('tells a body that breaks off from one that ends', async () => {
    await expect(collect(readerOf(['a\nb\n'], true))).rejects.toMatchObject({
      code: 'companion_unreachable',
    })
  })

  it('refuses what is not UTF-8', async () => {
    await expect(collect(readerOf([Uint8Array.of(0xff, 0x0a)]))).rejects.toMatchObject({
      code: 'reply_invalid',
    })
  })

  it('refuses a line without end before it fills the memory', async () => {
    const megabyte = new Uint8Array(1 << 20).fill(0x41)
    const reader = readerOf(Array.from({ length: 64 }, () => megabyte))
    await expect(collect(reader)).rejects.toMatchObject({ code: 'reply_invalid' })
  })

  const endless = (): ByteReader & { cancelled: boolean } => ({
    cancelled: false,
    read: () => new Promise(() => {}),
    async cancel() {
      this.cancelled = true
    },
  })

  it('gives up on a body that falls silent, and lets go of it', async () => {
    const reader = endless()
    await expect(collect(reader, { timers: instantTimers(), silence: 1000 })).rejects.toMatchObject(
      { code: 'companion_silent' },
    )
    expect(reader.cancelled).toBe(true)
  })

  it('stops when told, and lets go of the body', async () => {
    const reader = endless()
    const stop = new AbortController()
    const lines = readLines(reader, { ...options, signal: stop.signal })
    const next = lines.next()
    stop.abort()
    await expect(next).rejects.toMatchObject({ code: 'cancelled' })
    expect(reader.cancelled).toBe(true)
  })

  it('lets go of the body when nobody reads on', async () => {
    const queue = [encodeUtf8('a\nb\n')]
    let cancelled = false
    const reader: ByteReader = {
      read: async () => ({ done: false, value: queue.shift() ?? new Uint8Array(0) }),
      cancel: async () => {
        cancelled = true
      },
    }
    for await (const line of readLines(reader, options)) {
      expect(line).toBe('a')
      break
    }
    expect(cancelled).toBe(true)
  })
})
