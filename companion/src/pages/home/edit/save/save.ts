/** Out of the page: to a file the person names where the browser asks, else to their downloads. */
import { type Client, InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { download } from '../../download.ts'
import { type Step, variationOf } from '../line/line.ts'
import { KINDS, nameFor, SAVED_AS, type SavedAs, takesQuality } from './names.ts'

export const SaveChoice = z.object({
  format: z.enum(SAVED_AS),
  quality: z.int().min(1).max(100).catch(95),
  /** For WebP, which can do without loss. */
  isLossless: z.boolean().catch(true),
})
export type SaveChoice = z.infer<typeof SaveChoice>

const KEY = 'inlay.edit.save'

/** @param format the picture's own kind, when nothing was chosen yet */
export const keptChoice = (storage: Pick<Storage, 'getItem'>, format: SavedAs): SaveChoice => {
  const fresh = { format, quality: 95, isLossless: true }
  try {
    return SaveChoice.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null')).data ?? fresh
  } catch (error) {
    if (error instanceof SyntaxError) return fresh
    throw error
  }
}

export const keepChoice = (storage: Pick<Storage, 'setItem'>, choice: SaveChoice): void =>
  storage.setItem(KEY, JSON.stringify(choice))

/** The whole picture as the companion writes it: own depth, profile, EXIF and resolution. */
export const fileOf = async (
  client: Client<AbortSignal>,
  step: Step,
  { format, quality, isLossless }: SaveChoice,
): Promise<Blob> => {
  const isLossy = takesQuality(format) && !(format === 'webp' && isLossless)
  const bytes = await client.resultFile(step.id, variationOf(step)?.index ?? 0, {
    format,
    ...(isLossy && { quality }),
  })
  return new Blob([bytes], { type: KINDS[format].type })
}

interface SavePickerOptions {
  readonly suggestedName: string
  readonly types: readonly {
    readonly description: string
    readonly accept: Readonly<Record<string, readonly string[]>>
  }[]
}

declare global {
  interface Window {
    /** Chromium's; the types of the DOM do not know it (WICG File System Access). */
    showSaveFilePicker?(options: SavePickerOptions): Promise<FileSystemFileHandle>
  }
}

const isNamed = (error: unknown, name: string): boolean =>
  error instanceof DOMException && error.name === name

/**
 * Straight from a click: the browser shows its dialog only then.
 * @param original the file's name as opened
 * @returns false when the person has closed the dialog
 * @throws InlayError what the companion says; file_unwritable
 */
export const saveFile = async (
  original: string,
  format: SavedAs,
  file: () => Promise<Blob>,
): Promise<boolean> => {
  const suggestedName = nameFor(original, format)
  const { name, type, endings } = KINDS[format]
  const types = [{ description: name, accept: { [type]: endings } }]
  let handle: FileSystemFileHandle | undefined
  try {
    handle = await window.showSaveFilePicker?.({ suggestedName, types })
  } catch (error) {
    if (isNamed(error, 'AbortError')) return false
    // Not allowed here (a frame, a policy): downloads still are.
    if (!isNamed(error, 'SecurityError')) throw error
  }
  const blob = await file()
  if (handle === undefined) {
    download(suggestedName, blob)
    return true
  }
  try {
    await blob.stream().pipeTo(await handle.createWritable())
  } catch (cause) {
    throw new InlayError('file_unwritable', undefined, { cause })
  }
  return true
}

/** As a PNG, the one kind that every program takes. Straight from a click or a key. */
export const copyPicture = async (file: Promise<Blob>): Promise<void> => {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': file })])
  } catch (cause) {
    // What the companion says matters more than what the browser makes of it.
    await file
    throw new InlayError('internal', 'The browser did not let the picture onto the clipboard.', {
      cause,
    })
  }
}
