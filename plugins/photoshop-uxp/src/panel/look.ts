/** A coarse look at a running fill, laid where it belongs on the ground, or alone without one. */
import type { Extent } from '@inlay/shared'
import type { Job, Say } from '@inlay/shared/panel'
import { readTarget } from '../target.ts'
import { el, setAttribute, show } from './dom.ts'

export interface Look {
  readonly root: HTMLElement
  /** Undefined hides it. Whether there is one. */
  update(job: Job | undefined, hasGround: boolean): boolean
}

export const createLook = (say: Say): Look => {
  const root = el('img', { class: 'look gone', alt: say('ps.preview.look') })
  return {
    root,
    update: (job, hasGround) => {
      const index = job === undefined ? undefined : newestLook(job)
      const png = index === undefined ? undefined : job?.previews.get(index)
      show(root, png !== undefined)
      if (job === undefined || index === undefined || png === undefined) return false
      setAttribute(root, 'src', `data:image/png;base64,${png}`)
      const bounds = job.previewBounds.get(index)
      const canvas = canvasOf(job)
      const isLaid = hasGround && bounds !== undefined && canvas !== null
      root.classList.toggle('laid', isLaid)
      const part = (length: number, whole: number): string =>
        isLaid ? `${(length / whole) * 100}%` : ''
      root.style.left = part(bounds?.left ?? 0, canvas?.width ?? 1)
      root.style.top = part(bounds?.top ?? 0, canvas?.height ?? 1)
      root.style.width = part(bounds?.width ?? 1, canvas?.width ?? 1)
      root.style.height = part(bounds?.height ?? 1, canvas?.height ?? 1)
      return true
    },
  }
}

/** Of the variation that is made just now. */
const newestLook = ({ previews }: Job): number | undefined =>
  previews.size === 0 ? undefined : Math.max(...previews.keys())

/** What was sent, with what is added to it: the picture that looks are placed in. */
const canvasOf = (job: Job): Extent | null => {
  const target = readTarget(job.record.target)
  if (target === null) return null
  const { area, expand } = target
  const { left, top, right, bottom } = expand ?? { left: 0, top: 0, right: 0, bottom: 0 }
  return { width: left + area.width + right, height: top + area.height + bottom }
}
