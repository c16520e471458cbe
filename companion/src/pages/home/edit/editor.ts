/** The playground's doing, as its view asks for it: pictures, fills, steps of the line, comparing. */
import type { Client, Margins } from '@inlay/shared'
import { NO_MARGINS } from '@inlay/shared/studio'
import { createWindows } from '../windows.ts'
import type { Brush, Tool } from './contract.ts'
import { createCore } from './core.ts'
import { type Step, withChosen, withPlace, withTail } from './line/line.ts'
import type { PictureBook } from './line/pictures.ts'
import { askedOf } from './line/replay.ts'
import { createShelf } from './line/shelf.ts'
import { createMask } from './mask/mask.ts'
import { createOpening, type Opening } from './opening.ts'
import { createDesk } from './run/desk.ts'
import { asks, type EditSettings, keepSettings, readSettings, settingsOf } from './run/settings.ts'
import { createWork } from './run/work.ts'
import { createSight } from './sight.ts'
import { type CompareWith, type EditState, hindrance, isBusy, shownLine } from './state.ts'

export interface Editor extends Omit<Opening, 'isUnkept'> {
  readonly state: EditState
  /** The open line's pictures. */
  readonly book: PictureBook | undefined
  subscribe(heard: () => void): () => void
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
  /** Looks at the original for as long as it is held. */
  hold(isHeld: boolean): Promise<void>
  setGrid(isGrid: boolean): void
  /** Shows what went wrong. */
  complain(error: unknown): void
  forgive(): void
  /** The companion is there again. */
  resume(): void
}

export const createEditor = (client: Client<AbortSignal>, storage: Storage): Editor => {
  const core = createCore(storage)
  const { attempt, change } = core
  const desk = createDesk(client, storage)
  const sight = createSight(core, client, storage)
  const shelf = createShelf(storage)
  const windows = createWindows('inlay.edit', sessionStorage, navigator.locks)
  const work = createWork(core, sight, desk, client, shelf)
  let isHolding = false

  /** Does something with a step of the line, unless something is under way. */
  const withStepAt = (
    index: number,
    how: (line: NonNullable<EditState['line']>, step: Step) => Promise<void>,
  ): Promise<void> =>
    attempt(async () => {
      const { line } = core.state
      const step = line?.steps[index]
      if (line !== undefined && step !== undefined && !isBusy(core.state)) await how(line, step)
    })

  const opening = createOpening({ core, client, storage, desk, sight, work, shelf, windows })
  void attempt(async () => change({ engines: await client.engines() }))
  // What is kept of a mask is the window's alone; the browser asks first.
  addEventListener('beforeunload', (event) => {
    if (opening.isUnkept) event.preventDefault()
  })

  return {
    get state() {
      return core.state
    },
    get book() {
      return sight.book
    },
    subscribe: core.subscribe,
    open: opening.open,
    openFill: opening.openFill,
    reopen: opening.reopen,
    leave: opening.leave,
    remove: opening.remove,
    forgetRecents: opening.forgetRecents,
    set: (settings) => {
      change({ settings: readSettings({ ...core.state.settings, ...settings }) })
      keepSettings(storage, core.state.settings)
    },
    setMargins: (margins) => change({ margins }),
    setTool: (tool) => change({ tool }),
    setBrush: (brush) => change({ brush }),
    run: () =>
      attempt(async () => {
        if (hindrance(core.state) !== undefined) return
        const { settings, engines, margins, mask } = core.state
        const isExpanding = settings.operation === 'expand'
        const asked = asks(settings, engines, isExpanding ? undefined : mask)
        if (isExpanding) work.begin({ ...asked, expand: { ...margins } }, undefined)
        else if (mask !== undefined) {
          // Taken now: the mask of the shown picture goes as soon as another is shown.
          const painted = mask.toPng()
          work.begin(asked, () => painted)
        }
      }),
    cancel: work.cancel,
    go: (at) =>
      attempt(async () => {
        const { line } = core.state
        if (line !== undefined && !isBusy(core.state)) await sight.settle(withPlace(line, at))
      }),
    choose: (chosen) =>
      withStepAt(shownPlace(core.state) - 1, async (line, step) => {
        const { redo } = core.state
        const index = shownPlace(core.state) - 1
        if (redo?.draft !== undefined) {
          const draft = withChosen(redo.draft, chosen)
          await sight.show({ redo: { index, draft } }, sight.sameMask)
        } else if (line.at === line.steps.length) {
          await sight.settle(withChosen(line, chosen), sight.sameMask)
        } else if (step.chosen !== chosen) {
          await sight.show({ redo: { index, draft: withTail(line, index, [{ ...step, chosen }]) } })
        }
      }),
    beginAgain: (index) =>
      withStepAt(index, async (line, step) => {
        const { grow, feather, mask } = step.request
        const png = mask && (await work.maskOf(step))
        await sight.show(
          {
            line: withPlace(line, index),
            redo: { index, draft: undefined },
            settings: settingsOf(step.request, core.state.settings),
            margins: step.report.expansion ?? NO_MARGINS,
            isGrid: false,
          },
          png && ((extent) => createMask(extent, { png, grow, feather })),
        )
      }),
    anotherSeed: (index) =>
      withStepAt(index, async (line, step) => {
        const { seed: _seed, ...asked } = askedOf(step.request)
        const margins = step.report.expansion ?? NO_MARGINS
        await sight.show({
          ...{ line: withPlace(line, index), redo: { index, draft: undefined }, margins },
        })
        // Something else may be shown by now.
        if (core.state.redo?.index !== index) return
        work.begin(asked, step.request.mask && (() => work.maskOf(step)), true)
      }),
    take: () =>
      attempt(async () => {
        const { line, redo } = core.state
        const instead = redo?.draft?.steps[redo.index]
        if (line === undefined || redo === undefined || instead === undefined) return
        await work.replayAll(line, redo.index, instead)
      }),
    letBe: () =>
      attempt(async () => {
        const { line, redo } = core.state
        if (line === undefined || redo === undefined || isBusy(core.state)) return
        await sight.settle(withPlace(line, line.steps.length))
      }),
    leaveOut: (index) =>
      withStepAt(index, async (line) => {
        if (index < line.steps.length - 1) await work.replayAll(line, index, undefined)
        else await sight.settle(withTail(line, index, []))
      }),
    compare: (what) =>
      attempt(async () => {
        const line = shownLine(core.state)
        if (what === undefined || line === undefined) {
          change({ compare: undefined })
          return
        }
        const before = await sight.book?.pictureAt(line, what === 'original' ? 0 : line.at - 1)
        if (before !== undefined) change({ compare: { before, with: what } })
      }),
    setSplit: (split) => change({ split: Math.min(1, Math.max(0, split)) }),
    hold: (isHeld) =>
      attempt(async () => {
        isHolding = isHeld
        const line = shownLine(core.state)
        const before =
          isHeld && line !== undefined && line.at > 0
            ? await sight.book?.pictureAt(line, 0)
            : undefined
        // Let go while it was being fetched.
        if (isHolding !== isHeld) return
        change({ held: before && { before, with: 'original' } })
      }),
    setGrid: (isGrid) => change({ isGrid }),
    complain: core.complain,
    forgive: () => change({ problem: undefined }),
    resume: desk.resume,
  }
}

const shownPlace = (state: EditState): number => shownLine(state)?.at ?? 0
