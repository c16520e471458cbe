/** The words the quality benchmark is written in: pictures, cases, engines, fills, scores. */
import type { Expansion, FillReport, Mask } from '@inlay/shared'

/** 8-bit RGB, interleaved; what every engine here takes and gives. */
export interface Rgb {
  readonly width: number
  readonly height: number
  readonly channels: 3
  readonly data: Uint8Array
}

export const FAMILIES = [
  'object',
  'thin',
  'medium',
  'thick',
  'text',
  'scratches',
  'border',
  'large',
  'free-form',
  'removal',
] as const

/** `free-form` and `removal` are masks that came with their set; the others are generated. */
export type Family = (typeof FAMILIES)[number]

export type GeneratedFamily = Exclude<Family, 'free-form' | 'removal'>

/** One photo of one set. */
export interface Picture {
  readonly set: string
  readonly name: string
  readonly load: () => Promise<Rgb>
  /** Families generated for it; `[]` when only the given mask makes sense. */
  readonly families: readonly GeneratedFamily[]
  readonly given?: GivenMask
  /** Fills by other programs that came with the set: engine id -> file. */
  readonly stored: Readonly<Record<string, string>>
}

export interface GivenMask {
  readonly path: string
  readonly blackIsHole: boolean
  /** False when the mask hides an object, so that what lies under it is not what should be there. */
  readonly truth: boolean
}

/** One hole to fill. */
export interface Case {
  /** `set/picture/family`. */
  readonly id: string
  readonly set: string
  readonly picture: string
  readonly family: Family
  readonly original: Rgb
  /** 255 in the hole, 0 elsewhere. */
  readonly hole: Mask
  /** `original` with the hole painted over, so that no engine can peek. */
  readonly input: Rgb
  readonly truth: boolean
  /** For `border`: the sides that are missing, in pixels. */
  readonly expand?: Expansion
  readonly stored: Readonly<Record<string, string>>
}

/** A finished fill, already pasted: equal to the original outside the hole. */
export interface Fill {
  readonly image: Rgb
  /** Wall time of the engine, ms; absent for stored results. */
  readonly ms?: number
  /** Wall time of everything around it too: mask, context, colour, seam (ours only). */
  readonly total?: number
  /** Milliseconds by stage (ours only). */
  readonly stages?: FillReport['times']
  /** Peak resident memory of the process that made it, bytes. */
  readonly peak?: number
}

export interface BenchEngine {
  readonly id: string
  readonly label: string
  /** Part of the cache key: program version and parameters. */
  readonly version: string
  /** Peers' fills are kept on disk; ours are always made anew. */
  readonly peer: boolean
  /** Undefined when it has nothing for this case (stored results). */
  fill(job: Case, seed: number): Promise<Fill | undefined>
  dispose?(): Promise<void>
}

/** What the fill scored; undefined where the measure has no meaning for the case. */
export interface Scores {
  readonly broken: boolean
  readonly perceptual: number | undefined
  readonly psnr: number | undefined
  readonly ssim: number | undefined
  readonly seam: number | undefined
  readonly colour: number | undefined
  readonly sharpness: number | undefined
}

/** One engine's fill of one case. */
export interface Outcome {
  readonly job: Pick<Case, 'id' | 'set' | 'picture' | 'family' | 'truth'>
  readonly engine: string
  readonly scores: Scores
  readonly ms: number | undefined
  readonly peak: number | undefined
}
