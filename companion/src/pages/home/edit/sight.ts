/** What is shown: the line's picture where one stands, with a mask of its size to paint on. */
import type { Client, Extent } from '@inlay/shared'
import { NO_MARGINS } from '@inlay/shared/studio'
import type { EditMask, OpenedPicture } from './contract.ts'
import type { Core } from './core.ts'
import { keepLine } from './line/kept.ts'
import { type EditLine, extentAt } from './line/line.ts'
import { createPictureBook, type PictureBook } from './line/pictures.ts'
import { createMask } from './mask/mask.ts'
import { type EditState, shownLine } from './state.ts'
import { createClicks } from './tools/clicks.ts'

export interface Sight {
  /** The open line's pictures. */
  readonly book: PictureBook | undefined
  /** Shows another picture and its line, and lets go of the one before. */
  open(
    original: OpenedPicture,
    line: EditLine,
    next?: Partial<EditState>,
    painted?: (extent: Extent) => Promise<EditMask>,
  ): Promise<void>
  /** Shows nothing any more. */
  close(): void
  /**
   * Shows the line where it stands: its picture, nothing compared, and an empty mask or the one that
   * `painted` gives. Nothing changes before all of it is there, nor when something else is shown by then.
   */
  show(next?: Partial<EditState>, painted?: (extent: Extent) => Promise<EditMask>): Promise<void>
  /** Shows this line and keeps it for the next visit. */
  settle(line: EditLine, painted?: (extent: Extent) => Promise<EditMask>): Promise<void>
  /** What is painted already, where it fits: only the picture under it changes. */
  sameMask(extent: Extent): Promise<EditMask>
  /** Keeps the line for the next visit. */
  keep(line: EditLine): void
}

/** Milliseconds after which what was shown before is surely off the screen. */
const OFF_SCREEN = 1000

export const createSight = (core: Core, client: Client<AbortSignal>, storage: Storage): Sight => {
  let book: PictureBook | undefined
  /** Counts what is shown, so that a picture fetched for an earlier sight is not shown late. */
  let sight = 0
  let unheard: () => void = () => {}

  const keep = (line: EditLine): void => keepLine(storage, line)

  const withMask = (mask: EditMask | undefined, line?: EditLine): void => {
    const pictures = book
    unheard()
    if (core.state.mask !== mask) core.state.mask?.close()
    const clicks =
      mask === undefined || line === undefined || pictures === undefined
        ? undefined
        : createClicks({
            mask,
            bytes: () => pictures.fileAt(line, line.at),
            onProblem: core.complain,
          })
    const both = [mask, clicks].map((one) => one?.subscribe(() => core.change({})))
    unheard = () => {
      for (const stop of both) stop?.()
    }
    core.change({ mask, clicks })
  }

  const letGoLater = (mine: number): void => {
    setTimeout(() => {
      const { line, redo } = core.state
      if (mine === sight) book?.keepOnly([line, redo?.draft].flatMap((one) => one ?? []))
    }, OFF_SCREEN)
  }

  const show: Sight['show'] = async (next = {}, painted = createMask) => {
    const line = shownLine({ ...core.state, ...next })
    if (line === undefined || book === undefined) return
    const mine = ++sight
    const extent = extentAt(line, line.at)
    // Everything changes at once: what is said of a picture is said of the one that is seen.
    const [picture, mask] = await Promise.all([book.pictureAt(line, line.at), painted(extent)])
    if (mine !== sight) {
      if (mask !== core.state.mask) mask.close()
      return
    }
    withMask(mask, line)
    core.change({ ...next, picture, compare: undefined, held: undefined, looks: [] })
    letGoLater(mine)
  }

  return {
    get book() {
      return book
    },
    open: async (original, line, next, painted) => {
      const before = book
      book = createPictureBook(client, original)
      const fresh = { redo: undefined, margins: NO_MARGINS, isGrid: false, problem: undefined }
      await show({ at: 'open', original, line, ...fresh, ...next }, painted)
      before?.close()
    },
    close: () => {
      sight += 1
      core.change({ at: 'empty', original: undefined, line: undefined, picture: undefined })
      core.change({ redo: undefined, compare: undefined, held: undefined, looks: [] })
      withMask(undefined)
      book?.close()
      book = undefined
    },
    show,
    settle: (line, painted) => {
      keep(line)
      return show({ line, redo: undefined, margins: NO_MARGINS }, painted)
    },
    sameMask: async ({ width, height }) => {
      const { mask } = core.state
      return mask?.width === width && mask.height === height ? mask : createMask({ width, height })
    },
    keep,
  }
}
