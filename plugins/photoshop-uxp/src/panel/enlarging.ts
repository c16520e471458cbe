/** One enlargement under way, apart from the queue of fills: it opens a document of its own. */
import { type InlayError, knownError, type Signal } from '@inlay/shared'
import type { Controller } from '@inlay/shared/panel'
import type { Session } from '../session.ts'
import { createStop } from '../stop.ts'

export interface Enlarging {
  readonly title: string
  /** `away`: the companion does not answer for now. */
  readonly state: 'running' | 'away' | 'done' | 'failed'
  /** 0..1; 0 while nothing is known. */
  readonly fraction: number
  readonly error: InlayError | undefined
}

export interface Enlarger {
  /** Resolves when it is over; what went wrong is told. */
  run(title: string, scale: number): Promise<void>
  cancel(): void
}

/** @param tell hears of every change; @param onTrouble of what it failed with */
export const createEnlarger = (
  session: Pick<Session<Signal>, 'upscale'>,
  tell: (enlarging: Enlarging) => void,
  onTrouble: (error: InlayError) => void,
): Enlarger => {
  let stop: Controller<Signal> | undefined
  return {
    run: async (title, scale) => {
      const controller = createStop()
      stop = controller
      let now: Enlarging = { title, state: 'running', fraction: 0, error: undefined }
      const change = (some: Partial<Enlarging>): void => {
        now = { ...now, ...some }
        tell(now)
      }
      change({})
      try {
        await session.upscale(scale, {
          signal: controller.signal,
          onProgress: (fraction) => change({ fraction }),
          onAway: (why) => change({ state: why === null ? 'running' : 'away' }),
        })
        change({ state: 'done', fraction: 1 })
      } catch (error) {
        const known = knownError(error)
        onTrouble(known)
        change({ state: 'failed', error: known })
      }
    },
    cancel: () => stop?.abort(),
  }
}
