/** What the list says of a model: its entry in the catalogue, its record here, or both. */
import type { ModelInfo } from '@inlay/shared'
import { type CatalogueEntry, isPinned, type ModelRecord } from './manifest.ts'
import { hasAccepted, type ModelSettings } from './settings.ts'

export const isPullable = ({ files }: CatalogueEntry): boolean => files.every(isPinned)

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
