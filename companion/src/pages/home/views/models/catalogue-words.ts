/** What the models of the catalogue are for, in the person's language; of others, what they say themselves. */
import type { EngineInfo, ModelInfo } from '@inlay/shared'
import { joinSentences } from '../../words/format.ts'
import { say } from '../../words/say.ts'

const BEST_FOR = {
  'sd15-inpaint': 'catalogue.sd15-inpaint',
  'sd15-lcm-inpaint': 'catalogue.sd15-lcm-inpaint',
  migan: 'catalogue.migan',
  'migan-512': 'catalogue.migan-512',
  lama: 'catalogue.lama',
  'lama-dynamic': 'catalogue.lama-dynamic',
  'migan-bare': 'catalogue.migan-bare',
  slimsam: 'catalogue.slimsam',
  'slimsam-fp32': 'catalogue.slimsam-fp32',
  mobilesam: 'catalogue.mobilesam',
  'sam2-tiny': 'catalogue.sam2-tiny',
  'realesr-general-x4': 'catalogue.realesr-general-x4',
  'realesrgan-x2': 'catalogue.realesrgan-x2',
  'swin2sr-x4': 'catalogue.swin2sr-x4',
  patchmatch: 'catalogue.patchmatch',
} as const

export const KNOWN_MODELS: readonly string[] = Object.keys(BEST_FOR)

const isKnown = (id: string): id is keyof typeof BEST_FOR => Object.hasOwn(BEST_FOR, id)

export const bestFor = ({ id, source, bestFor: own }: ModelInfo): string => {
  if (source === 'own') return say('catalogue.own')
  return isKnown(id) ? say(BEST_FOR[id]) : own
}

export const engineWords = ({ id, description }: EngineInfo): string =>
  isKnown(id) ? say(BEST_FOR[id]) : description

/** Licences that come to the same say the same. */
const USES = {
  'Apache-2.0': 'catalogue.use.any',
  MIT: 'catalogue.use.any',
  'BSD-3-Clause': 'catalogue.use.any',
  'CreativeML-OpenRAIL-M': 'catalogue.use.openrail',
} as const

const isLicence = (name: string): name is keyof typeof USES => Object.hasOwn(USES, name)

export const licenceUse = ({ source, licence }: ModelInfo): string => {
  if (source === 'own') return say('catalogue.use.own')
  return isLicence(licence.name) ? say(USES[licence.name]) : licence.use
}

/** What is told of models beside that, sentence for sentence (models/info.ts, models/catalogue). */
const NOTES = {
  'Its hash is not known: give its files with --from.': 'catalogue.note.files',
  'The catalogue has another version: pull it to have that.': 'catalogue.note.newer',
  'Its result’s name inside is not known for sure.': 'catalogue.note.result',
  'Its names inside are not known for sure: if they differ, add it as your own.':
    'catalogue.note.names',
  'Ask for 4 to 8 steps and a guidance of 1 to 2.': 'catalogue.note.steps',
} as const

const isNote = (text: string): text is keyof typeof NOTES => Object.hasOwn(NOTES, text)

/** A sentence that is not known stays as it is. */
export const noteWords = (note: string): string =>
  joinSentences(sentencesOf(note).map((one) => (isNote(one) ? say(NOTES[one]) : one)))

export const isKnownNote = (note: string): boolean => sentencesOf(note).every(isNote)

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=\.) (?=\p{Lu})/u)
