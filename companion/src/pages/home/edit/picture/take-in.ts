/** Pictures that come from outside the page: dropped on it, pasted, chosen. */

/** A file as it came, and what it is called. */
export interface Brought {
  readonly blob: Blob
  readonly name: string
}

/** The kinds a file dialog offers; what is dropped is judged by its bytes. */
export const ACCEPTED = 'image/png,image/jpeg,image/webp,image/avif,image/tiff,.tif,.tiff'

const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/tiff': 'tif',
}

/** Something with a file is being dragged. */
export const hasFile = (transfer: DataTransfer | null): boolean =>
  transfer?.types.includes('Files') ?? false

/** The first file, which decides. */
export const broughtBy = (transfer: DataTransfer | null): Brought | undefined => {
  const [file] = transfer?.files ?? []
  return file && broughtAs(file)
}

/** @param file what the clipboard holds is called `image.png`, whatever it is */
export const broughtAs = (file: File): Brought => ({ blob: file, name: file.name })

/** "pasted-2026-11-23-1405.png" */
export const pastedBy = (event: ClipboardEvent, now = new Date()): Brought | undefined => {
  const [file] = event.clipboardData?.files ?? []
  if (file === undefined) return undefined
  if (file.name !== '' && file.name !== 'image.png') return broughtAs(file)
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString()
  const stamp = local.slice(0, 16).replace('T', '-').replace(':', '')
  return { blob: file, name: `pasted-${stamp}.${ENDINGS[file.type] ?? 'png'}` }
}
