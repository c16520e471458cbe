/** What the list says of a model: its entry in the catalogue, its record here, or both. */
import type { ModelInfo } from '@inlay/shared'
import { type CatalogueEntry, isPinned, type ModelRecord } from './manifest.ts'
import { hasAccepted, type ModelSettings } from './settings.ts'

export const isPullable = ({ files }: CatalogueEntry): boolean => files.every(isPinned)

/** False when the catalogue has come to name other files than those that are here. */
export const isCurrent = ({ files }: CatalogueEntry, record: ModelRecord): boolean =>
  files.every(
    ({ name, sha256 }) =>
      sha256 === undefined ||
      record.files.some((file) => file.name === name && file.sha256 === sha256),
  )

/** Bytes of a fully known entry; undefined when one of its files is not. */
export const bytesOf = (
  files: readonly { readonly bytes?: number | undefined }[],
): number | undefined =>
  files.reduce<number | undefined>(
    (sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
    0,
  )

export const entryInfo = (
  entry: CatalogueEntry,
  record: ModelRecord | undefined,
  partial: number,
  settings: ModelSettings,
): ModelInfo => {
  const bytes = bytesOf(record?.files ?? entry.files)
  const notes = [
    ...(isPullable(entry) || record !== undefined
      ? []
      : ['Its hash is not known: give its files with --from.']),
    ...(record === undefined || isCurrent(entry, record)
      ? []
      : ['The catalogue has another version: pull it to have that.']),
    ...(entry.note === undefined ? [] : [entry.note]),
  ]
  return {
    id: entry.id,
    name: entry.name,
    task: entry.task,
    bestFor: entry.bestFor,
    licence: { ...entry.licence, accepted: hasAccepted(settings, entry) },
    page: entry.page,
    source: 'catalogue',
    state: record !== undefined ? 'installed' : partial > 0 ? 'partial' : 'absent',
    ...(bytes !== undefined && { bytes }),
    have: record === undefined ? partial : (bytes ?? 0),
    memory: entry.memory,
    pullable: isPullable(entry),
    ...(notes.length > 0 && { note: notes.join(' ') }),
  }
}

export const ownInfo = ({ id, name, task, licence, files }: ModelRecord): ModelInfo => {
  const bytes = bytesOf(files) ?? 0
  return {
    id,
    name,
    task,
    bestFor: 'Your own model.',
    licence: { ...licence, accepted: true },
    source: 'own',
    state: 'installed',
    bytes,
    have: bytes,
    pullable: false,
  }
}
