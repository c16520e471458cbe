/** Click to select: each click gives a better mask of the same thing, each one step back. */
import { createListeners, InlayError, type Selector } from '@inlay/shared'
import { client } from '../../companion.ts'
import type { Clicks, CreateClicks } from '../contract.ts'

type ClickPoint = Clicks['points'][number]

/** Points about one thing. */
interface Thing {
  /** The mask's state before it. */
  readonly base: number
  readonly points: readonly ClickPoint[]
  /** It is taken away from the mask. */
  readonly erase: boolean
}

export const createClicks: CreateClicks = ({ mask, bytes, onProblem }) => {
  /** By the state of the mask that they led to. */
  const things = new Map<number, Thing>()
  const listeners = createListeners()
  let selector: Promise<Selector<AbortSignal>> | undefined
  let running:
    | { readonly stop: AbortController; readonly thing: Thing; readonly at: number }
    | undefined
  let model: string | undefined
  const changed = (): void => {
    listeners.tell()
  }

  const open = (): Promise<Selector<AbortSignal>> => {
    selector ??= (async () => {
      const blob = await bytes()
      const image = new Uint8Array(await blob.arrayBuffer())
      return client.selector({ kind: 'encoded', part: 'image' }, image)
    })()
    // What could not be read may be read the next time.
    selector.catch(() => {
      selector = undefined
    })
    return selector
  }

  const present = (): Thing | undefined => running?.thing ?? things.get(mask.state)

  const select = async (thing: Thing, prompt: 'points' | 'subject'): Promise<void> => {
    running?.stop.abort()
    const stop = new AbortController()
    const mine = { stop, thing, at: mask.state }
    running = mine
    changed()
    try {
      const points = thing.points.map(({ x, y, label }) => ({ x, y, label }))
      const asked = prompt === 'subject' ? { subject: true } : { points }
      const { select: ask } = await open()
      const found = await ask({ ...asked, format: 'raw' }, { signal: stop.signal })
      if (running !== mine) return
      running = undefined
      model = found.report.model
      const { width, height } = found.report
      if (width !== mask.width || height !== mask.height) {
        throw new InlayError('reply_invalid', `Its mask is ${width}x${height}.`)
      }
      // Painted on meanwhile, the mask as it is now gets the selection.
      const onto = mask.state === mine.at ? thing.base : mask.state
      mask.unite(new Uint8Array(found.mask), { onto, erase: thing.erase })
      if (prompt === 'points') things.set(mask.state, { ...thing, base: onto })
    } catch (error) {
      if (running !== mine && stop.signal.aborted) return
      if (running === mine) running = undefined
      onProblem(error)
    } finally {
      changed()
    }
  }

  return {
    get isBusy() {
      return running !== undefined
    },
    get model() {
      return model
    },
    get points() {
      return present()?.points ?? []
    },
    click: (x, y, label) => {
      const before = present()
      const thing = before ?? { base: mask.state, points: [], erase: label === 'out' }
      // The first click of a thing says what it is, also when that is taken away.
      const inside = before === undefined || (label === 'in') !== thing.erase
      const point: ClickPoint = { x, y, label: inside ? 'in' : 'out' }
      void select({ ...thing, points: [...thing.points, point] }, 'points')
    },
    subject: () => void select({ base: mask.state, points: [], erase: false }, 'subject'),
    subscribe: listeners.subscribe,
  }
}
