/** One net: loaded when first run, run in turn with the others, a provider lower when a device fails it. */
import { InlayError } from '@inlay/shared'
import type { Device } from './device.ts'
import { type Held, type HeldTensors, TensorLost } from './held.ts'
import { type Exchanged, exchange, type Feeds, type Line } from './line.ts'
import { type GraphFiles, LoadAnswer, type TensorInfo } from './messages.ts'
import { type Provider, providerName } from './providers.ts'
import type { Tensor } from './tensors.ts'
import type { Turns } from './turns.ts'

/** An opened net. It may be closed and opened again behind the scenes; the caller never notices. */
export interface Net {
  readonly inputs: readonly TensorInfo[]
  readonly outputs: readonly TensorInfo[]
  /** Where the next run happens. */
  readonly provider: Provider
  /**
   * Sentences on where it runs and why not better, "Running on CPU because ...", that the user was
   * not told yet: each is given once, until something changes.
   */
  takeNotes(): Promise<readonly string[]>
  /**
   * All inputs in, the named outputs out. Out of memory or a crash on a graphics card is tried once
   * more on the next provider, which `takeNotes` then says.
   * @throws InlayError cancelled (within about a second) | out_of_memory | engine_failed | disk_full
   * @throws TensorLost when an input was kept in a process that has ended
   */
  run(
    inputs: Feeds,
    outputs: readonly string[],
    signal: AbortSignal,
  ): Promise<Record<string, Tensor>>
  /**
   * As `run`, but the outputs stay in the inference process, for other runs there. They are gone
   * when it ends; release each when it is needed no more.
   */
  runKeeping(
    inputs: Feeds,
    keep: readonly string[],
    signal: AbortSignal,
  ): Promise<Record<string, Held>>
  /** Gives its memory back; a later run opens it again. */
  close(): Promise<void>
}

/** What a net needs of the one who owns the processes. */
export interface NetHost {
  /** The process that runs now, or a new one. @throws InlayError interrupted */
  line(): Line
  readonly turns: Turns
  readonly held: HeldTensors<Line>
  readonly threads?: number | undefined
  readonly disposed: boolean
  /** Those of a device's standing notes that the user was not told yet. */
  tell(notes: readonly string[]): Promise<readonly string[]>
  /** Hears that a device failed a net, though its test had found it usable. */
  onDeviceFault(): void
}

/** A session of a process. */
interface Loaded extends LoadAnswer {
  readonly line: Line
}

/** @throws InlayError engine_unavailable | out_of_memory | engine_failed */
export const openNet = async (
  graph: GraphFiles,
  { usable, notes }: Pick<Device, 'usable' | 'notes'>,
  host: NetHost,
): Promise<Net> => {
  const steps: string[] = []
  let rung = 0
  let loading: Promise<Loaded> | undefined

  const load = async (): Promise<Loaded> => {
    const line = host.line()
    const answer = await line.send({
      type: 'load',
      graph,
      provider: usable[rung]!.provider,
      ...(host.threads !== undefined && { threads: host.threads }),
    })
    return { ...LoadAnswer.parse(answer), line }
  }
  const loaded = async (): Promise<Loaded> => {
    const there = await loading?.catch(() => undefined)
    if (there !== undefined && !there.line.child.gone) return there
    loading = load()
    return loading
  }
  /** Runs `work`; where the device may be at fault, once more a rung lower. */
  const onLadder = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        const next = usable[rung + 1]
        if (!isDeviceFault(error) || next === undefined || host.disposed) throw error
        if (!isOutOfMemory(error)) host.onDeviceFault()
        steps.push(stepDown(error, usable[rung]!.provider, next.provider))
        rung += 1
        loading = undefined
      }
    }
  }
  const perform = (
    inputs: Feeds,
    outputs: readonly string[],
    keep: readonly string[],
    signal: AbortSignal,
  ): Promise<Exchanged> =>
    host.turns.take(
      () =>
        onLadder(async () => {
          const { session, line } = await loaded()
          if (signal.aborted) throw new InlayError('cancelled')
          return exchange(line, host.held, { session, inputs, outputs, keep }, signal)
        }),
      signal,
    )

  const first = await host.turns.take(() => onLadder(loaded))
  return {
    inputs: first.inputs,
    outputs: first.outputs,
    get provider() {
      return usable[rung]!.provider
    },
    takeNotes: async () => [...(await host.tell(notes)), ...steps.splice(0)],
    run: async (inputs, outputs, signal) => (await perform(inputs, outputs, [], signal)).outputs,
    runKeeping: async (inputs, keep, signal) => (await perform(inputs, [], keep, signal)).kept,
    close: () =>
      host.turns.take(async () => {
        const there = await loading?.catch(() => undefined)
        loading = undefined
        if (there === undefined || there.line.child.gone) return
        await there.line
          .send({ type: 'unload', session: there.session })
          .catch((error: unknown) => {
            // With the process, the session is gone too.
            if (!there.line.child.gone) throw error
          })
      }),
  }
}

const isDeviceFault = (error: unknown): boolean =>
  error instanceof InlayError &&
  !(error instanceof TensorLost) &&
  (isOutOfMemory(error) || error.code === 'engine_failed')

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof InlayError && error.code === 'out_of_memory'

const stepDown = (error: unknown, from: Provider, to: Provider): string => {
  const why = isOutOfMemory(error) ? 'there was not enough memory' : 'the run failed'
  return `Ran on ${providerName(to)} because ${why} on ${providerName(from)}.`
}
