/** The playground's doing: pictures opened, fills run and taken into the line, steps made again. */
import { type Client, Expansion, type Extent, InlayError, type Margins } from '@inlay/shared'
import { NO_MARGINS } from '@inlay/shared/studio'
import type { Brush, EditMask, OpenedPicture, Tool } from './contract.ts'
import { keepLine, readKept } from './line/kept.ts'
import {
  type EditLine,
  extentAt,
  newLine,
  type Step,
  withChosen,
  withPlace,
  withStep,
  withTail,
} from './line/line.ts'
import { createPictureBook, type PictureBook } from './line/pictures.ts'
import { type Asked, againOf, askedOf, checkSameCanvas, replay } from './line/replay.ts'
import { restoreLine } from './line/restore.ts'
import { createMask } from './mask/mask.ts'
import { openPicture } from './picture/open.ts'
import { createDesk, type Desk, type Purpose, purposeOf } from './run/desk.ts'
import { createLooks } from './run/looks.ts'
import {
  asks,
  type EditSettings,
  keepSettings,
  keptSettings,
  readSettings,
} from './run/settings.ts'
import { type CompareWith, type EditState, hindrance, isBusy, shownLine } from './state.ts'

import { createClicks } from './tools/clicks.ts'

export interface Editor {
  readonly state: EditState
  /** The open line's pictures. */
  readonly book: PictureBook | undefined
  subscribe(heard: () => void): () => void
  open(picture: OpenedPicture): Promise<void>
  /** Lets go of the picture; its fills are deleted at the companion too when `isForgotten`. */
  leave(isForgotten: boolean): Promise<void>
  set(settings: Partial<EditSettings>): void
  setMargins(margins: Margins): void
  setTool(tool: Tool): void
  setBrush(brush: Brush): void
  run(): Promise<void>
  cancel(): void
  /** Shows the picture after `at` steps. */
  go(at: number): Promise<void>
  /** Another variation of the step that is shown. */
  choose(chosen: number): Promise<void>
  /** Back to where a step was made, with its mask and settings, to make it again. */
  beginAgain(index: number): Promise<void>
  /** The same step with another seed, at once. */
  anotherSeed(index: number): Promise<void>
  /** Takes the repeated step into the line and makes the later ones again. */
  take(): Promise<void>
  /** Leaves the line as it was. */
  letBe(): Promise<void>
  leaveOut(index: number): Promise<void>
  compare(what: CompareWith | undefined): Promise<void>
  setSplit(split: number): void
  hold(isHeld: boolean): Promise<void>
  setGrid(isGrid: boolean): void
  /** What is to be said of something that went wrong; undefined takes it away. */
  complain(error: unknown): void
  forgive(): void
  /** The companion is there again. */
  resume(): void
}

/** As the brush is at first; in CSS pixels. */
const BRUSH: Brush = { size: 48, hardness: 0.8 }

const known = (error: unknown): InlayError =>
  error instanceof InlayError ? error : new InlayError('internal', undefined, { cause: error })

export const createEditor = (client: Client<AbortSignal>, storage: Storage): Editor => {
  const listeners = new Set<() => void>()
  const desk: Desk = createDesk(client, storage)
  const looks = createLooks((found) => change({ looks: found }))
  let book: PictureBook | undefined
  /** Counts what is shown, so that a picture fetched for an earlier sight is not shown late. */
  let sight = 0
  let replaying: { isStopped: boolean; id: string | undefined } | undefined
  let unheard: () => void = () => {}
  let state: EditState = {
    ...{ at: 'restoring', original: undefined, line: undefined, picture: undefined },
    ...{ mask: undefined, settings: keptSettings(storage), engines: [], margins: NO_MARGINS },
    ...{
      tool: 'brush',
      brush: BRUSH,
      clicks: undefined,
      job: undefined,
      looks: [],
      redo: undefined,
      replay: undefined,
    },
    ...{ compare: undefined, split: 0.5, isHeld: false, isGrid: false, problem: undefined },
  }

  const change = (next: Partial<EditState>): void => {
    state = { ...state, ...next }
    for (const heard of [...listeners]) heard()
  }

  const keep = (line: EditLine | undefined): void => keepLine(storage, line)

  const complain = (error: unknown): void => {
    const problem = known(error)
    if (problem.code !== 'cancelled') change({ problem })
  }

  const maskOf = async ({ id }: Step): Promise<Blob> => new Blob([await client.input(id, 'mask')])

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      complain(error)
    }
  }

  const withMask = (mask: EditMask | undefined, line?: EditLine): void => {
    unheard()
    const pictures = book
    if (state.mask !== mask) state.mask?.close()
    unheard = mask?.subscribe(() => change({})) ?? (() => {})
    const clicks =
      mask === undefined || line === undefined || pictures === undefined
        ? undefined
        : createClicks({
            mask,
            bytes: () => pictures.fileAt(line, line.at),
            onProblem: complain,
          })
    const unclicked = clicks?.subscribe(() => change({})) ?? (() => {})
    const unpainted = unheard
    unheard = () => {
      unpainted()
      unclicked()
    }
    change({ mask, clicks })
  }

  /**
   * Shows the line where it stands: its picture, nothing compared, and an empty mask or the one that
   * `painted` gives.
   */
  const show = async (
    next: Partial<EditState> = {},
    painted?: (extent: Extent) => Promise<EditMask>,
  ): Promise<void> => {
    change({ ...next, compare: undefined, isHeld: false, looks: [] })
    const line = shownLine(state)
    if (line === undefined || book === undefined) return
    const mine = ++sight
    const extent = extentAt(line, line.at)
    const [picture, mask] = await Promise.all([
      book.pictureAt(line, line.at),
      painted === undefined ? createMask(extent) : painted(extent),
    ])
    if (mine !== sight) {
      if (mask !== state.mask) mask.close()
      return
    }
    withMask(mask, line)
    change({ picture })
    // What was shown until now may still be on its way to the screen.
    setTimeout(() => {
      const lines = [state.line, state.redo?.draft].flatMap((one) => one ?? [])
      if (mine === sight) book?.keepOnly(lines)
    }, 1000)
  }

  const setLine = (line: EditLine): Promise<void> => {
    keep(line)
    return show({ line, redo: undefined, margins: NO_MARGINS })
  }

  /** What is painted already stays: only the picture under it changes. */
  const sameMask = async (extent: Extent): Promise<EditMask> => state.mask ?? createMask(extent)

  /** The job that the person waits for, and its previews; replays tell of themselves. */
  const follow = (): void => {
    const job = desk.jobs.find((one) => purposeOf(one)?.kind !== 'replay')
    if (job !== state.job) change({ job })
    const { left, top } = state.margins
    if (job !== undefined) void looks.of(job, { x: -left, y: -top })
  }
  desk.subscribe(follow)

  const arrived = async (id: string, purpose: Purpose): Promise<void> => {
    const step = await desk.finished(id)
    const { line } = state
    if (line === undefined) return
    if (purpose.kind === 'add') await setLine(withStep(withPlace(line, purpose.at), step))
    else if (purpose.kind === 'again') await drafted(line, purpose.index, step)
    change({ isGrid: step.report.variations.length > 1 && state.isGrid })
  }

  const drafted = async (line: EditLine, index: number, step: Step): Promise<void> => {
    const before = line.steps[index]
    if (before !== undefined && index < line.steps.length - 1) checkSameCanvas(before, step)
    const draft = withTail(line, index, [step])
    // Nothing comes after it: there is nothing to be asked.
    if (index === line.steps.length - 1) await setLine(draft)
    else await show({ redo: { index, draft } })
  }

  const begin = (asked: Asked, mask: (() => Promise<Blob>) | undefined, isAtOnce = false): void => {
    const { line, redo } = state
    if (line === undefined || book === undefined) return
    const pictures = book
    const purpose: Purpose =
      redo === undefined ? { kind: 'add', at: line.at } : { kind: 'again', index: redo.index }
    const at = redo?.index ?? line.at
    keep(line)
    change({ problem: undefined, compare: undefined, isGrid: false })
    const image = (): Promise<Blob> => pictures.fileAt(line, at)
    const id = desk.begin(asked, { image, mask }, purpose, line.name)
    void attempt(async () => {
      try {
        await arrived(id, purpose)
      } catch (error) {
        // Nothing was painted for it: there is nothing to try again with.
        if (isAtOnce) await setLine(line)
        throw error
      }
    }).then(follow)
  }

  const replayAll = async (
    line: EditLine,
    index: number,
    instead: Step | undefined,
  ): Promise<void> => {
    const pictures = book
    if (pictures === undefined) return
    const mine = { isStopped: false, id: undefined as string | undefined }
    replaying = mine
    change({ problem: undefined, replay: { done: 0, count: line.steps.length - index - 1 } })
    try {
      const next = await replay(
        { line, index, instead },
        {
          onStep: (done, count) => change({ replay: { done, count } }),
          fill: async (step, before) => {
            if (mine.isStopped) throw new InlayError('cancelled')
            const image = (): Promise<Blob> =>
              pictures.fileAt(
                { ...line, steps: before === undefined ? [] : [before] },
                before === undefined ? 0 : 1,
              )
            const mask = step.request.mask && (() => maskOf(step))
            mine.id = desk.begin(againOf(step), { image, mask }, { kind: 'replay' }, line.name)
            return desk.finished(mine.id)
          },
          discard: (steps) => {
            // Results nobody will look at; what cannot be deleted now goes in time.
            for (const { id } of steps) client.cancel(id).catch(() => undefined)
          },
        },
      )
      await setLine(next)
    } catch (error) {
      await setLine(line)
      complain(error)
    } finally {
      replaying = undefined
      change({ replay: undefined })
    }
  }

  const opened = async (original: OpenedPicture, line: EditLine): Promise<void> => {
    withMask(undefined)
    book?.close()
    book = createPictureBook(client, original)
    await show({ at: 'open', original, line, redo: undefined, margins: NO_MARGINS, isGrid: false })
  }

  const restore = async (): Promise<void> => {
    const kept = readKept(storage)
    const waiting = desk.jobs.find((job) => purposeOf(job)?.kind !== 'replay' && job.record.isSent)
    for (const job of desk.jobs) if (job !== waiting) desk.cancel(job.record.id)
    const first = kept?.steps[0]?.id ?? waiting?.record.id
    if (kept === undefined || first === undefined) {
      change({ at: 'empty' })
      return
    }
    try {
      const { line, original, isWhole } = await restoreLine(client, kept, first)
      await opened(await openPicture(original, line.name), line)
      if (!isWhole) change({ problem: new InlayError('not_found') })
      const last = line.steps[line.at - 1]
      if (last !== undefined) change({ settings: settingsOf(last, state.settings) })
    } catch (error) {
      if (known(error).code === 'not_found') keep(undefined)
      change({ at: 'empty', problem: known(error) })
      return
    }
    const purpose = waiting && purposeOf(waiting)
    if (waiting === undefined || purpose === undefined) return
    follow()
    await attempt(async () => {
      const request = await client.request(waiting.record.id)
      const margins = Expansion.safeParse(request.expand ?? {}).data ?? NO_MARGINS
      change({
        settings: settingsOf({ request }, state.settings),
        margins,
      })
      await arrived(waiting.record.id, purpose)
    })
    follow()
  }

  void restore()
  void attempt(async () => change({ engines: await client.engines() }))

  return {
    get state() {
      return state
    },
    get book() {
      return book
    },
    subscribe: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    open: (picture) => {
      for (const { record } of desk.jobs) desk.cancel(record.id)
      const { width, height } = picture
      const line = newLine(picture.name, { width, height })
      return opened(picture, line)
    },
    leave: async (isForgotten) => {
      const ids = state.line?.steps.map(({ id }) => id) ?? []
      for (const { record } of desk.jobs) desk.cancel(record.id)
      sight += 1
      withMask(undefined)
      book?.close()
      book = undefined
      keep(undefined)
      change({ ...{ at: 'empty', original: undefined, line: undefined, picture: undefined } })
      change({ redo: undefined, compare: undefined, looks: [], problem: undefined })
      if (isForgotten) await attempt(() => Promise.all(ids.map((id) => client.cancel(id))).then())
    },
    set: (settings) => {
      change({ settings: readSettings({ ...state.settings, ...settings }) })
      keepSettings(storage, state.settings)
    },
    setMargins: (margins) => change({ margins }),
    setTool: (tool) => change({ tool }),
    setBrush: (brush) => change({ brush }),
    run: () =>
      attempt(async () => {
        if (hindrance(state) !== undefined) return
        const { settings, engines, margins, mask } = state
        const isExpanding = settings.operation === 'expand'
        const asked = asks(settings, engines, isExpanding ? undefined : mask)
        if (isExpanding) begin({ ...asked, expand: { ...margins } }, undefined)
        else if (mask !== undefined) {
          // Taken now: the mask of the shown picture goes as soon as another is shown.
          const painted = mask.toPng()
          begin(asked, () => painted)
        }
      }),
    cancel: () => {
      if (replaying !== undefined) {
        replaying.isStopped = true
        if (replaying.id !== undefined) desk.cancel(replaying.id)
      } else if (state.job !== undefined) desk.cancel(state.job.record.id)
    },
    go: (at) =>
      attempt(async () => {
        const { line } = state
        if (line === undefined || isBusy(state)) return
        await setLine(withPlace(line, at))
      }),
    choose: (chosen) =>
      attempt(async () => {
        const { line, redo } = state
        if (line === undefined || isBusy(state)) return
        const index = line.at - 1
        const step = line.steps[index]
        if (redo?.draft !== undefined) {
          await show({ redo: { ...redo, draft: withChosen(redo.draft, chosen) } }, sameMask)
        } else if (line.at === line.steps.length) {
          const next = withChosen(line, chosen)
          keep(next)
          await show({ line: next }, sameMask)
        } else if (step !== undefined && step.chosen !== chosen) {
          await show({ redo: { index, draft: withTail(line, index, [{ ...step, chosen }]) } })
        }
      }),
    beginAgain: (index) =>
      attempt(async () => {
        const { line } = state
        const step = line?.steps[index]
        if (line === undefined || step === undefined || isBusy(state)) return
        const { expansion } = step.report
        const { grow, feather, mask } = step.request
        const png = mask === undefined ? undefined : await maskOf(step)
        await show(
          {
            line: withPlace(line, index),
            redo: { index, draft: undefined },
            settings: settingsOf(step, state.settings),
            margins: expansion ?? NO_MARGINS,
            isGrid: false,
          },
          png && ((extent) => createMask(extent, { png, grow, feather })),
        )
      }),
    anotherSeed: (index) =>
      attempt(async () => {
        const { line } = state
        const step = line?.steps[index]
        if (line === undefined || step === undefined || isBusy(state)) return
        const { seed: _seed, ...asked } = askedOf(step.request)
        await show({
          line: withPlace(line, index),
          redo: { index, draft: undefined },
          margins: step.report.expansion ?? NO_MARGINS,
        })
        begin(asked, step.request.mask && (() => maskOf(step)), true)
      }),
    take: () =>
      attempt(async () => {
        const { line, redo } = state
        const instead = redo?.draft?.steps[redo.index]
        if (line === undefined || redo === undefined || instead === undefined) return
        await replayAll(line, redo.index, instead)
      }),
    letBe: () =>
      attempt(async () => {
        const { line, redo } = state
        if (line === undefined || redo === undefined || isBusy(state)) return
        await setLine(withPlace(line, line.steps.length))
      }),
    leaveOut: (index) =>
      attempt(async () => {
        const { line } = state
        if (line === undefined || isBusy(state)) return
        if (index === line.steps.length - 1) await setLine(withTail(line, index, []))
        else await replayAll(line, index, undefined)
      }),
    compare: (what) =>
      attempt(async () => {
        const line = shownLine(state)
        if (what === undefined || line === undefined || book === undefined) {
          change({ compare: undefined })
          return
        }
        const before = await book.pictureAt(line, what === 'original' ? 0 : line.at - 1)
        change({ compare: { before, with: what } })
      }),
    setSplit: (split) => change({ split: Math.min(1, Math.max(0, split)) }),
    hold: (isHeld) =>
      attempt(async () => {
        const line = shownLine(state)
        if (!isHeld || line === undefined || book === undefined || line.at === 0) {
          change({ isHeld: false })
          return
        }
        const before = state.compare?.before ?? (await book.pictureAt(line, 0))
        change({ isHeld: true, compare: state.compare ?? { before, with: 'original' } })
      }),
    setGrid: (isGrid) => change({ isGrid }),
    complain,
    forgive: () => change({ problem: undefined }),
    resume: desk.resume,
  }
}

/** What a step was made with, to be changed. */
const settingsOf = ({ request }: Pick<Step, 'request'>, now: EditSettings): EditSettings =>
  readSettings({
    ...now,
    operation: request.operation,
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    engine: request.engine,
    variations: request.variations ?? null,
    seed: request.seed ?? null,
    strength: request.strength,
    guidanceScale: request.guidanceScale ?? null,
    steps: request.steps ?? null,
    scheduler: request.scheduler ?? null,
    convert: request.convert,
  })
