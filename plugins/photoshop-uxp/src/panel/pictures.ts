/** The pictures that a panel shows of its fills, made as they are looked at. */
import type { Signal } from '@inlay/shared'
import { isUnderWay, type Job } from '@inlay/shared/panel'
import type { Session } from '../session.ts'
import { GROUND, ORIGINAL, type PanelState } from './state.ts'

/** Longest side, in pixels. */
const SIDE = 640

type Pictures = PanelState['pictures']

export interface PicturesContext {
  readonly session: Pick<Session<Signal>, 'preview'>
  readonly state: () => PanelState
  readonly change: (pictures: Pictures) => void
  /** A picture could not be made. */
  readonly onTrouble: (error: unknown, jobId: string) => void
}

export interface PictureMaker {
  /** Sees that what is looked at of a job has its picture. */
  show(job: Job | undefined): Promise<void>
  forget(id: string): void
}

export const createPictures = (context: PicturesContext): PictureMaker => {
  const { session, state, change, onTrouble } = context
  const making = new Set<string>()

  const has = (id: string, index: number): boolean => state().pictures.get(id)?.has(index) === true

  const make = async (id: string, index: number, what: number | 'before' | 'ground') => {
    const key = `${id} ${index}`
    if (making.has(key) || has(id, index)) return
    making.add(key)
    try {
      const url = await session.preview(id, what, SIDE)
      // It may have been discarded meanwhile.
      if (!state().jobs.some(({ record }) => record.id === id)) return
      const all = new Map([...(state().pictures.get(id) ?? []), [index, url] as const])
      change(new Map([...state().pictures, [id, all]]))
    } finally {
      making.delete(key)
    }
  }

  return {
    show: async (job) => {
      if (job === undefined) return
      const { id } = job.record
      if (isUnderWay(job)) {
        if (job.state === 'preparing' || job.isFound) return
        // Photoshop may be at something else just now: looks come without their surroundings then.
        await make(id, GROUND, 'ground').catch(() => {})
        return
      }
      if (job.state !== 'done') return
      try {
        await make(id, job.chosen, job.chosen)
        // The document of an earlier life may be away.
        await make(id, ORIGINAL, 'before').catch((error) => {
          if (!job.isFound) throw error
        })
      } catch (error) {
        onTrouble(error, id)
      }
    },
    forget: (id) => {
      const left = new Map(state().pictures)
      left.delete(id)
      change(left)
    },
  }
}
