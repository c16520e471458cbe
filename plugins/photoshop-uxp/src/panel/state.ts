/** What the panel shows and what it can be asked to do: the types between its parts. */
import type { InlayError, Language, Signal } from '@inlay/shared'
import type { Job, Link, LinkState, Queue, Say } from '@inlay/shared/panel'
import type { CommandId } from '../commands.ts'
import type { DocumentLook, Placed } from '../host/host.ts'
import type { SelfTest } from '../transport.ts'
import type { Enlarging } from './enlarging.ts'
import type { Settings } from './settings.ts'

export type View =
  | { readonly at: 'edit' }
  | { readonly at: 'job'; readonly id: string }
  | { readonly at: 'enlarging' }

/** Something went wrong beside a job's own course, and what may be done about it. */
export interface Trouble {
  readonly error: InlayError
  /** The job it is about; absent for the document in front. */
  readonly jobId?: string
  /** How it was placed, when that is what went wrong: what helps is added to it. */
  readonly how?: PlaceHow
}

export interface PlaceHow {
  /** Although the document has another size. */
  readonly anyway?: boolean
  /** In this document, not in the one it was asked for. */
  readonly documentId?: number
}

export interface PanelState {
  readonly link: LinkState
  readonly document: DocumentLook | null
  readonly settings: Settings
  /** That the panel speaks. */
  readonly language: Language
  readonly view: View
  readonly jobs: readonly Job[]
  /** By job: `data:` URLs of the variations, made as they are looked at; of ORIGINAL and GROUND too. */
  readonly pictures: ReadonlyMap<string, ReadonlyMap<number, string>>
  /** By job: where it was placed. */
  readonly placed: ReadonlyMap<string, Placed>
  readonly enlarging: Enlarging | undefined
  readonly busy: 'placing' | 'selecting' | 'converting' | undefined
  /** The job that is being placed, and how far that is, 0..1. */
  readonly placing: { readonly id: string; readonly fraction: number } | undefined
  readonly trouble: Trouble | undefined
  /** What was tried to reach the companion, while it is missing. */
  readonly way: SelfTest | undefined
}

/** Why the main button would do nothing. */
export type Obstacle = 'document' | 'selection' | 'mode' | 'artboards'

export interface Panel {
  readonly state: PanelState
  /** In `state.language`. */
  readonly say: Say
  subscribe(heard: () => void): () => void
  readonly link: Link<Signal>
  readonly queue: Queue<Signal>
  set(settings: Partial<Settings>): void
  /** Null when the main button would do something. */
  obstacle(): Obstacle | null
  run(): void
  /** The same fill with other seeds. */
  more(jobId: string): void
  canRepeat(jobId: string): boolean
  view(view: View): void
  apply(jobId: string, how?: PlaceHow): Promise<void>
  /** Calls off what is being placed; the result is kept. */
  cancelPlacing(): void
  discard(jobId: string): void
  /** Another variation: of the preview, or of what was placed. */
  step(jobId: string, by: 1 | -1): Promise<void>
  selectSubject(): Promise<void>
  convert(): Promise<void>
  /** Places a result in an RGB duplicate of the document that has become CMYK or the like. */
  applyConverted(jobId: string, how?: PlaceHow): Promise<void>
  cancelEnlarging(): void
  command(id: CommandId): Promise<void>
  dropTrouble(): void
}

/** The original among a job's pictures, and the ground on which a running fill's looks are laid. */
export const ORIGINAL = -1
export const GROUND = -2
