/** One inference process with the two files its tensors go through, and a run's way there and back. */
import { rm } from 'node:fs/promises'
import type { ForkedChild } from '../system/child/fork-child.ts'
import { type Held, type HeldState, type HeldTensors, TensorLost } from './held.ts'
import { type Feed, type InferenceTask, RunAnswer } from './messages.ts'
import { afterTensor, openTensorFile, type TensorFile } from './tensor-file.ts'
import type { TensorSpool } from './tensor-spool.ts'
import type { Tensor } from './tensors.ts'

export interface Line {
  readonly child: ForkedChild
  /** @throws InlayError as the process names it; ChildGone */
  send(task: InferenceTask, signal?: AbortSignal): Promise<unknown>
  /** What a run takes and gives, in order; made with the first run. */
  files(): Promise<TensorFiles>
}

interface TensorFiles {
  readonly feeds: TensorFile
  readonly results: TensorFile
}

export const createLine = (
  child: ForkedChild,
  openSpool: () => Promise<TensorSpool>,
  send: Line['send'],
): Line => {
  let files: Promise<TensorFiles> | undefined

  const attach = async (): Promise<TensorFiles> => {
    const spool = await openSpool()
    const paths = [spool.next(), spool.next()] as const
    const [feeds, results] = [
      await openTensorFile(paths[0], 'wx+'),
      await openTensorFile(paths[1], 'wx+'),
    ]
    void child.exited.then(async () => {
      await Promise.allSettled([feeds.close(), results.close()])
      await spool.remove(paths)
    })
    await send({ type: 'attach', feeds: paths[0], results: paths[1] })
    // From now on they end with the two processes, however those end. Windows keeps the names.
    if (process.platform !== 'win32') await Promise.all(paths.map((path) => rm(path)))
    return { feeds, results }
  }

  return {
    child,
    send,
    files: () => {
      files ??= attach()
      return files
    },
  }
}

export type Feeds = Readonly<Record<string, Tensor | Held>>

export interface Exchange {
  readonly session: number
  readonly inputs: Feeds
  /** Outputs that come back. */
  readonly outputs: readonly string[]
  /** Outputs that stay. */
  readonly keep: readonly string[]
}

export interface Exchanged {
  readonly outputs: Record<string, Tensor>
  readonly kept: Record<string, Held>
  /** Milliseconds inside the runtime. */
  readonly ms: number
}

/** @throws InlayError what `send` throws; TensorLost; disk_full | file_unwritable */
export const exchange = async (
  line: Line,
  held: HeldTensors<Line>,
  { session, inputs, outputs, keep }: Exchange,
  signal: AbortSignal,
): Promise<Exchanged> => {
  const { feeds, results } = await line.files()
  const sent: Record<string, Feed> = {}
  const placed: (readonly [Tensor, number])[] = []
  const begun: HeldState<Line>[] = []
  let at = 0
  for (const [name, input] of Object.entries(inputs)) {
    const state = 'data' in input ? undefined : held.stateOf(input)
    if (state?.on === line) {
      sent[name] = { held: state.id }
      continue
    }
    const tensor = 'data' in input ? input : state?.tensor
    if (tensor === undefined) throw new TensorLost()
    placed.push([tensor, at])
    sent[name] = {
      type: tensor.type,
      shape: [...tensor.shape],
      at,
      ...(state !== undefined && { hold: state.id }),
    }
    if (state !== undefined) begun.push(state)
    at = afterTensor(at, tensor)
  }
  const ids = Object.fromEntries(keep.map((name) => [name, held.nextId()]))
  try {
    await feeds.write(placed)
    const task = { type: 'run' as const, session, inputs: sent, outputs: [...outputs], keep: ids }
    const answer = RunAnswer.parse(await line.send(task, signal))
    for (const state of begun) state.on = line
    const back: Record<string, Tensor> = {}
    for (const [name, place] of Object.entries(answer.outputs)) {
      back[name] = await results.read(place)
    }
    const kept = Object.entries(answer.kept).map(
      ([name, info]) => [name, held.kept(ids[name]!, info, line)] as const,
    )
    return { outputs: back, kept: Object.fromEntries(kept), ms: answer.ms }
  } finally {
    if (!line.child.gone) await Promise.all([feeds.trim(), results.trim()])
  }
}
