/** Takes a picture out of the document with its mask, and notes where a result will belong. */
import type { SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import {
  type Affine,
  affineMultiply,
  type Bounds,
  boundsIntersect,
  boundsOf,
  boundsOfTransformed,
  type Extent,
  extentArea,
} from '@inlay/shared'
import { pixelsToNode } from '../geometry/image-paint.ts'
import {
  inverseOf,
  keepsRightAngles,
  keepsUpright,
  sameTransform,
  toMatrix,
} from '../geometry/transform.ts'
import { isJpeg } from '../jpeg.ts'
import type { Capture, MaskPiece, Note, Patch } from '../messages.ts'
import { type Taken, takeAlong, takeSeen } from './as-seen.ts'
import { originalOf } from './classify.ts'
import { ensureDocumentId } from './document-id.ts'
import { isPng } from './export.ts'
import { fingerprintOf } from './fingerprint.ts'
import { maskOfMaskNode, maskOfShapes, outlineOf } from './mask.ts'
import { maskNodesOf } from './mask-group.ts'
import {
  ancestorsOf,
  boxOf,
  childrenOf,
  closedBy,
  isShown,
  renderBoxOf,
  sizeOf,
  toPageOf,
} from './nodes.ts'
import { jpegOrientation } from './orientation.ts'
import { patchesOver, readPatches } from './patches.ts'
import { Refused } from './refuse.ts'
import { resultsOver } from './results.ts'
import type { Scope } from './scope.ts'
import { type Found, notesOf } from './selection.ts'
import { inSlices, NODE, type Pace } from './slices.ts'

export interface CaptureOptions {
  readonly mask: 'shapes' | 'mask-group' | 'none'
  readonly asExport: boolean
  /** It is to be expanded: its sides are the layer's own, however that is turned. */
  readonly grows: boolean
  /** Results that are not to be in it. */
  readonly without: readonly string[]
}

/** Pixels of a picture and the way from them to the page. */
interface Picture extends Taken {
  readonly kind: Capture['kind']
  readonly over?: readonly Patch[]
}

/** How often a picture that is being dragged is read again. */
const MOST_TRIES = 3

/** @throws Refused nothing_visible | too_small | mask_outside | unreadable | read_only | turned */
export const capture = async (
  scope: Scope,
  found: Found,
  options: CaptureOptions,
): Promise<Capture> => {
  for (let tries = 1; ; tries++) {
    const nodeToPage = toPageOf(found.node)
    const captured = await captureAt(scope, found, options, nodeToPage)
    // Moved meanwhile, its pixels and its mask were read of two places.
    if (tries === MOST_TRIES || sameTransform(toPageOf(found.node), nodeToPage)) return captured
  }
}

const captureAt = async (
  scope: Scope,
  { node, shapes, shapeIds }: Found,
  { mask, asExport, grows, without }: CaptureOptions,
  nodeToPage: Affine,
): Promise<Capture> => {
  const { figma, pace } = scope
  if (!isShown(node)) throw new Refused('nothing_visible')
  const box = boxOf(node)
  if (box === null) throw new Refused('nothing_visible')
  if (box.width < 1 || box.height < 1) throw new Refused('too_small')
  const masked = { shapes, 'mask-group': maskNodesOf(node), none: [] }[mask]
  const results = await resultsOver(node, pace, without)
  const original = asExport ? null : await takeOriginal(scope, node, results)
  const picture: Picture =
    original ??
    (await withHidden(scope, await within(node, masked, pace), async () => {
      const layers = [node, ...results] as const
      const taken = grows ? takeAlong(scope, layers, box) : takeSeen(scope, layers, box, masked)
      return { kind: 'export', ...(await taken) }
    }))
  const fromPage = inverseOf(picture.toPage)
  const toNode = affineMultiply(inverseOf(nodeToPage), picture.toPage)
  const seen = seenOf(picture, node, nodeToPage)
  if (seen === null) throw new Refused('nothing_visible')
  if (extentArea(picture.extent) < 4) throw new Refused('too_small')

  const { pieces, hasHardEdges } = await maskOf(scope, node, masked, mask, picture.toPage, box)
  if (mask !== 'none' && (pieces.length === 0 || !(await touch(masked, fromPage, seen, pace)))) {
    throw new Refused('mask_outside')
  }
  const notes = new Set<Note>(notesOf(figma, node))
  if (picture.isReduced) notes.add('reduced')
  if (hasHardEdges) notes.add('hard_edges')
  return {
    image: picture.bytes,
    kind: picture.kind,
    ...picture.extent,
    over: [...(picture.over ?? [])],
    profile: figma.root.documentColorProfile === 'DISPLAY_P3' ? 'display-p3' : 'srgb',
    mask: pieces,
    clip: clipOf(node, fromPage, toNode),
    target: {
      version: 1,
      documentId: ensureDocumentId(figma),
      pageId: figma.currentPage.id,
      nodeId: node.id,
      name: node.name,
      ...picture.extent,
      toNode: toMatrix(toNode),
      nodeToPage: toMatrix(nodeToPage),
      seen,
      fingerprint: fingerprintOf(node),
      shapes: mask === 'shapes' ? [...shapeIds] : [],
    },
    notes: [...notes],
  }
}

/** Whether the box of any of them shares something with what is seen of the picture. */
const touch = async (
  masked: readonly SceneNode[],
  fromPage: Affine,
  seen: Bounds,
  pace: Pace,
): Promise<boolean> => {
  const isOver = (node: SceneNode): boolean => {
    const box = renderBoxOf(node) ?? boxOf(node)
    return box !== null && boundsIntersect(boundsOfTransformed(fromPage, box), seen) !== null
  }
  return (await inSlices(masked, isOver, pace)).includes(true)
}

const maskOf = (
  scope: Scope,
  node: SceneNode,
  masked: readonly SceneNode[],
  mask: CaptureOptions['mask'],
  toPage: Affine,
  box: Bounds,
): Promise<{ pieces: MaskPiece[]; hasHardEdges: boolean }> => {
  if (mask === 'none') return Promise.resolve({ pieces: [], hasHardEdges: false })
  if (mask === 'shapes') return maskOfShapes(scope, masked, toPage, box)
  const [maskNode] = masked
  if (maskNode === undefined) throw new Refused('mask_outside', `${node.name} has no mask.`)
  return maskOfMaskNode(scope, maskNode, toPage, box)
}

/** The stored file, where it is what is seen, with its results, and can be read; else null. */
const takeOriginal = async (
  { figma, pace }: Scope,
  node: SceneNode,
  results: readonly SceneNode[],
): Promise<Picture | null> => {
  const original = originalOf(figma, node)
  if (original === null) return null
  const stored = await readStored(original.image)
  if (stored === null) return null
  const { bytes, extent } = stored
  const toNode = pixelsToNode(original.paint, extent, sizeOf(node))
  if (!keepsRightAngles(toNode)) return null
  const toPage = affineMultiply(toPageOf(node), toNode)
  const spots = await patchesOver(figma, results, toPage, pace)
  if (spots === null) return null
  try {
    const over = await readPatches(spots)
    return { kind: 'original', bytes, extent, toPage, isReduced: false, over }
  } catch {
    // As for a stored file that is lost: what is on the canvas can still be exported.
    return null
  }
}

const readStored = async (image: {
  getBytesAsync(): Promise<Uint8Array>
  getSizeAsync(): Promise<Extent>
}): Promise<{ bytes: Uint8Array; extent: Extent } | null> => {
  try {
    const bytes = await image.getBytesAsync()
    const { width, height } = await image.getSizeAsync()
    const isUpright = isJpeg(bytes) && jpegOrientation(bytes) === 1
    return isPng(bytes) || isUpright ? { bytes, extent: { width, height } } : null
  } catch {
    // Not loaded, or lost: what is on the canvas can still be exported, or says why not.
    return null
  }
}

/** What of the picture is shown by its node, in pixels; null for nothing. */
const seenOf = (picture: Picture, node: SceneNode, nodeToPage: Affine): Bounds | null => {
  const all = boundsOf(picture.extent)
  if (picture.kind === 'export') return all
  const nodeToImage = affineMultiply(inverseOf(picture.toPage), nodeToPage)
  const size = boundsOf(sizeOf(node))
  return boundsIntersect(boundsOfTransformed(nodeToImage, size), all)
}

/** Outlines that hold the picture in, where its box does not say it all. */
const clipOf = (node: SceneNode, fromPage: Affine, toNode: Affine): MaskPiece[] => {
  const own = isPlainBox(node) && keepsUpright(toNode) ? [] : [outlineOf(node, fromPage)]
  // Put on the page the result is outside the frames that cut its picture.
  const frames = closedBy(node) === null ? [] : ancestorsOf(node).filter(cutsOff)
  return [...own, ...frames.map((frame) => outlineOf(frame, fromPage))]
}

const cutsOff = (node: SceneNode): boolean => 'clipsContent' in node && node.clipsContent

const BOXES: ReadonlySet<SceneNode['type']> = new Set([
  'RECTANGLE',
  'FRAME',
  'GROUP',
  'COMPONENT',
  'COMPONENT_SET',
  'INSTANCE',
  'SECTION',
])

const isPlainBox = (node: SceneNode): boolean =>
  BOXES.has(node.type) && !('cornerRadius' in node && node.cornerRadius !== 0)

/** Those of the shapes that are in the layer and would be in its picture. */
const within = async (
  node: SceneNode,
  shapes: readonly SceneNode[],
  pace: Pace,
): Promise<SceneNode[]> => {
  if (childrenOf(node).length === 0) return []
  const isIn = (shape: SceneNode): boolean => ancestorsOf(shape).some(({ id }) => id === node.id)
  return (await inSlices(shapes, (shape) => (isIn(shape) ? [shape] : []), pace)).flat()
}

/** Does it while these are not shown; where that is not allowed, with them shown. */
const withHidden = <T>(
  { loans, pace }: Scope,
  nodes: readonly SceneNode[],
  doIt: () => Promise<T>,
): Promise<T> => {
  const hidden: SceneNode[] = []
  const show = (): void => {
    for (const node of hidden) if (!node.removed) node.visible = true
  }
  return loans.during(show, async () => {
    for (const node of nodes) {
      await pace.spend(NODE)
      if (node.removed || !node.visible) continue
      try {
        node.visible = false
        hidden.push(node)
      } catch {
        // Read-only: the shapes are in the picture, under the mask, which is filled anyway.
        break
      }
    }
    return doIt()
  })
}
