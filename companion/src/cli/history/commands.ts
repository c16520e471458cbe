/** `inlay history`: what there is, one of them, saving a result, and deleting for good. */
import { access } from 'node:fs/promises'
import { extname } from 'node:path'
import { expected, type Form, InlayError } from '@inlay/shared'
import { companionFolders } from '../../system/folders.ts'
import { writeAtomically } from '../fill/atomic-write.ts'
import type { Terminal } from '../terminal.ts'
import { findRecord, type HistoryAdmin, openHistory } from './admin.ts'
import { describeFill, describeLine } from './words.ts'

const withHistory = async <T>(use: (history: HistoryAdmin) => Promise<T>): Promise<T> => {
  const history = await openHistory(companionFolders())
  try {
    return await use(history)
  } finally {
    await history.close()
  }
}

interface JsonOption {
  readonly json?: boolean
}

export const listHistory = ({ json = false }: JsonOption, terminal: Terminal): Promise<void> =>
  withHistory(async (history) => {
    const fills = await history.list()
    if (json) await terminal.out(`${JSON.stringify({ fills }, null, 2)}\n`)
    else if (fills.length === 0) await terminal.out('There are no fills.\n')
    else await terminal.out(fills.map((fill) => `${describeLine(fill)}\n`).join(''))
  })

/** @throws InlayError not_found | invalid_request */
export const showFill = (
  id: string,
  { json = false }: JsonOption,
  terminal: Terminal,
): Promise<void> =>
  withHistory(async (history) => {
    const fill = findRecord(await history.list(), id)
    await terminal.out(json ? `${JSON.stringify(fill, null, 2)}\n` : describeFill(fill))
  })

export interface SaveOptions extends JsonOption {
  readonly out: string
  readonly variation: number
  readonly form: Form
}

/** @throws InlayError not_found | output_exists | format_unsupported | what the fill failed with */
export const saveResult = async (
  id: string,
  { out, variation, form, json = false }: SaveOptions,
  terminal: Terminal,
): Promise<void> => {
  if (extname(out).toLowerCase() !== '.png') {
    throw new InlayError('format_unsupported', expected('a name that ends in .png', '--out', out))
  }
  const exists = await access(out).then(
    () => true,
    () => false,
  )
  if (exists) throw new InlayError('output_exists', 'There is a file of that name.')
  await withHistory(async (history) => {
    const fill = findRecord(await history.list(), id)
    const bytes = await history.result(fill.id, variation - 1, form)
    await writeAtomically(out, bytes)
    const saved = { id: fill.id, variation, form, bytes: bytes.length }
    await terminal.out(json ? `${JSON.stringify(saved, null, 2)}\n` : `${out}\n`)
  })
}

/** @throws InlayError not_found | invalid_request | disk_full | file_unwritable */
export const deleteFills = async (
  {
    id,
    all = false,
    json = false,
  }: JsonOption & { readonly id?: string | undefined; readonly all?: boolean },
  terminal: Terminal,
): Promise<void> => {
  if ((id === undefined) !== all) {
    throw new InlayError('invalid_request', expected('an id or --all', 'the fill to delete', id))
  }
  await withHistory(async (history) => {
    let deleted = 1
    if (id === undefined) deleted = await history.removeAll()
    else await history.remove(findRecord(await history.list(), id).id)
    const words = deleted === 1 ? '1 fill is deleted.' : `${deleted} fills are deleted.`
    await terminal.out(json ? `${JSON.stringify({ deleted })}\n` : `${words}\n`)
  })
}
