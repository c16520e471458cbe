/** Fills on their way into the line: begun, waited for, taken in; and replays of several. */
import { type Client, Expansion, InlayError } from '@inlay/shared'
import { NO_MARGINS } from '@inlay/shared/studio'
import type { Core } from '../core.ts'
import { type EditLine, type Step, withPlace, withStep, withTail } from '../line/line.ts'
import { type Asked, againOf, checkSameCanvas, replay } from '../line/replay.ts'
import type { Shelf } from '../line/shelf.ts'
import type { Sight } from '../sight.ts'
import { type Desk, type Purpose, purposeOf } from './desk.ts'
import { createLooks } from './looks.ts'
import { settingsOf } from './settings.ts'

export interface Work {
  /** @param isAtOnce nothing was painted for it: when it fails, the line is shown as it was */
  begin(asked: Asked, mask: (() => Promise<Blob>) | undefined, isAtOnce?: boolean): void
  /** Makes the steps after `index` again, `instead` in its place. */
  replayAll(line: EditLine, index: number, instead: Step | undefined): Promise<void>
  cancel(): void
  /** Another picture is shown next: a replay ends and leaves its line as it was. */
  stopReplay(): void
  /** Goes on with what an earlier visit had begun, whichever line it is for. */
  takeUp(id: string, purpose: Purpose): void
  /** Another line is shown: what one waits for is that of this one. */
  follow(): void
  /** The mask that a step was made with. */
  maskOf(step: Step): Promise<Blob>
}

export const createWork = (
  core: Core,
  sight: Sight,
  desk: Desk,
  client: Client<AbortSignal>,
  shelf: Pick<Shelf, 'arrived'>,
): Work => {
  const looks = createLooks((found) => core.change({ looks: found }))
  let replaying: { isStopped: boolean; id?: string } | undefined

  const maskOf: Work['maskOf'] = async ({ id }) => new Blob([await client.input(id, 'mask')])

  const isShown = (key: string): boolean => core.state.line?.key === key

  /** The job that the person waits for, and its previews: those of a replay are of another picture. */
  const follow = (): void => {
    const job = desk.jobs.find((one) => isShown(purposeOf(one)?.line ?? ''))
    if (job !== core.state.job) core.change({ job })
    if (job === undefined || purposeOf(job)?.kind === 'replay') return
    const { left, top } = core.state.margins
    void core.attempt(() => looks.of(job, { x: -left, y: -top }))
  }
  desk.subscribe(follow)

  const stopReplay = (): void => {
    if (replaying === undefined) return
    replaying.isStopped = true
    if (replaying.id !== undefined) desk.cancel(replaying.id)
  }

  const drafted = async (line: EditLine, index: number, step: Step): Promise<void> => {
    const isLast = index >= line.steps.length - 1
    const before = line.steps[index]
    if (before !== undefined && !isLast) checkSameCanvas(before, step)
    const draft = withTail(line, index, [step])
    // Nothing comes after it: there is nothing to be asked.
    if (isLast) await sight.settle(draft)
    else await sight.show({ redo: { index, draft } })
  }

  const arrived = async (id: string, purpose: Purpose): Promise<void> => {
    const step = await desk.finished(id)
    try {
      const { line } = core.state
      const { kind, index } = purpose
      if (line === undefined || !isShown(purpose.line)) {
        shelf.arrived(purpose.line, step, { index, isAgain: kind === 'again' })
      } else if (kind === 'again') await drafted(line, index, step)
      // Another window may have taken it in before this one was told.
      else if (!line.steps.some((one) => one.id === id)) {
        await sight.settle(withStep(withPlace(line, index), step))
      }
    } finally {
      // Until then it is what one waits for.
      desk.release(id)
    }
  }

  return {
    maskOf,
    begin: (asked, mask, isAtOnce = false) => {
      const { line, redo } = core.state
      const pictures = sight.book
      if (line === undefined || pictures === undefined) return
      const index = redo?.index ?? line.at
      const kind = redo === undefined ? 'add' : 'again'
      const purpose: Purpose = { kind, line: line.key, index }
      sight.keep(line)
      core.change({ problem: undefined, compare: undefined, isGrid: false })
      const image = (): Promise<Blob> => pictures.fileAt(line, index)
      const id = desk.begin(asked, { image, mask }, purpose, line.name)
      const wait = async (): Promise<void> => {
        try {
          await arrived(id, purpose)
        } catch (error) {
          if (isAtOnce && isShown(line.key)) await sight.settle(line)
          throw error
        }
      }
      void core.attempt(wait).then(follow)
    },
    replayAll: async (line, index, instead) => {
      const pictures = sight.book
      if (pictures === undefined) return
      const mine: NonNullable<typeof replaying> = { isStopped: false }
      replaying = mine
      const count = line.steps.length - index - 1
      core.change({ problem: undefined, compare: undefined, replay: { done: 0, count } })
      const fill = (step: Step, before: Step | undefined): Promise<Step> => {
        if (mine.isStopped) throw new InlayError('cancelled')
        const steps = before === undefined ? [] : [before]
        const image = (): Promise<Blob> => pictures.fileAt({ ...line, steps }, steps.length)
        const mask = step.request.mask && (() => maskOf(step))
        const purpose: Purpose = { kind: 'replay', line: line.key, index }
        const id = desk.begin(againOf(step), { image, mask }, purpose, line.name)
        mine.id = id
        return desk.finished(id).finally(() => desk.release(id))
      }
      // Results nobody will look at; what cannot be deleted now goes in time.
      const discard = (steps: readonly Step[]): void => {
        for (const { id } of steps) client.cancel(id).catch(() => undefined)
      }
      const onStep = (done: number): void => core.change({ replay: { done, count } })
      try {
        await sight.settle(await replay({ line, index, instead }, { onStep, fill, discard }))
      } catch (error) {
        // Another picture may be shown by now.
        if (isShown(line.key)) await sight.settle(line)
        core.complain(error)
      } finally {
        if (replaying === mine) replaying = undefined
        if (replaying === undefined) core.change({ replay: undefined })
      }
    },
    cancel: () => {
      const { job } = core.state
      if (replaying !== undefined) stopReplay()
      else if (job !== undefined) desk.cancel(job.record.id)
    },
    stopReplay,
    takeUp: (id, purpose) => {
      const wait = async (): Promise<void> => {
        if (isShown(purpose.line)) {
          const request = await client.request(id)
          const margins = Expansion.safeParse(request.expand ?? {}).data ?? NO_MARGINS
          core.change({ settings: settingsOf(request, core.state.settings), margins })
        }
        await arrived(id, purpose)
      }
      void core.attempt(wait).then(follow)
    },
    follow,
  }
}
