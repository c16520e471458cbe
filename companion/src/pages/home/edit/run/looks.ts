/** Previews of a running fill as layers: the newest of each variation, decoded once. */
import type { Point } from '@inlay/shared'
import { isUnderWay, type Job } from '@inlay/shared/panel'
import type { Layer } from '../contract.ts'

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

export interface Looks {
  /** @param shift from the picture the job makes to the one that is shown */
  of(job: Job, shift: Point): Promise<void>
}

/** @param found told of the one layer to draw: variations lie in the same place */
export const createLooks = (found: (looks: readonly Layer[]) => void): Looks => {
  let shown: string | undefined
  return {
    of: async (job, { x, y }) => {
      const [index, png] = [...job.previews].at(-1) ?? []
      const bounds = index === undefined ? undefined : job.previewBounds.get(index)
      if (png === undefined || bounds === undefined || png === shown || !isUnderWay(job)) return
      shown = png
      const source = await createImageBitmap(new Blob([bytesOf(png)], { type: 'image/png' }))
      // A newer one has overtaken it.
      if (shown === png)
        found([{ source, bounds: { ...bounds, left: bounds.left + x, top: bounds.top + y } }])
      else source.close()
    },
  }
}
