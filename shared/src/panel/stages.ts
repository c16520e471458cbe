/** The companion's stage words as sentences of the catalogue; unknown ones are said as they came. */
import type { Sentence } from './say.ts'
import type { WordKey } from './words.ts'

const STAGES: Readonly<Record<string, WordKey>> = {
  Starting: 'stage.starting',
  'Starting again': 'stage.again',
  'Reading the surroundings': 'stage.reading',
  'Finding structure': 'stage.structure',
  'Finding detail': 'stage.detail',
  'Blending the patches': 'stage.blending',
  'Copying the pixels': 'stage.copying',
  Encoding: 'stage.encoding',
}

const STEPPED: Readonly<Record<string, WordKey>> = {
  'Finding structure': 'stage.structure.of',
  'Finding detail': 'stage.detail.of',
}

/** @param stage as a `progress` event says it: "Finding detail, 2 of 5" */
export const stageSentence = (stage: string): Sentence => {
  const known = STAGES[stage]
  if (known !== undefined) return { key: known }
  const [, name = '', step = '', steps = ''] = /^(.+), (\d+) of (\d+)$/.exec(stage) ?? []
  const stepped = STEPPED[name]
  return stepped === undefined ? { text: stage } : { key: stepped, values: { step, steps } }
}
