/** The playground's state and how it changes: what every part of the editor stands on. */
import { createListeners, knownError } from '@inlay/shared'
import { NO_MARGINS } from '@inlay/shared/studio'
import { keptSettings } from './run/settings.ts'
import type { EditState } from './state.ts'

export interface Core {
  readonly state: EditState
  change(next: Partial<EditState>): void
  subscribe(heard: () => void): () => void
  /** Shows what went wrong; what was called off went as it should. */
  complain(error: unknown): void
  /** Does something and shows what goes wrong with it. */
  attempt(work: () => Promise<void>): Promise<void>
}

const begun = (storage: Pick<Storage, 'getItem'>): EditState => ({
  at: 'restoring',
  original: undefined,
  line: undefined,
  picture: undefined,
  mask: undefined,
  settings: keptSettings(storage),
  engines: [],
  margins: NO_MARGINS,
  tool: 'brush',
  brush: { size: 48, hardness: 0.8 },
  clicks: undefined,
  job: undefined,
  looks: [],
  redo: undefined,
  replay: undefined,
  compare: undefined,
  held: undefined,
  split: 0.5,
  isGrid: false,
  recents: [],
  problem: undefined,
})

export const createCore = (storage: Pick<Storage, 'getItem'>): Core => {
  const listeners = createListeners()
  let state = begun(storage)
  const change: Core['change'] = (next) => {
    state = { ...state, ...next }
    listeners.tell()
  }
  const complain: Core['complain'] = (error) => {
    const problem = knownError(error)
    if (problem.code !== 'cancelled') change({ problem })
  }
  return {
    get state() {
      return state
    },
    change,
    subscribe: listeners.subscribe,
    complain,
    attempt: async (work) => {
      try {
        await work()
      } catch (error) {
        complain(error)
      }
    },
  }
}
