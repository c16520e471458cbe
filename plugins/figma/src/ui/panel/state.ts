/** What the panel knows and what can be done with it: all that its views see. */
import { createListeners, type Language, type Margins } from '@inlay/shared'
import type { Job, Link, LinkState, PanelSettings, Queue, Sentence } from '@inlay/shared/panel'
import type { Placed, Selection } from '../../messages.ts'
import type { Start } from '../host.ts'
import type { Results } from '../results.ts'
import type { Work } from '../works.ts'

/** A line at the bottom that goes away by itself. */
export interface Toast {
  readonly tone: 'info' | 'warning'
  readonly sentences: readonly Sentence[]
}

/** The result could not go where it belongs; it may go on the page. */
export interface Misplaced {
  readonly jobId: string
  readonly sentence: Sentence
}

export type View = { readonly at: 'edit' } | { readonly at: 'job'; readonly id: string }

export interface PanelState {
  readonly start: Start
  readonly language: Language
  /** Null where the browser is followed. */
  readonly languageChoice: Language | null
  readonly link: LinkState
  readonly selection: Selection
  readonly placed: Placed | undefined
  readonly settings: PanelSettings
  readonly view: View
  /** Index of the picture that is shown, of `selection.sources`. */
  readonly current: number
  /** Of the picture that is shown; a sentence when it cannot be read, null while it is being read. */
  readonly work: Work | Sentence | null
  readonly jobs: readonly Job[]
  /** By job: what came back, once fetched. */
  readonly results: ReadonlyMap<string, Results>
  /** By job: why the host refused it. */
  readonly refusals: ReadonlyMap<string, Sentence>
  readonly applying: string | undefined
  readonly misplaced: Misplaced | undefined
  readonly isSelecting: boolean
  readonly toast: Toast | undefined
  /** Counts changes of the painted mask, which is changed in place. */
  readonly painted: number
  /** Ids of the pictures that are painted or clicked upon. */
  readonly paintedIds: ReadonlySet<string>
}

/** Holds the state, and tells of each change. */
export interface Store {
  readonly state: PanelState
  change(next: Partial<PanelState>): void
  /** Calls `heard` after each change, until the answer is called. */
  subscribe(heard: () => void): () => void
  warn(...sentences: Sentence[]): void
}

export const createStore = (first: PanelState): Store => {
  let state = first
  const listeners = createListeners()
  const change = (next: Partial<PanelState>): void => {
    state = { ...state, ...next }
    listeners.tell()
  }
  return {
    get state() {
      return state
    },
    change,
    subscribe: listeners.subscribe,
    warn: (...sentences) => change({ toast: { tone: 'warning', sentences } }),
  }
}

export interface Panel {
  readonly state: PanelState
  subscribe(heard: () => void): () => void
  readonly link: Link<AbortSignal>
  readonly queue: Queue<AbortSignal>
  /** Pictures as they were when a job was started: to lay results over. */
  workOf(jobId: string): Work | undefined
  set(settings: Partial<PanelSettings>): void
  /** @param choice null follows the browser */
  speak(choice: Language | null): void
  show(index: number): void
  /** The mask that is painted has changed. */
  touched(): void
  clearMask(): void
  undo(isRedo: boolean): void
  setMargins(margins: Margins): void
  click(x: number, y: number, label: 'in' | 'out'): Promise<void>
  selectSubject(): Promise<void>
  run(): void
  /** The same fill with other seeds; nothing where it is no longer known what it was. */
  more(jobId: string): void
  canRepeat(jobId: string): boolean
  /** The same fill as the placed result's, with other seeds. */
  morePlaced(): void
  view(view: View): void
  apply(jobId: string, onPage?: boolean): Promise<void>
  /** All results that are there, one step of undo each; stops at one that cannot be placed. */
  applyAll(): Promise<void>
  /** @param isKept the companion keeps it in its history */
  discard(jobId: string, isKept?: boolean): void
  switchTo(index: number): Promise<void>
  /** Takes up the placed result's picture, mask and settings again. */
  redo(): void
  dropToast(): void
  openUrl(url: string): void
  resize(width: number, height: number): void
}
