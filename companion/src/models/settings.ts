/**
 * What the owner has set about models: their folder, a mirror, the licences accepted. One file in
 * the settings folder, `models.json`.
 */
import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { expected, InlayError, ModelId, parseWith } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Folders } from '../system/folders.ts'
import { makePrivateFolder, writePrivateFile } from '../system/private-files.ts'
import { LinkedModel } from './linked.ts'

const Accepted = z.strictObject({ model: ModelId, licence: z.string(), at: z.iso.datetime() })

const ModelSettings = z.strictObject({
  version: z.literal(1),
  /** Absolute; models lie in `inlay-models` below it. */
  folder: z.string().optional(),
  /** Stands in for the publishers' sites: same paths, another host. */
  mirror: z.string().optional(),
  accepted: z.array(Accepted).default([]),
  /** Models that stay in folders of their owner's. */
  linked: z.array(LinkedModel).default([]),
})
export type ModelSettings = z.infer<typeof ModelSettings>

const pathOf = ({ config }: Folders): string => join(config, 'models.json')

/** @throws InlayError file_unreadable | invalid_request when somebody has written something else */
export const readSettings = async (folders: Folders): Promise<ModelSettings> => {
  let text: string
  try {
    text = await readFile(pathOf(folders), 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      return { version: 1, accepted: [], linked: [] }
    }
    throw new InlayError('file_unreadable', 'It is the settings of the models.', { cause })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new InlayError('invalid_request', 'The settings of the models are not JSON.', { cause })
  }
  return parseWith(ModelSettings, json, 'invalid_request', 'the settings of the models')
}

/** @throws InlayError file_unwritable */
const writeSettings = async (folders: Folders, settings: ModelSettings): Promise<void> => {
  try {
    await makePrivateFolder(folders.config)
    await writePrivateFile(pathOf(folders), `${JSON.stringify(settings, null, 2)}\n`)
  } catch (cause) {
    throw new InlayError('file_unwritable', 'It is the settings of the models.', { cause })
  }
}

/** What may be changed; null takes a setting back, undefined leaves it. */
export interface SettingsChange {
  readonly folder?: string | null | undefined
  readonly mirror?: string | null | undefined
}

/** @throws InlayError invalid_request | file_unwritable */
export const changeSettings = async (
  folders: Folders,
  { folder, mirror }: SettingsChange,
): Promise<ModelSettings> => {
  if (typeof folder === 'string' && !isAbsolute(folder)) {
    throw new InlayError('invalid_request', expected('an absolute path', 'the folder', 'another'))
  }
  const { folder: oldFolder, mirror: oldMirror, ...rest } = await readSettings(folders)
  const newFolder = folder === undefined ? oldFolder : (folder ?? undefined)
  const newMirror = mirror === undefined ? oldMirror : (mirror ?? undefined)
  const settings: ModelSettings = {
    ...rest,
    ...(newFolder !== undefined && { folder: newFolder }),
    ...(newMirror !== undefined && { mirror: parseMirror(newMirror).href }),
  }
  await writeSettings(folders, settings)
  return settings
}

/** Name of our own folder within one that may hold other people's things. */
const OWN_FOLDER = 'inlay-models'

/** Where models lie: INLAY_MODELS, the setting, or among the companion's own things. */
export const modelsFolder = (
  { state }: Folders,
  { folder }: Pick<ModelSettings, 'folder'>,
  env = process.env,
): string => {
  const chosen = env.INLAY_MODELS || folder
  return chosen === undefined ? join(state, 'models') : join(chosen, OWN_FOLDER)
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/**
 * https, or http on this machine (what comes is checked against its hash either way; the names of
 * the models would be readable on the way).
 * @throws InlayError invalid_request
 */
export const parseMirror = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname))
  const isPlain =
    url?.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (url === undefined || !isSafe || !isPlain) {
    throw new InlayError(
      'invalid_request',
      expected('an https address without a password or query', 'the mirror', text),
    )
  }
  return url
}

/** @throws InlayError invalid_request when the id is taken already; file_unwritable */
export const linkModel = async (folders: Folders, model: LinkedModel): Promise<void> => {
  const settings = await readSettings(folders)
  if (settings.linked.some(({ id }) => id === model.id)) {
    throw new InlayError(
      'invalid_request',
      `${expected('an id that is free', 'the model', model.id)}: a model of yours has it; remove that first.`,
    )
  }
  await writeSettings(folders, { ...settings, linked: [...settings.linked, model] })
}

/** Forgets it; its folder stays. False when there is none of that id. */
export const unlinkModel = async (folders: Folders, id: string): Promise<boolean> => {
  const settings = await readSettings(folders)
  const linked = settings.linked.filter((model) => model.id !== id)
  if (linked.length === settings.linked.length) return false
  await writeSettings(folders, { ...settings, linked })
  return true
}

interface Licensed {
  readonly id: string
  readonly licence: { readonly name: string }
}

export const hasAccepted = ({ accepted }: ModelSettings, { id, licence }: Licensed): boolean =>
  accepted.some((one) => one.model === id && one.licence === licence.name)

/** Accepting once is enough, until a model comes under another licence. */
export const acceptLicence = async (
  folders: Folders,
  model: Licensed,
  now = new Date(),
): Promise<void> => {
  const settings = await readSettings(folders)
  if (hasAccepted(settings, model)) return
  const entry = { model: model.id, licence: model.licence.name, at: now.toISOString() }
  await writeSettings(folders, { ...settings, accepted: [...settings.accepted, entry] })
}
