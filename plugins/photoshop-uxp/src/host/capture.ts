/** Reads what a fill needs: the mask out of the selection, the crop around it, the place it goes to. */
import {
  type Bounds,
  boundsClamp,
  boundsEqual,
  boundsIntersect,
  boundsOf,
  type Expansion,
  type FillRequestInput,
  InlayError,
  type Mask,
  neededForExpansion,
  neededForMask,
  type PixelImage,
  pixelsToBytes,
} from '@inlay/shared'
import { readingAside } from './aside.ts'
import { type Channel, cutChannel, inspectChannel, levelsOf, readSelection } from './channel.ts'
import { activeLayer, groupsAround, profileFor, profileOf, selectionBounds } from './document.ts'
import { toBounds } from './edges.ts'
import { findEmpty } from './empty-area.ts'
import type { Capture, CaptureAsk, RunOptions, Target } from './host.ts'
import { runModal, type Scope, type Surroundings } from './modal.ts'
import type { PsDescriptor, PsDocument, PsLayer } from './modules.ts'
import { pathOf } from './origin.ts'
import { type PixelSource, readPixels } from './pixels.ts'
import { keepingQuickMask } from './quick-mask.ts'
import { needReadable, SRGB } from './readable.ts'
import { changesDocument, prepareSample, sampleNotes, sampleOf } from './sample.ts'

/** Throws as PhotoshopHost.capture does. */
export const capture = async (
  around: Surroundings,
  ask: CaptureAsk,
  { signal, onProgress = () => {} }: RunOptions = {},
): Promise<Capture> => {
  const { photoshop } = around
  const { document, bitDepth, isRgb } = needReadable(photoshop)
  const profile = isRgb && ask.colours !== 'sRGB' ? profileOf(photoshop, document) : SRGB
  const expand = ask.operation === 'expand' ? (ask.expand ?? null) : null
  const read = async (scope: Scope): Promise<Capture> => {
    const layer = activeLayer(document)
    const sample = sampleOf(photoshop, ask.from, layer)
    const groupIds = layer === null ? [] : groupsAround(document, layer).map(({ id }) => id)
    const within = await playground(around, document, layer)
    return readingAside(around, scope, document, changesDocument(sample), async () => {
      const source: PixelSource = {
        documentID: document.id,
        layerID: await prepareSample(photoshop, document, sample),
        bitDepth,
        profile: isRgb ? profileFor(photoshop, document, profile) : profile,
      }
      const found = await findHole(around, scope, { document, ask, source, within, expand })
      const report = (fraction: number): void => {
        onProgress(fraction)
        scope.report(fraction)
      }
      const image = await readPixels(around, scope, source, found.area, report)
      const target: Target = {
        life: around.life,
        documentId: document.id,
        documentTitle: document.title,
        path: pathOf(document),
        width: document.width,
        height: document.height,
        layerId: layer?.id ?? null,
        groupIds,
        area: found.area,
        expand,
        bitDepth,
        profile,
        notes: [
          ...(isRgb ? [] : [{ key: 'ps.note.converted', values: { profile: SRGB } } as const]),
          ...sampleNotes(sample),
        ],
      }
      const hole = await holeOf(around, found)
      return {
        target,
        ...requestOf(ask, image, hole.mask, expand),
        image,
        fineMask: hole.fine,
      }
    })
  }
  return keepingQuickMask(around, () =>
    runModal(around, { name: around.say('ps.modal.reading'), signal }, read),
  )
}

/** Where a fill may look and paint: the active layer's artboard, or the canvas. */
const playground = async (
  { photoshop }: Surroundings,
  document: PsDocument,
  layer: PsLayer | null,
): Promise<Bounds> => {
  const canvas = boundsOf(document)
  if (layer === null || document.artboards.length === 0) return canvas
  const ids = [layer, ...groupsAround(document, layer)].map(({ id }) => id)
  const artboard = document.artboards.find(({ id }) => ids.includes(id))
  if (artboard === undefined) return canvas
  const command: PsDescriptor = {
    _obj: 'get',
    _target: [
      { _ref: 'layer', _id: artboard.id },
      { _ref: 'document', _id: document.id },
    ],
  }
  const [answer] = await photoshop.action.batchPlay([command], { dialogOptions: 'dontDisplay' })
  const rectangle = artboardRectangle(answer)
  return (rectangle === null ? null : boundsClamp(rectangle, canvas)) ?? canvas
}

/** Null where the answer, an error object perhaps, names none. */
const artboardRectangle = (answer: PsDescriptor | undefined): Bounds | null => {
  const rectangle = fieldOf(fieldOf(answer, 'artboard'), 'artboardRect')
  const edges = ['left', 'top', 'right', 'bottom'].map((side) => fieldOf(rectangle, side))
  const [left, top, right, bottom] = edges
  return typeof left === 'number' &&
    typeof top === 'number' &&
    typeof right === 'number' &&
    typeof bottom === 'number'
    ? toBounds({ left, top, right, bottom })
    : null
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

interface Hole {
  /** Null where the operation makes its own mask: expand. */
  readonly mask: Channel | null
  readonly area: Bounds
}

/** @throws InlayError selection_missing, mask_empty, mask_covers_everything */
const findHole = async (
  around: Surroundings,
  scope: Scope,
  asked: {
    readonly document: PsDocument
    readonly ask: CaptureAsk
    readonly source: PixelSource
    readonly within: Bounds
    readonly expand: Expansion | null
  },
): Promise<Hole> => {
  const { document, ask, source, within, expand } = asked
  if (expand !== null) return { mask: null, area: neededForExpansion(document, expand) }
  const selection = ask.mask === undefined ? selectionBounds(document) : ask.mask.bounds
  if (selection === null) {
    if (ask.operation !== 'expand') throw new InlayError('selection_missing')
    const empty = await findEmpty(around, scope, source, within)
    if (empty === null) {
      throw new InlayError('mask_empty', 'There is no empty area inside the canvas.')
    }
    return { mask: null, area: neededForMask(empty, within, ask) }
  }
  const inside = boundsIntersect(selection, within)
  if (inside === null) {
    throw new InlayError('mask_empty', 'The selection lies outside of the picture.')
  }
  const mask =
    ask.mask === undefined
      ? await readSelection(around, document.id, inside)
      : await cutChannel(around, { ...ask.mask, profile: '' }, inside)
  const { painted, everything } = await inspectChannel(around, scope, mask)
  if (painted === null) throw new InlayError('mask_empty')
  if (everything && boundsEqual(painted, boundsOf(document))) {
    throw new InlayError('mask_covers_everything')
  }
  return { mask, area: neededForMask(painted, within, ask) }
}

/** The mask of the size of the crop, 8 bits, and the finer samples it came of. */
const holeOf = async (
  around: Surroundings,
  { mask, area }: Hole,
): Promise<{ mask: Mask | null; fine: Capture['fineMask'] }> => {
  if (mask === null) return { mask: null, fine: null }
  const channel = await cutChannel(around, mask, area)
  const { width, height } = area
  const data = await levelsOf(around, channel)
  const fine = channel.data instanceof Uint16Array ? { bounds: area, data: channel.data } : null
  return { mask: { width, height, data }, fine }
}

const requestOf = (
  { operation, grow = 0, feather = 0, padding }: CaptureAsk,
  image: PixelImage,
  mask: Mask | null,
  expand: Expansion | null,
): { request: FillRequestInput; parts: Record<string, Uint8Array> } => {
  const { width, height, channels, data } = image
  const bitDepth = data instanceof Uint16Array ? 16 : 8
  return {
    request: {
      operation,
      image: { kind: 'raw', part: 'image', width, height, channels, bitDepth },
      ...(mask === null
        ? {}
        : { mask: { kind: 'raw', part: 'mask', width, height, channels: 1, bitDepth: 8 } }),
      ...(expand === null ? {} : { expand }),
      grow,
      feather,
      ...(padding === undefined ? {} : { padding }),
    },
    parts: {
      image: pixelsToBytes({ data }),
      ...(mask === null ? {} : { mask: mask.data }),
    },
  }
}
