/** The pictures in hand: each one captured, decoded for the eye, with what was painted on it. */
import { InlayError, type Margins, type Selector } from '@inlay/shared'
import type { MaskKind, Sentence } from '@inlay/shared/panel'
import { gridOf, type MaskGrid, NO_MARGINS } from '@inlay/shared/studio'
import type { Capture, Source } from '../messages.ts'
import { type Host, HostRefusal } from './host.ts'
import { createMaskDoc, type MaskDoc } from './mask-doc.ts'
import { decode, hasHoles, type Shown } from './pixels/decode.ts'
import { canPaste, withPatches } from './pixels/paste.ts'
import { clipBy, drawPieces } from './pixels/pieces.ts'

/** One picture, ready to be looked at and painted on. */
export interface Work {
  readonly source: Source
  readonly capture: Capture
  readonly shown: Shown
  /** Some of it is see-through. */
  readonly isHoley: boolean
  readonly doc: MaskDoc
  /** The mask the document gives (shapes or mask group), as shown; null when none was asked for. */
  readonly given: MaskGrid | null
  readonly margins: Margins
  readonly points: readonly {
    readonly x: number
    readonly y: number
    readonly label: 'in' | 'out'
  }[]
  readonly selector?: Selector<AbortSignal>
  /** Results that are not in it. */
  readonly without: readonly string[]
}

/** Longest side of a given mask as shown, in pixels. */
const SHOWN_MASK = 1280

/** What the sandbox is asked for: a mask only where there is one, for it refuses otherwise. */
export const captureMask = (
  kind: MaskKind,
  { shapes, maskGroup }: Source,
): 'shapes' | 'mask-group' | 'none' => {
  if (kind === 'shapes' && shapes > 0) return 'shapes'
  return kind === 'group' && maskGroup ? 'mask-group' : 'none'
}

export interface Reading {
  /** Only what is seen of the picture is to be worked on. */
  readonly asSeen: boolean
  /** Results that are not to be in it. */
  readonly without?: readonly string[]
}

/**
 * Reads a picture. What Figma calls the original may decode to another size than it says (EXIF, odd
 * files); then, and when only what is seen must be worked on, it is exported.
 * @throws HostRefusal, InlayError image_unreadable
 */
export const readPicture = async (
  host: Host,
  sourceId: string,
  mask: 'shapes' | 'mask-group' | 'none',
  { asSeen, without = [] }: Reading,
): Promise<{ readonly capture: Capture; readonly shown: Shown }> => {
  const capture = await host.capture(sourceId, mask, { grows: asSeen, without })
  if (capture.kind === 'export') return { capture, shown: await decode(capture.image) }
  const shown = await decode(capture.image).catch((error: unknown) => {
    if (error instanceof InlayError) return null
    throw error
  })
  const isAsSaid = shown?.width === capture.width && shown.height === capture.height
  const isFit = shown !== null && isAsSaid && !(asSeen && isCropped(capture))
  if (isFit && (capture.over.length === 0 || (await canPaste(capture)))) {
    return { capture, shown: await withPatches(shown, capture.over) }
  }
  const exported = await host.capture(sourceId, mask, { asExport: true, grows: asSeen, without })
  return { capture: exported, shown: await decode(exported.image) }
}

const isCropped = ({ target, clip, width, height }: Capture): boolean => {
  const { left, top, ...seen } = target.seen
  const isWhole =
    left <= 0.5 &&
    top <= 0.5 &&
    left + seen.width >= width - 0.5 &&
    top + seen.height >= height - 0.5
  return !isWhole || clip.length > 0
}

/** @throws HostRefusal, InlayError */
export const readWork = async (
  host: Host,
  source: Source,
  kind: MaskKind,
  reading: Reading,
): Promise<Work> => {
  const { capture, shown } = await readPicture(host, source.id, captureMask(kind, source), reading)
  const { width, height, mask, clip } = capture
  let given: MaskGrid | null = null
  if (captureMask(kind, source) !== 'none') {
    given = gridOf(width, height, Math.min(1, SHOWN_MASK / Math.max(width, height)))
    await drawPieces(given, mask)
    await clipBy(given, clip)
  }
  return {
    ...{ source, capture, shown, given },
    isHoley: hasHoles(shown),
    doc: createMaskDoc(width, height),
    margins: NO_MARGINS,
    points: [],
    without: reading.without ?? [],
  }
}

/** A failure in words. */
export const sentenceOf = (error: unknown): Sentence => {
  if (error instanceof HostRefusal) return error.sentence
  if (error instanceof InlayError) return { error: error.code, part: 'message' }
  throw error
}
