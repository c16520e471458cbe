/** A batch that an earlier page had begun, put together again: with the companion, without the files. */
import { type Client, InlayError } from '@inlay/shared'
import { askedOf } from '../../edit/line/replay.ts'
import type { Given, Order, Source } from './batch.ts'
import type { KeptBatch, KeptItem } from './kept.ts'

/** Its bytes went with the page. */
const missing = (path: string): Source => ({
  path,
  isMissing: true,
  read: () => Promise.reject(new InlayError('image_unreadable')),
})

const givenOf = (item: KeptItem, mask: Source | undefined): Given => {
  const { path, fill, kept, isDone, error } = item
  return {
    picture: missing(path),
    mask,
    before: { isDone, fill, kept, error: error && new InlayError(error) },
  }
}

/**
 * @param batch as it was kept
 * @param whole what is asked for when the companion need not be asked
 */
export const takeUp = (
  { items, isOneMask, isPrompted }: KeptBatch,
  whole: () => Order,
  client: Pick<Client<AbortSignal>, 'request' | 'input'>,
): { readonly items: readonly Given[]; readonly order: () => Promise<Order> } => {
  const first = items.find(({ fill }) => fill !== undefined)?.fill
  const maskOf = (path: string): Source =>
    isOneMask && first !== undefined
      ? { path, read: async () => new Blob([await client.input(first, 'mask')]) }
      : missing(path)
  const order = async (): Promise<Order> => {
    if (!isPrompted) return whole()
    if (first === undefined) throw new InlayError('not_found')
    return askedOf(await client.request(first))
  }
  return {
    items: items.map((item) =>
      givenOf(item, item.mask === undefined ? undefined : maskOf(item.mask)),
    ),
    order,
  }
}

/** Files that were chosen again, by the path they had; by their name where that is enough. */
export const finder = (files: readonly Source[]): ((path: string) => Source | undefined) => {
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const byPath = new Map(files.map((file) => [file.path, file]))
  const byName = new Map<string, Source | undefined>()
  for (const file of files) {
    const name = nameOf(file.path)
    byName.set(name, byName.has(name) ? undefined : file)
  }
  return (path) => byPath.get(path) ?? byName.get(nameOf(path))
}
