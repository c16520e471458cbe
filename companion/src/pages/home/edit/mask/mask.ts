/** A mask as the page holds it: which state it is in, what comes back and forth; its worker paints. */
import {
  type Bounds,
  boundsUnion,
  createListeners,
  expected,
  InlayError,
  type Mask,
  strokeBounds,
} from '@inlay/shared'
import { askWorker } from '../ask-worker.ts'
import type { CreateMask, EditMask } from '../contract.ts'
import MaskWorker from './mask-worker.ts?worker'
import type { Made, Question, Step, ToMask } from './messages.ts'

/** Steps that can be taken back. */
const MOST_STEPS = 200

export const createMask: CreateMask = async (extent, from) => {
  const { width, height } = extent
  const { ask, tell, close } = askWorker<Question, ToMask, Made>(new MaskWorker(), (made) => {
    boxes.set(made.state, made.bounds)
    if (made.state === state()) changed(NOTHING)
  })
  const boxes = new Map<number, Bounds | null>()
  const listeners = createListeners<[where?: Bounds]>()
  /** States that can be gone back and forth to. */
  let line: readonly number[] = [0]
  let at = 0
  let states = 1
  /** A stroke that is going on: its state, and what it has covered. */
  let stroke: { readonly state: number; readonly box: Bounds; readonly erase: boolean } | undefined
  let [grow, feather] = [from?.grow ?? 0, from?.feather ?? 0]

  const state = (): number => stroke?.state ?? line[at] ?? 0
  const changed = (where?: Bounds): void => {
    listeners.tell(where)
  }
  const forget = (gone: readonly number[]): void => {
    if (gone.length === 0) return
    for (const one of gone) boxes.delete(one)
    tell({ type: 'forget', states: gone })
  }
  const send = (base: number, to: number, step: Step): void =>
    tell({ type: 'step', from: base, to, step }, step.kind === 'unite' ? [step.mask.buffer] : [])
  /** Makes a state the present one; what had been taken back is gone. */
  const enter = (next: number): void => {
    forget(line.slice(at + 1))
    const kept = [...line.slice(0, at + 1), next]
    forget(kept.slice(0, -MOST_STEPS - 1))
    line = kept.slice(-MOST_STEPS - 1)
    at = line.length - 1
  }
  const add = (step: Step, where?: Bounds): void => {
    dropStroke()
    const [base, next] = [state(), states++]
    send(base, next, step)
    enter(next)
    changed(where)
  }
  const dropStroke = (): void => {
    if (stroke === undefined) return
    const { state: gone, box } = stroke
    stroke = undefined
    forget([gone])
    changed(box)
  }
  const go = (to: number): void => {
    dropStroke()
    if (line[to] === undefined) return
    at = to
    changed()
  }

  const mask: EditMask = {
    width,
    height,
    get state() {
      return state()
    },
    get bounds() {
      return boxes.get(state())
    },
    get isEmpty() {
      const known = boxes.get(state())
      if (known !== undefined) return known === null
      // Not looked at yet: a stroke has covered something, unless it takes away.
      return stroke === undefined ? at === 0 : stroke.erase
    },
    get canUndo() {
      return at > 0
    },
    get canRedo() {
      return at < line.length - 1
    },
    get grow() {
      return grow
    },
    get feather() {
      return feather
    },
    setGrow: (pixels) => {
      grow = pixels
      changed()
    },
    setFeather: (pixels) => {
      feather = pixels
      changed()
    },
    undo: () => go(at - 1),
    redo: () => go(at + 1),
    clear: () => add({ kind: 'uniform', value: 0 }),
    selectAll: () => add({ kind: 'uniform', value: 255 }),
    invert: () => add({ kind: 'invert' }),
    outline: (outline) => add({ kind: 'outline', outline }),
    unite: (given, { onto, erase = false } = {}) => {
      const step = { kind: 'unite', mask: given, erase } as const
      const back = onto === undefined ? -1 : line.indexOf(onto)
      if (back < 0 || back === at) {
        add(step)
        return
      }
      // Made of an earlier state, yet one step after the present one.
      const next = states++
      send(line[back] ?? 0, next, step)
      enter(next)
      changed()
    },
    paint: (whole, painted) => {
      const base = state()
      const next = stroke?.state ?? states++
      const before = Math.max(0, painted - 1)
      const box = strokeBounds(whole, painted)
      if (box === null) return null
      const covered = stroke === undefined ? box : boundsUnion(stroke.box, box)
      stroke = { state: next, box: covered, erase: whole.erase }
      send(base, next, {
        kind: 'stroke',
        stroke: { ...whole, points: whole.points.slice(before) },
        painted: painted - before,
      })
      changed(box)
      return box
    },
    add: () => {
      if (stroke === undefined) return
      const { state: made, box } = stroke
      stroke = undefined
      enter(made)
      changed(box)
    },
    dropStroke,
    subscribe: listeners.subscribe,
    look: async (look) => {
      const seen = await ask({ ask: 'look', look: { ...look, state: state(), grow, feather } })
      if (!(seen instanceof ImageBitmap)) throw new InlayError('reply_invalid', 'It is no bitmap.')
      return seen
    },
    toPng: async (signal) => {
      const png = await ask({ ask: 'png', state: state() })
      signal?.throwIfAborted()
      if (!(png instanceof Blob)) throw new InlayError('reply_invalid', 'It is no file.')
      return png
    },
    read: async (file) => {
      const found = await ask({ ask: 'read', file }).catch((cause: unknown) => {
        throw new InlayError('mask_unreadable', undefined, { cause })
      })
      if (!isMask(found)) throw new InlayError('reply_invalid', 'It is no mask.')
      if (found.width !== width || found.height !== height) {
        const [wanted, given] = [extent, found].map((one) => `${one.width} x ${one.height}`)
        throw new InlayError('mask_size_mismatch', expected(`${wanted} pixels`, 'the mask', given))
      }
      return new Uint8Array(found.data)
    },
    close,
  }

  await ask({ ask: 'open', extent: { width, height }, ...(from && { png: from.png }) })
  return mask
}

const isMask = (found: unknown): found is Mask =>
  typeof found === 'object' && found !== null && 'data' in found

/** Nothing was drawn anew; only what is known of the mask has changed. */
const NOTHING: Bounds = { left: 0, top: 0, width: 0, height: 0 }
