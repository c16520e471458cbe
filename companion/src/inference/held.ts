/** Tensors that stay in the inference process from one run to the next, referred to by number. */
import { InlayError } from '@inlay/shared'
import type { Tensor, TensorType } from './tensors.ts'

/** Give it to any net's run in place of a tensor. */
export interface Held {
  readonly type: TensorType
  readonly shape: readonly number[]
  /** Lets the process forget it; it cannot be given to a run any more. */
  release(): void
}

/** A tensor was only in a process that has ended: whatever made it has to run again. */
export class TensorLost extends InlayError {
  constructor() {
    super('engine_failed', 'A tensor kept in the inference process was lost with it.')
  }
}

/** What is known of a held tensor; `Place` is the process that has it. */
export interface HeldState<Place> {
  readonly id: number
  /** Undefined of one that was made there. */
  readonly tensor: Tensor | undefined
  on: Place | undefined
}

export interface HeldTensors<Place> {
  nextId(): number
  /** One that is sent when first needed, and again to a new process. */
  hold(tensor: Tensor): Held
  /** One that was made in `on` and is known there as `id`. */
  kept(id: number, info: Pick<Tensor, 'type' | 'shape'>, on: Place): Held
  /** @throws InlayError internal for one that was released */
  stateOf(held: Held): HeldState<Place>
}

/** @param drop tells a process to forget these */
export const createHeldTensors = <Place>(
  drop: (on: Place, ids: readonly number[]) => void,
): HeldTensors<Place> => {
  const states = new WeakMap<Held, HeldState<Place>>()
  let dropping = new Map<Place, number[]>()
  let last = 0

  /** A step releases many at once: one message for all of them. */
  const dropSoon = (on: Place, id: number): void => {
    if (dropping.size === 0) {
      queueMicrotask(() => {
        const all = dropping
        dropping = new Map()
        for (const [place, ids] of all) drop(place, ids)
      })
    }
    dropping.set(on, [...(dropping.get(on) ?? []), id])
  }

  const add = ({ type, shape }: Pick<Tensor, 'type' | 'shape'>, state: HeldState<Place>): Held => {
    const held: Held = {
      type,
      shape,
      release: () => {
        if (states.delete(held) && state.on !== undefined) dropSoon(state.on, state.id)
      },
    }
    states.set(held, state)
    return held
  }

  const nextId = (): number => {
    last += 1
    return last
  }

  return {
    nextId,
    hold: (tensor) => add(tensor, { id: nextId(), tensor, on: undefined }),
    kept: (id, info, on) => add(info, { id, tensor: undefined, on }),
    stateOf: (held) => {
      const state = states.get(held)
      if (state === undefined) throw new InlayError('internal', 'A released tensor was used.')
      return state
    },
  }
}
