/** The weighting grammar, chunks and what the weights do, as AUTOMATIC1111 documents them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkPrompt, padChunks } from './chunks.ts'
import { plainIds } from './ids.ts'
import type { Tokenizer } from './prompt.ts'
import { weighChunk } from './weigh.ts'
import { isPlain, parsePrompt } from './weights.ts'

type Part = [string, number][]
const parsed = (prompt: string): Part[] =>
  parsePrompt(prompt).map((part) =>
    part.map(({ text, weight }) => [text, Number(weight.toFixed(6))]),
  )

describe('grammar', () => {
  it.each<[string, Part]>([
    ['normal text', [['normal text', 1]]],
    [
      'an (important) word',
      [
        ['an ', 1],
        ['important', 1.1],
        [' word', 1],
      ],
    ],
    ['(unbalanced', [['unbalanced', 1.1]]],
    ['\\(literal\\]', [['(literal]', 1]]],
    ['(unnecessary)(parens)', [['unnecessaryparens', 1.1]]],
    [
      'a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).',
      [
        ['a ', 1],
        ['house', 1.573],
        [' ', 1.1],
        ['on', 1],
        [' a ', 1.1],
        ['hill', 0.55],
        [', sun, ', 1.1],
        ['sky', 1.4641],
        ['.', 1.1],
      ],
    ],
    ['', [['', 1]]],
    ['()', [['', 1]]],
    ['closing) nothing]', [['closing) nothing]', 1]]],
    ['time 12:30) is text', [['time 12:30) is text', 1]]],
    ['(a: 1.5 )', [['a', 1.5]]],
    ['(a:-0.5)', [['a', -0.5]]],
    ['(a:..)', [['a:..', 1.1]]],
    ['a \\\\ b', [['a \\ b', 1]]],
    ['[[less]]', [['less', 0.826446]]],
  ])('%j', (prompt, expected) => {
    expect(parsed(prompt)).toEqual([expected])
  })

  it('divides at BREAK, also within brackets, not within words', () => {
    expect(parsed('one BREAK (two BREAK three) breakfast BREAKS')).toEqual([
      [['one', 1]],
      [['two', 1.1]],
      [
        ['three', 1.1],
        [' breakfast BREAKS', 1],
      ],
    ])
    expect(parsed('BREAK')).toEqual([[['', 1]], [['', 1]]])
  })

  it('loses no letter and is done with any prompt at once', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', ' ', '(', ')', '[', ']', ':', '1', '.', '\\'),
          maxLength: 200,
        }),
        (prompt) => {
          const parts = parsePrompt(prompt)
          const letters = (text: string): string => text.replace(/[^a]/g, '')
          expect(
            letters(
              parts
                .flat()
                .map(({ text }) => text)
                .join(''),
            ),
          ).toBe(letters(prompt))
          expect(parts.flat().every(({ weight }) => Number.isFinite(weight))).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('knows a prompt that needs none of it', () => {
    expect(isPlain(parsePrompt('a house, by the sea'))).toBe(true)
    expect(isPlain(parsePrompt('a (house)'))).toBe(false)
    expect(isPlain(parsePrompt('a BREAK b'))).toBe(false)
  })
})

/** One token a word; commas are 1; start 90, end 91, padding 92. */
const words: Tokenizer = {
  encode: (text) =>
    (text.match(/\w+|,/g) ?? []).map((word) => (word === ',' ? 1 : word.length + 1)),
  startId: 90,
  endId: 91,
  padId: 92,
  maxLength: 77,
}
const many = (count: number): string => Array.from({ length: count }, () => 'w').join(' ')
const lengthOf = ({ ids }: { readonly ids: Int32Array }): number => ids.indexOf(91) - 1

describe('chunks', () => {
  it('are the plain pass for a prompt that fits', () => {
    const [chunk, ...more] = chunkPrompt(words, many(75))
    expect(more).toEqual([])
    expect(chunk!.ids).toEqual(plainIds(words, many(75)))
    expect(chunk!.weights.every((weight) => weight === 1)).toBe(true)
  })

  it('go on where one is full', () => {
    const chunks = chunkPrompt(words, many(160))
    expect(chunks.map(lengthOf)).toEqual([75, 75, 10])
    expect(chunks[2]!.ids.slice(10, 14)).toEqual(Int32Array.of(2, 91, 92, 92))
  })

  it('keep what stands between commas together, if the comma is near', () => {
    expect(chunkPrompt(words, `${many(60)}, ${many(30)}`).map(lengthOf)).toEqual([61, 30])
    expect(chunkPrompt(words, `${many(50)}, ${many(40)}`).map(lengthOf)).toEqual([75, 16])
    // A comma after a full chunk begins the next.
    expect(chunkPrompt(words, `${many(75)}, ${many(3)}`).map(lengthOf)).toEqual([75, 4])
  })

  it('begin at BREAK', () => {
    expect(chunkPrompt(words, `a b BREAK ${many(80)}`).map(lengthOf)).toEqual([2, 75, 5])
    expect(chunkPrompt(words, '').map(lengthOf)).toEqual([0])
  })

  it('give each token its weight, after the start', () => {
    const [chunk] = chunkPrompt(words, 'a (bb:1.5) c')
    expect([...chunk!.ids.slice(0, 6)]).toEqual([90, 2, 3, 2, 91, 92])
    expect([...chunk!.weights.slice(0, 6)]).toEqual([1, 1, 1.5, 1, 1, 1])
  })

  it('are as many for the prompt as for what it should not be', () => {
    const [one, other] = padChunks(words, chunkPrompt(words, many(100)), chunkPrompt(words, 'x'))
    expect([one.length, other.length]).toEqual([2, 2])
    expect(other[1]!.ids).toEqual(plainIds(words, ''))
  })

  it('hold every token once, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('w', 'ww', 'www', ','), { maxLength: 400 }), (list) => {
        const chunks = chunkPrompt(words, list.join(' '))
        const ids = chunks.flatMap((chunk) => [...chunk.ids.slice(1, lengthOf(chunk) + 1)])
        expect(ids).toEqual(words.encode(list.join(' ')))
        for (const { ids } of chunks) {
          expect(ids).toHaveLength(77)
          expect(ids[0]).toBe(90)
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('weighing', () => {
  const embedding = Float32Array.of(1, 2, 3, 4, 5, 6)

  it('leaves a chunk without weights as it is', () => {
    expect(weighChunk(embedding, new Float32Array(3).fill(1))).toBe(embedding)
  })

  it('multiplies each token and brings the mean back', () => {
    const weighed = weighChunk(embedding, Float32Array.of(1, 2, 1))
    const factor = 21 / (1 + 2 + 6 + 8 + 5 + 6)
    const wanted = [1, 2, 6, 8, 5, 6].map((value) => Math.fround(value * factor))
    weighed.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i]!, 5)
    })
    expect(weighed.reduce((a, b) => a + b)).toBeCloseTo(21, 5)
  })

  it('stays finite when all the weight is gone', () => {
    expect([...weighChunk(embedding, new Float32Array(3))]).toEqual([0, 0, 0, 0, 0, 0])
  })
})
