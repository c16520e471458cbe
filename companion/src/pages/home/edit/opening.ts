/** Pictures coming in and going: opened, found again, put aside for another one, forgotten. */
import { type Client, InlayError, knownError } from '@inlay/shared'
import type { Windows } from '../windows.ts'
import type { OpenedPicture } from './contract.ts'
import type { Core } from './core.ts'
import { closeLine } from './line/kept.ts'
import { type EditLine, newLine, withPlace, withStep } from './line/line.ts'
import { restoreLine } from './line/restore.ts'
import type { Painted, Shelf } from './line/shelf.ts'
import { createMask } from './mask/mask.ts'
import { openPicture } from './picture/open.ts'
import { type Desk, purposeOf, readStep } from './run/desk.ts'
import { settingsOf } from './run/settings.ts'
import type { Work } from './run/work.ts'
import type { Sight } from './sight.ts'
import type { EditState } from './state.ts'

export interface Opening {
  open(picture: OpenedPicture): Promise<void>
  /** Opens a fill of the history, whoever made it, as the first step of a line. */
  openFill(id: string): Promise<void>
  /** Goes on with one of the lines worked on before. */
  reopen(key: string): Promise<void>
  /** Lets go of the picture; its fills are deleted at the companion too when `isForgotten`. */
  leave(isForgotten: boolean): Promise<void>
  /** Takes a line off the list; the companion keeps its fills in its history. */
  remove(key: string): void
  /** Takes all of them off the list and deletes their fills at the companion. */
  forgetRecents(): Promise<void>
  /** True for a mask that nothing keeps when the window goes. */
  readonly isUnkept: boolean
}

export interface OpeningParts {
  readonly core: Core
  readonly client: Client<AbortSignal>
  readonly storage: Storage
  readonly desk: Desk
  readonly sight: Sight
  readonly work: Work
  readonly shelf: Shelf
  readonly windows: Windows
}

export const createOpening = (parts: OpeningParts): Opening => {
  const { core, client, storage, desk, sight, work, shelf, windows } = parts
  const { attempt, change } = core

  const lookAtRecents = (): void => {
    const filling = new Set(desk.jobs.map((job) => purposeOf(job)?.line ?? ''))
    change({ recents: shelf.recents(core.state.line?.key, filling) })
  }
  desk.subscribe(lookAtRecents)

  /** What is painted and not under way; that it cannot be read is no reason to stay. */
  const painting = async ({ mask, redo, job }: EditState): Promise<Painted | undefined> => {
    if (mask === undefined || mask.isEmpty || redo !== undefined || job !== undefined) return
    const { grow, feather } = mask
    const png = await mask.toPng().catch(() => undefined)
    return png && { png, grow, feather }
  }

  /** Puts what is shown aside, as it is. */
  const putAside = async (): Promise<void> => {
    work.stopReplay()
    const { state } = core
    const { line, original, redo } = state
    if (line === undefined || original === undefined) return
    const painted = await painting(state)
    const whole = redo === undefined ? line : withPlace(line, line.steps.length)
    shelf.put({ line: whole, blob: original.blob, painted })
  }

  const show = async (
    picture: OpenedPicture,
    line: EditLine,
    next: Partial<EditState> = {},
    painted?: Painted,
  ): Promise<void> => {
    const from = painted && ((extent: EditLine['extent']) => createMask(extent, painted))
    await sight.open(picture, line, next, from)
    windows.show(line.key)
    // One without edits is nowhere but in this window.
    if (line.steps.length > 0) sight.keep(line)
    work.follow()
    lookAtRecents()
  }

  const lastSettings = (line: EditLine): Partial<EditState> => {
    const last = line.steps[line.at - 1]
    return last === undefined ? {} : { settings: settingsOf(last.request, core.state.settings) }
  }

  /** @throws InlayError not_found when the companion has forgotten it */
  const fetch = async (key: string): Promise<void> => {
    const kept = shelf.kept(key)
    const waiting = desk.jobs.find((job) => purposeOf(job)?.line === key)
    const first = kept?.steps[0]?.id ?? waiting?.record.id
    if (kept === undefined || first === undefined) throw new InlayError('not_found')
    const { line, original, isWhole } = await restoreLine(client, kept, first)
    const problem = isWhole ? undefined : new InlayError('not_found')
    await show(await openPicture(original, line.name), line, { ...lastSettings(line), problem })
  }

  const restore = async (): Promise<void> => {
    const { own } = windows
    const key = own ?? shelf.open?.key
    const isTaken = key !== undefined && own === undefined && (await windows.isElsewhere(key))
    const waiting = desk.jobs.some((job) => purposeOf(job)?.line === key)
    const isThere = waiting || (shelf.kept(key ?? '')?.steps.length ?? 0) > 0
    try {
      if (key !== undefined && isThere && !isTaken) await fetch(key)
    } catch (error) {
      const problem = knownError(error)
      if (problem.code === 'not_found' && key !== undefined) shelf.drop(key)
      change({ problem })
    }
    if (core.state.at !== 'open') change({ at: 'empty' })
    for (const job of desk.jobs) {
      const purpose = purposeOf(job)
      if (purpose !== undefined) work.takeUp(job.record.id, purpose)
    }
    lookAtRecents()
    await desk.endReplays((line) =>
      line === own ? Promise.resolve(false) : windows.isElsewhere(line),
    )
  }
  const restored = restore()

  const forget = async (lines: readonly (string | undefined)[]): Promise<void> => {
    const isMeant = (key: string | undefined): boolean => key !== undefined && lines.includes(key)
    for (const job of desk.jobs) if (isMeant(purposeOf(job)?.line)) desk.dismiss(job.record.id)
    const known = lines.flatMap((key) => {
      const line = key === undefined ? undefined : (shelf.kept(key) ?? shelf.held(key)?.line)
      return line?.steps.map(({ id }) => id) ?? []
    })
    for (const key of lines) if (key !== undefined) shelf.drop(key)
    lookAtRecents()
    // What was forgotten meanwhile is as it should be.
    const gone = (error: unknown): void => {
      if (!(error instanceof InlayError) || error.code !== 'not_found') throw error
    }
    await Promise.all(known.map((id) => client.cancel(id).catch(gone)))
  }

  const close = (): void => {
    const { line } = core.state
    if (line !== undefined) closeLine(storage, line.key)
    sight.close()
    windows.show(undefined)
    change({ problem: undefined, job: undefined })
    lookAtRecents()
  }

  return {
    open: (picture) =>
      attempt(async () => {
        await putAside()
        const { width, height } = picture
        await show(picture, newLine(picture.name, { width, height }))
      }),
    openFill: (id) =>
      attempt(async () => {
        await restored
        await putAside()
        const step = await readStep(client, id)
        // Bare pixels of a plugin are no file; their result is one.
        const isFile = step.request.image.kind === 'encoded'
        const bytes = isFile
          ? await client.input(id, 'image')
          : await client.resultPng(id, 0, { form: 'composite' })
        const picture = await openPicture(new Blob([bytes]), `inlay-${id.slice(0, 8)}.png`)
        const { name, width, height } = picture
        const line = newLine(name, { width, height })
        await show(picture, isFile ? withStep(line, step) : line, {
          settings: settingsOf(step.request, core.state.settings),
        })
      }),
    reopen: (key) =>
      attempt(async () => {
        await putAside()
        const held = shelf.held(key)
        if (held === undefined) {
          await fetch(key)
          return
        }
        const { line, painted } = held
        await show(await openPicture(held.blob, line.name), line, lastSettings(line), painted)
      }),
    leave: (isForgotten) =>
      attempt(async () => {
        const key = core.state.line?.key
        if (!isForgotten) await putAside()
        else work.stopReplay()
        close()
        if (isForgotten) await forget([key])
      }),
    remove: (key) => {
      shelf.drop(key)
      lookAtRecents()
    },
    forgetRecents: () => attempt(() => forget(core.state.recents.map(({ key }) => key))),
    get isUnkept() {
      const { mask, job } = core.state
      const isPainted = mask?.canUndo === true && !mask.isEmpty && job === undefined
      return isPainted || core.state.recents.some(({ key }) => shelf.held(key)?.painted)
    },
  }
}
