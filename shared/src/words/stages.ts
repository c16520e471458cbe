/**
 * What a fill is at, in the person's language: the companion says its stages in English
 * ("Variation 2 of 4: Finding detail, 3 of 5"); what is not known here is said as it came.
 */
import type english from './stages/en.ts'

export type StageWord = keyof typeof english
export type StageWords = Readonly<Record<StageWord, string>>

const STAGES: Readonly<Record<string, StageWord>> = {
  Waiting: 'progress.waiting',
  Starting: 'progress.starting',
  'Starting again': 'progress.again',
  'Loading the model': 'progress.model',
  'Merging the LoRA': 'progress.lora',
  'Reading the prompt': 'progress.prompt',
  'Looking at the picture': 'progress.looking',
  'Turning it into a picture': 'progress.turning',
  'Reading the picture': 'progress.picture',
  'Preparing the mask': 'progress.mask',
  'Reading the surroundings': 'progress.surroundings',
  'Finding structure': 'progress.structure',
  'Finding detail': 'progress.detail',
  'Repairing thin places': 'progress.thin',
  'Filling small places': 'progress.small',
  'Blending the patches': 'progress.blending',
  'Copying the pixels': 'progress.copying',
  'Placing the fill': 'progress.placing',
  'Matching colours': 'progress.colours',
  'Closing the seam': 'progress.seam',
  'Matching grain': 'progress.grain',
  'Full size': 'progress.full',
  Enlarging: 'progress.enlarging',
  Encoding: 'progress.encoding',
  Done: 'progress.done',
}

export const isKnownStage = (stage: string): boolean =>
  Object.hasOwn(STAGES, stage.replace(/, \d+ of \d+$/, ''))

/**
 * @param stage as a `progress` event or a status says it
 * @param say a word with its values
 */
export const sayStage = (
  stage: string,
  say: (word: StageWord, values?: Readonly<Record<string, string>>) => string,
): string => {
  const colon = stage.indexOf(': ')
  if (colon > 0) {
    const outer = sayStage(stage.slice(0, colon), say)
    return say('progress.within', { outer, inner: sayStage(stage.slice(colon + 2), say) })
  }
  const known = STAGES[stage]
  if (known !== undefined) return say(known)
  const [, name = '', step = '', steps = ''] = /^(\D+?),? (\d+) of (\d+)$/.exec(stage) ?? []
  if (name === 'Variation') return say('progress.variation', { step, steps })
  const word = name === 'Step' ? 'progress.step' : STAGES[name]
  return word === undefined ? stage : say('progress.of', { stage: say(word), step, steps })
}
