/**
 * The models Inlay knows: where each comes from, what its files must be, what it may be used for.
 *
 * Sizes and hashes are those that several independent projects publish for the same files (model
 * manifests on GitHub, looked up in November 2026); none was fetched here, so the first fetch is
 * the first proof. A file without a hash is taken from the owner's disk only.
 */
import { InlayError } from '@inlay/shared'
import { DIFFUSION } from './catalogue/diffusion.ts'
import { INPAINT } from './catalogue/inpaint.ts'
import { SEGMENT } from './catalogue/segment.ts'
import { UPSCALE } from './catalogue/upscale.ts'
import { CatalogueEntry, type CatalogueInput } from './manifest.ts'

const ENTRIES = [...INPAINT, ...UPSCALE, ...SEGMENT, ...DIFFUSION]

/** Every entry, checked, with its contract's defaults filled in. */
export const readCatalogue = (entries: readonly CatalogueInput[] = ENTRIES): CatalogueEntry[] =>
  entries.map((entry) => CatalogueEntry.parse(entry))

/** @throws InlayError model_unknown, whose detail names the ids there are */
export const findEntry = (catalogue: readonly CatalogueEntry[], id: string): CatalogueEntry => {
  const entry = catalogue.find((known) => known.id === id)
  if (entry === undefined) throw unknownModel(catalogue.map((known) => known.id))
  return entry
}

export const unknownModel = (ids: readonly string[]): InlayError =>
  new InlayError('model_unknown', `There are: ${ids.join(', ')}.`)
