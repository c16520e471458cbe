/** One net: loaded when first run, run in turn with the others, a provider lower when a device fails it. */
import { InlayError } from '@inlay/shared'
import { orCancelled } from '../system/or-cancelled.ts'
import type { Device } from './device.ts'
import { type Held, type HeldTensors, TensorLost } from './held.ts'
import { type Exchange, type Exchanged, exchange, type Feeds, type Line } from './line.ts'
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
  /**
   * Does `work` with the largest of `tiers` (tile sizes, say) that memory has been enough for so far.
   * When it is not, `work` is done anew with the next one, once, and stays there; only then does
   * `run` go to a lower provider. `takeNotes` says so.
   * @param tiers largest first, at least one
   * @throws InlayError out_of_memory, and whatever `work` throws
   */
  shrinking<Tier, Answer>(
    tiers: readonly Tier[],
    work: (tier: Tier, run: Net['run']) => Promise<Answer>,
  ): Promise<Answer>
  /**
   * Runs it once with `inputs`, whose values do not matter, so that the first run of these shapes is
   * as fast as the others: cuDNN tries its ways through each new one. Nothing on a processor, where
   * nothing is gained; nothing while a run works or waits. Never rejects.
   */
  warm(inputs: Feeds, outputs: readonly string[]): Promise<void>
  /** Gives its memory back; a later run opens it again. */
  close(): Promise<void>
}

export interface NetOptions {
  /** Bytes it is known to need, roughly, with its largest tiles. */
  readonly needs?: number | undefined
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
  /** Bytes of memory where a provider runs; undefined where nobody tells. */
  room(provider: Provider): Promise<Room | undefined>
  /** Hears that a device failed a net, though its test had found it usable. */
  onDeviceFault(): void
}

export interface Room {
  readonly total: number
  readonly free: number
}

/** A session of a process. */
interface Loaded extends LoadAnswer {
  readonly line: Line
  /** Shapes of the runs it has had. */
  readonly warmed: Set<string>
}

/** @throws InlayError engine_unavailable | out_of_memory | engine_failed */
export const openNet = async (
  graph: GraphFiles,
  { usable, notes }: Pick<Device, 'usable' | 'notes'>,
  host: NetHost,
  { needs }: NetOptions = {},
): Promise<Net> => {
  const steps: string[] = []
  let rung = 0
  /** Of the tiers `shrinking` is given. */
  let tier = 0
  /** Memory would do, if others had not taken some of it. */
  let isTight = false
  let loading: Promise<Loaded> | undefined
  /** Where it is loaded. */
  let line: Line | undefined

  const load = async (): Promise<Loaded> => {
    const on = host.line()
    const answer = await on.send({
      type: 'load',
      graph,
      provider: usable[rung]!.provider,
      ...(host.threads !== undefined && { threads: host.threads }),
    })
    line = on
    return { ...LoadAnswer.parse(answer), line: on, warmed: new Set() }
  }
  const loaded = async (): Promise<Loaded> => {
    const there = await loading?.catch(() => undefined)
    if (there !== undefined && !there.line.child.gone) return there
    loading = load()
    return loading
  }
  const unload = async (): Promise<void> => {
    const there = await loading?.catch(() => undefined)
    loading = undefined
    line = undefined
    if (there === undefined || there.line.child.gone) return
    await there.line.send({ type: 'unload', session: there.session }).catch((error: unknown) => {
      // With the process, the session is gone too.
      if (!there.line.child.gone) throw error
    })
  }
  /** Where to go on after a fault; a card's memory is no larger by another way to it. */
  const rungBelow = (error: unknown): number | undefined => {
    const below = usable.findIndex(
      ({ provider }, i) => i > rung && (provider === 'cpu' || !isOutOfMemory(error)),
    )
    return below < 0 ? undefined : below
  }
  /** Runs `work`; where the device may be at fault, once more a rung lower. */
  const onLadder = async <T>(work: () => Promise<T>, mayShrink = false): Promise<T> => {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!isDeviceFault(error) || host.disposed) throw error
        // What a session has taken once it keeps: the next try needs that memory.
        await unload()
        const below = rungBelow(error)
        if (below === undefined || (mayShrink && isOutOfMemory(error))) throw error
        if (!isOutOfMemory(error)) host.onDeviceFault()
        steps.push(stepDown(error, usable[rung]!.provider, usable[below]!.provider))
        rung = below
      }
    }
  }
  const perform = async (
    { inputs, outputs, keep }: Omit<Exchange, 'session'>,
    signal: AbortSignal,
    mayShrink = false,
  ): Promise<Exchanged> => {
    // Nothing interrupts a loading; whoever comes next finds it done.
    if (line === undefined || line.child.gone) {
      await orCancelled(
        signal,
        host.turns.take(() => onLadder(loaded, mayShrink), signal),
      )
    }
    return host.turns.take(
      () =>
        onLadder(async () => {
          const there = await loaded()
          if (signal.aborted) throw new InlayError('cancelled')
          const task = { session: there.session, inputs, outputs, keep }
          const answer = await exchange(there.line, host.held, task, signal)
          there.warmed.add(shapesOf(inputs))
          return answer
        }, mayShrink),
      signal,
    )
  }
  const runWith =
    (mayShrink: boolean): Net['run'] =>
    async (inputs, outputs, signal) =>
      (await perform({ inputs, outputs, keep: [] }, signal, mayShrink)).outputs

  const shrink = (): void => {
    tier += 1
    const where = providerName(usable[rung]!.provider)
    steps.push(`Worked in smaller pieces because there was not enough memory on ${where}.`)
  }

  /** Begins lower where it is known beforehand that memory will not do. */
  const begin = async (): Promise<void> => {
    const { provider } = usable[rung]!
    const room = needs === undefined ? undefined : await host.room(provider)
    if (needs === undefined || room === undefined) return
    isTight = room.free < needs
    if (room.total >= needs) return
    const below = usable.findIndex((one, i) => i > rung && one.provider === 'cpu')
    const has = `${gigabytes(needs)} are needed and there are ${gigabytes(room.total)}`
    if (below < 0) throw new InlayError('out_of_memory', `About ${has}.`)
    steps.push(`Running on CPU because about ${has} on ${providerName(provider)}.`)
    rung = below
    await begin()
  }

  const first = await host.turns.take(async () => {
    await begin()
    return onLadder(loaded)
  })
  return {
    inputs: first.inputs,
    outputs: first.outputs,
    get provider() {
      return usable[rung]!.provider
    },
    takeNotes: async () => [...(await host.tell(notes)), ...steps.splice(0)],
    run: runWith(false),
    runKeeping: async (inputs, keep, signal) =>
      (await perform({ inputs, outputs: [], keep }, signal)).kept,
    shrinking: async (tiers, work) => {
      const last = tiers.length - 1
      if (isTight && tier < last) shrink()
      isTight = false
      const at = Math.min(tier, last)
      try {
        return await work(tiers[at]!, runWith(at < last))
      } catch (error) {
        if (at === last || !isOutOfMemory(error)) throw error
        // Others that worked meanwhile may have found it out already.
        if (tier === at) shrink()
        return work(tiers[at + 1]!, runWith(false))
      }
    },
    warm: async (inputs, outputs) => {
      if (usable[rung]!.provider === 'cpu' || !host.turns.isFree) return
      const there = await loading?.catch(() => undefined)
      if (there?.warmed.has(shapesOf(inputs))) return
      // What fails here fails again where somebody waits for it, and is told there.
      await perform({ inputs, outputs, keep: [] }, new AbortController().signal, true).catch(
        () => {},
      )
    },
    close: () => host.turns.take(unload),
  }
}

const shapesOf = (inputs: Feeds): string =>
  Object.entries(inputs)
    .map(([name, { shape }]) => `${name} ${shape.join('x')}`)
    .join()

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`

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
