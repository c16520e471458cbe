/** Ids against transformers', by a tiny vocabulary made for it and by CLIP's own where that is. */
import { existsSync, readFileSync } from 'node:fs'
import * as z from '@inlay/shared/zod'
import { describe, expect, it } from 'vitest'
import { fixtureUrl, readFixture } from '../testing/fixtures.ts'
import { clipTokenizer } from './clip.ts'
import { plainIds } from './ids.ts'
import { t5Tokenizer } from './t5.ts'

const lists = z.array(z.array(z.number()))
const fixture = readFixture(
  'prompts.json',
  z.object({
    strings: z.array(z.string()),
    tiny: lists,
    tinyPadded: lists,
    clip: lists,
    clipPadded: lists,
    t5: lists,
    t5Padded: lists,
  }),
)
const { strings } = fixture
const padded = [...strings.slice(-6), 'word '.repeat(100)]

const read = (url: URL): string => readFileSync(url, 'utf8')
const pairIn = (folder: URL) => ({
  vocab: read(new URL('vocab.json', folder)),
  merges: read(new URL('merges.txt', folder)),
})

const TINY = fixtureUrl('tiny-clip/')
const CLIP = new URL('../../../../../../shared/data/clip/', import.meta.url)

describe('CLIP', () => {
  const tiny = clipTokenizer(pairIn(TINY))

  it('gives transformers’ ids, whatever the script', () => {
    strings.forEach((text, i) => {
      expect(tiny.encode(text), JSON.stringify(text)).toEqual(fixture.tiny[i])
    })
  })

  it('cuts and pads as transformers', () => {
    padded.forEach((text, i) => {
      expect([...plainIds(tiny, text)]).toEqual(fixture.tinyPadded[i])
    })
  })

  it('pads with what the folder says', () => {
    const files = pairIn(TINY)
    const bang = clipTokenizer({ ...files, config: '{"pad_token": "!"}' })
    const words = clipTokenizer({ ...files, specialTokens: '{"pad_token": {"content": "!"}}' })
    const vocab = z.record(z.string(), z.number()).parse(JSON.parse(files.vocab))
    expect([bang.padId, words.padId]).toEqual([vocab['!'], vocab['!']])
    expect(plainIds(bang, 'a')[76]).toBe(vocab['!'])
    expect(tiny.padId).toBe(tiny.endId)
  })

  it('says what is wrong with its files', () => {
    expect(() => clipTokenizer({})).toThrow(/neither vocab.json/)
    expect(() => clipTokenizer({ vocab: '{', merges: '' })).toThrow(/no JSON/)
    expect(() => clipTokenizer({ vocab: '{"a": 0}', merges: '#version: 0.2\n' })).toThrow(
      /no token <\|startoftext\|>/,
    )
  })

  const absent = !existsSync(CLIP)
  if (absent) console.warn('SKIPPED: CLIP’s own vocabulary is not at ../shared/data/clip')
  it.skipIf(absent)('gives transformers’ ids with its own vocabulary', () => {
    const clip = clipTokenizer(pairIn(CLIP))
    expect([clip.startId, clip.endId, clip.padId]).toEqual([49406, 49407, 49407])
    strings.forEach((text, i) => {
      expect(clip.encode(text), JSON.stringify(text)).toEqual(fixture.clip[i])
    })
    padded.forEach((text, i) => {
      expect([...plainIds(clip, text)]).toEqual(fixture.clipPadded[i])
    })
  })
})

describe('T5', () => {
  const t5 = t5Tokenizer(read(fixtureUrl('tiny-t5.json')), 32)

  it('gives transformers’ ids', () => {
    strings.forEach((text, i) => {
      expect([...t5.encode(text), t5.endId], JSON.stringify(text)).toEqual(fixture.t5[i])
    })
  })

  it('cuts and pads as transformers', () => {
    padded.forEach((text, i) => {
      expect([...plainIds(t5, text)]).toEqual(fixture.t5Padded[i])
    })
  })

  it('refuses what is no Unigram tokenizer', () => {
    expect(() => t5Tokenizer('{"model": {"type": "BPE"}}')).toThrow(/no Unigram/)
  })
})
