/**
 * What the companion and Photoshop's plugin say in English is known, word for word, to the other languages: nothing is
 * translated that nobody says any more, and nothing new is said that nobody translates.
 */
import { fileURLToPath } from 'node:url'
import { PROVIDER_REASONS } from '@inlay/companion/inference/providers.ts'

import { LANGUAGES } from '@inlay/shared'
import { createTranslator, isKnownStage, loadHeardWords } from '@inlay/shared/words'
import { PARTS, SENTENCES } from '@inlay/shared/words/heard/english.ts'
import { describe, expect, it } from 'vitest'
import { listCode } from '../layers/sources.ts'
import { textsOf } from './literals.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const said = ['companion/src', 'shared/src', 'plugins/photoshop-uxp/src']
  .flatMap((folder) => listCode(root, folder))
  .filter((path) => !/\.test\.|\.fixture\.|\.as\.ts$|\/testing\/|\/words\//.test(path))
  .flatMap((path) => textsOf(root, path))

const inSentence = (text: string, as: 'detail' | 'what' | 'name' | undefined): string => {
  if (as === 'what') return `Expected ${text} for mask but received nothing`
  return as === 'name' ? `Expected 1 for ${text} but received nothing` : text
}

const bare = (template: string): string => template.replaceAll(/\{\w*\}/g, '{}')

describe('what the companion says in English', () => {
  it('is what the translations were made of', () => {
    const all = said.map(({ text }) => text).join('\n')
    const gone = [...SENTENCES, ...PARTS].filter((template) => {
      const text = bare(template)
      // Nothing but values and a mark between them proves nothing.
      return /[A-Za-z]/.test(text) && !all.includes(text)
    })
    expect(gone).toEqual([])
  })

  it('has its words in every language where a designer may meet it', async () => {
    const translator = createTranslator(await loadHeardWords('de'), {
      number: (text) => text,
      language: () => undefined,
    })
    const details = said
      .filter(({ as, path }) =>
        as === 'detail'
          ? !ONLY_FOR_PROGRAMS.test(path)
          : as !== undefined && /src\/(pipeline|models|system)\//.test(path),
      )
      .map(({ text, as }) => inSentence(text.replaceAll('{}', '4'), as))
      .filter((text) => !ONLY_FOR_PROGRAMMERS.has(text))
    expect(details.length).toBeGreaterThan(80)
    expect(details.filter((text) => translator.translate(text) === undefined)).toEqual([])
  })
})

/** Only somebody else's program, or a command line, can bring these about. */
const ONLY_FOR_PROGRAMS =
  /\/cli\/|\/setup\/|envelope|websocket|multipart|tunnel|cpace|outside|access\/|raw-|guard\/|form|utf8|event-|lines\.ts|engines\/diffusion\/(?!engine\/)|hello|\/pair/

/** The same, of texts; `4` stands for every value. Whatever is added here is met by no designer. */
const ONLY_FOR_PROGRAMMERS: ReadonlySet<string> = new Set([
  '4 comes under 4 (4). 4',
  '4 enlargings are waiting already.',
  '4. Plugins know no other.',
  '4. The 4 has 4.',
  'A released tensor was used.',
  'A tensor is not held here.',
  'A tensor’s file ended before the tensor did.',
  'Expected 1 for 4 x 4 bare pixels but received nothing',
  'Expected 1 for a model of several graphs but received nothing',
  'Expected 1 for as many crops but received nothing',
  'Expected 1 for channels but received nothing',
  'Expected 1 for contract but received nothing',
  'Expected 1 for its version but received nothing',
  'Expected 1 for pull but received nothing',
  'Expected 1 for the 4 but received nothing',
  'Expected 1 for the graphs but received nothing',
  'Expected 4 answers for mask but received nothing',
  'Expected a model of the catalogue for mask but received nothing',
  'Expected an encoder with the input "4" and a decoder with the input "4" for mask but received nothing',
  'Expected an id; give one with --id for mask but received nothing',
  'Expected either image or held but received both',
  'Expected either subject or points and box but received both',
  'FLUX.1 Fill has no clip skip; leave clipSkip out.',
  'It did not keep the token.',
  'It has its list of fills open.',
  'It has not been fetched lately.',
  'It is no bitmap.',
  'It is no file.',
  'It is no mask.',
  'It is the list of models.',
  'It is the model’s graph.',
  'It is the record of a model.',
  'It is the registry’s list of programs to start.',
  'It listens on port 4.',
  'It takes 4.',
  'Its mask is 4x4.',
  'No address was named.',
  'No content-encoding is taken.',
  'No field of the request names the part "4".',
  'No host to look on was named.',
  'Process 4 holds port 4.',
  'The event belongs to another job.',
  'The events ended without a last one.',
  'The fill process is gone. 4',
  'The net gave no "4".',
  'The part "4" did not come with the request.',
  'The part "4" is empty.',
  'The run gave no picture.',
  'The session is closed.',
  'The settings of the models are not JSON.',
  'The window does not hold the hole.',
  'There are no pixels in it.',
  'There are: 4.',
  'There is no LoRA "4" here; 4.',
  'There is no mask in it.',
  'There is no such enlarging.',
  'There is no such input.',
  'There is no such plugin.',
  'There is nothing to remove.',
  'They are not being fetched.',
  'They were not fetched lately.',
])

it('every reason against a device is a whole sentence of it', () => {
  expect(PROVIDER_REASONS.filter((clause) => !PARTS.some((part) => part === clause))).toEqual([])
})

it('every stage of a fill is known to the page', () => {
  const stages = said
    .filter(({ path }) => /^companion\/src\/(pipeline|engines|jobs)\//.test(path))
    .map(({ text }) => text.replaceAll('{}', '4'))
    .filter((text) => /^[A-Z][a-z]+ing( [a-z ]+)?(, 4 of 4)?$/.test(text))
  expect(stages.length).toBeGreaterThan(12)
  expect(stages.filter((stage) => !isKnownStage(stage))).toEqual([])
})

describe.each(LANGUAGES.filter((one) => one !== 'en'))('the words of %s', (language) => {
  const values = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()

  it('have the same values in them', async () => {
    const { sentences, parts } = await loadHeardWords(language)
    for (const [from, to] of Object.entries({ ...sentences, ...parts })) {
      expect([from, values(to)]).toEqual([from, values(from)])
      expect([from, to.trim()]).not.toEqual([from, ''])
    }
  })
})
