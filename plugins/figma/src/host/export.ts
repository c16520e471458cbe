/** Pixels of layers as seen: how large they are taken, and Figma's export with its surprises. */
import type {
  ExportSettingsImage,
  ImagePaint,
  PluginAPI,
  SceneNode,
} from '@figma/plugin-typings/plugin-api-standalone'
import {
  type Affine,
  affineMultiply,
  affineScale,
  affineTranslate,
  type Bounds,
  type Extent,
} from '@inlay/shared'
import { pixelsToNode } from '../geometry/image-paint.ts'
import { inverseOf, toTransform } from '../geometry/transform.ts'
import { findWithin, hasImageFill, renderBoxOf, sizeOf, toPageOf, visibleFills } from './nodes.ts'
import { orRefuse, Refused } from './refuse.ts'
import type { Scope } from './scope.ts'
import type { Pace } from './slices.ts'

/** Longest side of an image that Figma takes (createImage), so of one we ask for. */
export const MAX_IMAGE = 4096

/** Layers without pictures in them: as fine as a screen with two pixels for each of Figma's. */
const PLAIN_SCALE = 2
/** A small picture in a large layer, however fine, makes the layer no finer than this. */
const MAX_SCALE = 4

export interface ExportScale {
  /** Pixels for each unit of the page. */
  readonly scale: number
  /** True when the limit made it less than it should be. */
  readonly isReduced: boolean
}

/** As fine as the finest picture in it, within reason, and within what Figma takes back. */
export const exportScale = async (
  { figma, pace }: Pick<Scope, 'figma' | 'pace'>,
  node: SceneNode,
  box: Bounds,
): Promise<ExportScale> => {
  const finest = Math.max(1, await densityOf(figma, node, pace))
  const wanted = hasImageFill(node) ? finest : Math.min(MAX_SCALE, finest)
  const most = MAX_IMAGE / Math.max(box.width, box.height)
  return { scale: Math.min(wanted, most), isReduced: most < wanted }
}

/** Pixels for each unit of the finest picture within; a screen's where there is none. */
const densityOf = async (figma: PluginAPI, node: SceneNode, pace: Pace): Promise<number> => {
  const pictures: { paint: ImagePaint; extent: Extent }[] = []
  const collect = (one: SceneNode): boolean => {
    for (const paint of visibleFills(one)) {
      if (paint.type === 'IMAGE') pictures.push({ paint, extent: sizeOf(one) })
    }
    return pictures.length >= MOST_PICTURES
  }
  await findWithin(node, collect, pace)
  const densities = await Promise.all(
    pictures.map(async ({ paint, extent }) => {
      const image = paint.imageHash === null ? null : figma.getImageByHash(paint.imageHash)
      if (image === null) return 0
      const { a, b } = pixelsToNode(paint, await image.getSizeAsync(), extent)
      return 1 / Math.hypot(a, b)
    }),
  )
  const finest = Math.max(0, ...densities.filter(Number.isFinite))
  return finest > 0 ? finest : PLAIN_SCALE
}

/** Pictures that are asked for their size. */
const MOST_PICTURES = 20

/** An exported picture and the way from its pixels to the page. */
export interface Exported {
  readonly png: Uint8Array
  readonly extent: Extent
  readonly toPage: Affine
}

/**
 * The node alone, over its whole box, upright on the page.
 * @param box its box on the page
 * @throws Refused nothing_visible | unreadable
 */
export const exportNode = async (
  figma: PluginAPI,
  node: SceneNode,
  box: Bounds,
  scale: number,
): Promise<Exported> => {
  if (renderBoxOf(node) === null) throw new Refused('nothing_visible')
  const png = await orRefuse('unreadable', () => node.exportAsync(settings(figma, scale, box)))
  const extent = pngExtent(png)
  return {
    png,
    extent,
    toPage: affineMultiply(affineTranslate(box.left, box.top), stretch(box, extent)),
  }
}

const settings = (figma: PluginAPI, scale: number, { width }: Bounds): ExportSettingsImage => ({
  format: 'PNG',
  contentsOnly: true,
  useAbsoluteBounds: true,
  // Four is the most that Figma's own export offers as a scale.
  constraint:
    scale <= MAX_SCALE
      ? { type: 'SCALE', value: scale }
      : { type: 'WIDTH', value: Math.round(width * scale) },
  colorProfile: figma.root.documentColorProfile === 'DISPLAY_P3' ? 'DISPLAY_P3_V4' : 'SRGB',
})

/** Marks what a crash could leave behind. */
export const TEMPORARY = 'inlay-temporary'

/** A box to be seen through, which may lie on the page turned. */
export interface Area {
  readonly size: Extent
  /** Its own coordinates, from its top left corner, to the page's; axes of length 1. */
  readonly toPage: Affine
}

/**
 * Copies of these nodes in such a box, exported, and gone again: for what only a part is needed of,
 * for masks with soft edges, and for what is turned.
 * @param prepare what is changed on each copy first
 * @throws Refused read_only | unreadable
 */
export const exportCopies = async (
  { figma, pace, loans }: Scope,
  nodes: readonly SceneNode[],
  { size, toPage }: Area,
  scale: number,
  prepare: (copy: SceneNode) => void,
): Promise<Exported> => {
  const frame = await orRefuse('unreadable', () => figma.createFrame())
  const giveBack = (): void => {
    if (!frame.removed) frame.remove()
  }
  return loans.during(giveBack, () =>
    orRefuse('unreadable', async () => {
      frame.setPluginData(TEMPORARY, '1')
      frame.name = 'Inlay (temporary)'
      frame.fills = []
      frame.clipsContent = true
      frame.resizeWithoutConstraints(size.width, size.height)
      frame.x = toPage.e
      frame.y = toPage.f
      const fromPage = inverseOf(toPage)
      for (const node of nodes) {
        await pace.spend(COPY)
        const copy = node.clone()
        frame.appendChild(copy)
        if ('relativeTransform' in copy) {
          copy.relativeTransform = toTransform(affineMultiply(fromPage, toPageOf(node)))
        }
        prepare(copy)
      }
      const { png, extent } = await exportNode(
        figma,
        frame,
        { left: toPage.e, top: toPage.f, ...size },
        scale,
      )
      return { png, extent, toPage: affineMultiply(toPage, stretch(size, extent)) }
    }),
  )
}

/** Copying a layer takes as long as so many reads, or more where there is much in it. */
const COPY = 200

/** What Figma makes of a fraction of a pixel is not written anywhere: the PNG's own size tells. */
const stretch = (size: Extent, { width, height }: Extent): Affine =>
  affineScale(size.width / width, size.height / height)

/** Removes what a crash left behind on this page. */
export const sweepTemporary = (figma: PluginAPI): void => {
  const left = figma.currentPage.findAllWithCriteria({
    types: ['FRAME'],
    pluginData: { keys: [TEMPORARY] },
  })
  for (const frame of left) frame.remove()
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

export const isPng = (bytes: Uint8Array): boolean =>
  PNG_SIGNATURE.every((byte, i) => bytes[i] === byte)

/**
 * Size of a PNG, from its header (PNG specification, 11.2.2).
 * @throws Refused unreadable
 */
export const pngExtent = (bytes: Uint8Array): Extent => {
  if (!isPng(bytes) || bytes.length < 24) throw new Refused('unreadable', 'No PNG came.')
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { width: header.getUint32(16), height: header.getUint32(20) }
}
