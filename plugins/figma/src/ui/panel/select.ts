/** Click to select: the companion's masks onto the picture in hand. */
import { InlayError, type SegmentPromptInput } from '@inlay/shared'
import type { Link } from '@inlay/shared/panel'
import { wholeImage } from '../needed.ts'
import type { Work } from '../works.ts'
import type { Pictures } from './pictures.ts'
import type { Panel, Store } from './state.ts'

export const createSelecting = (
  store: Store,
  pictures: Pictures,
  link: Link<AbortSignal>,
): Pick<Panel, 'click' | 'selectSubject'> => {
  const select = async (prompt: SegmentPromptInput, work: Work): Promise<void> => {
    const client = link.client()
    if (client === undefined) return
    const { capture, doc } = work
    store.change({ isSelecting: true })
    try {
      const selector =
        work.selector ??
        client.selector({ kind: 'encoded', part: 'image' }, await wholeImage(capture))
      const { mask } = await selector.select({ ...prompt, format: 'raw' })
      const now = pictures.inHand()
      const isShown = now?.source.id === work.source.id
      // It has changed meanwhile: this is no mask of it any more.
      if (isShown && now.doc !== doc) return
      doc.add({ kind: 'select', mask })
      const points = prompt.points === undefined ? [] : work.points
      if (isShown && now.capture === capture) pictures.replace({ ...now, selector, points })
      // Where another picture is shown by now, for when this one is looked at again.
      pictures.touched(work)
    } catch (error) {
      if (!(error instanceof InlayError)) throw error
      link.report(error)
      store.warn({ error: error.code, part: 'message' }, { error: error.code, part: 'next' })
    } finally {
      store.change({ isSelecting: false })
    }
  }

  return {
    click: async (x, y, label) => {
      const work = pictures.inHand()
      if (work === undefined || store.state.isSelecting) return
      const points = [...work.points, { x, y, label }]
      if (!points.some((point) => point.label === 'in')) return
      await select({ points }, { ...work, points })
    },
    selectSubject: async () => {
      const work = pictures.inHand()
      if (work !== undefined && !store.state.isSelecting) await select({ subject: true }, work)
    },
  }
}
