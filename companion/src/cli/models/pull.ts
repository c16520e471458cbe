/** `inlay models pull`: the licence, the progress, and how it ended. */
import { resolve } from 'node:path'
import { fromWireError, InlayError } from '@inlay/shared'
import type { Feed } from '../../models/feed.ts'
import { createModels, type Models } from '../../models/models.ts'
import { cancelOnSignals } from '../cancel.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { chooseProgress, type Progress } from '../fill/progress.ts'
import type { Terminal } from '../terminal.ts'
import { askForLicence } from './licence.ts'

export interface PullCommandOptions {
  readonly from?: readonly string[]
  readonly acceptLicence?: boolean
  readonly quiet?: boolean
  readonly json?: boolean
}

/** @throws InlayError as `Models.pull`, and what the pull failed with */
export const pullCommand = async (
  id: string,
  options: PullCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> => {
  const models = createModels()
  const cancellation = cancelOnSignals()
  const { signal } = cancellation
  try {
    const feed = await begin(models, id, options, terminal, signal)
    signal.addEventListener('abort', () => models.cancel(id), { once: true })
    if (signal.aborted) models.cancel(id)
    const progress = await chooseProgress(terminal, options)
    const { name } = await models.info(id)
    if (!(await follow(feed, name, progress))) {
      terminal.err(`${name}: stopped; what came is kept, and the next pull goes on from there.\n`)
      return EXIT.cancelled
    }
    const model = await models.info(id)
    await terminal.out(
      options.json === true ? `${JSON.stringify(model, null, 2)}\n` : `${name} is here.\n`,
    )
    return EXIT.done
  } catch (error) {
    if (signal.aborted) return EXIT.cancelled
    throw error
  } finally {
    cancellation.dispose()
    await models.close()
  }
}

const begin = async (
  models: Models,
  id: string,
  { from = [], acceptLicence = false }: PullCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Feed> => {
  const paths = from.map((path) => resolve(path))
  try {
    return await models.pull(id, { acceptLicence, from: paths })
  } catch (error) {
    if (!(error instanceof InlayError) || error.code !== 'model_licence') throw error
    if (!(await askForLicence(await models.info(id), terminal, signal))) throw error
    return models.pull(id, { acceptLicence: true, from: paths })
  }
}

/** False when it was cancelled. @throws InlayError what it failed with */
const follow = async (feed: Feed, name: string, progress: Progress): Promise<boolean> => {
  progress.begin(name)
  try {
    for await (const event of feed.follow(new AbortController().signal)) {
      if (event.type === 'failed') throw fromWireError(event.error)
      if (event.type === 'cancelled') return false
      if (event.type === 'progress') {
        progress.update(event.total === 0 ? 0 : event.received / event.total, event.stage)
      }
    }
    return true
  } finally {
    progress.end()
  }
}
