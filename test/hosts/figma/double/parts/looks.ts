/** What a node looks like: blending, fills, strokes and effects, corners, what a frame clips. */
import type {
  BlendMixin,
  BlendMode,
  ConstraintMixin,
  FrameNode,
  GeometryMixin,
  RectangleNode,
  VectorPaths,
} from '@figma/plugin-typings/plugin-api-standalone'
import { copyOf, isEffects, isPaints, must } from '../checks.ts'
import type { NodeData } from '../data.ts'
import { fillOutline } from '../outlines.ts'
import type { Store } from '../store.ts'

export const blendPart = (store: Store, id: string) => {
  const edit = (what: string): NodeData => store.edited(id, what)
  return {
    get opacity() {
      return store.get(id).opacity
    },
    set opacity(opacity: number) {
      edit('set_opacity').opacity = opacity
    },
    get blendMode(): BlendMode {
      const { blendMode } = store.get(id)
      return isBlendMode(blendMode) ? blendMode : 'NORMAL'
    },
    get isMask() {
      return store.get(id).isMask
    },
    set isMask(isMask: boolean) {
      edit('set_isMask').isMask = isMask
    },
    get maskType() {
      return store.get(id).maskType
    },
    get effects() {
      const effects: unknown = copyOf(store.get(id).effects)
      must(isEffects(effects), 'effects')
      return effects
    },
    set effects(effects) {
      must(isEffects(effects), 'effects')
      edit('set_effects').effects = copyOf(effects)
    },
  } satisfies Partial<BlendMixin>
}

export const geometryPart = (store: Store, id: string) => {
  const paintsOf = (paints: unknown) => {
    const copy: unknown = copyOf(paints)
    must(isPaints(copy), 'fills')
    return copy
  }
  return {
    get fills() {
      return paintsOf(store.get(id).fills)
    },
    set fills(fills) {
      must(isPaints(fills), 'fills')
      store.edit('set_fills')
      store.get(id).fills = copyOf(fills)
    },
    get strokes() {
      return paintsOf(store.get(id).strokes)
    },
    get strokeAlign() {
      return store.get(id).strokeAlign
    },
    get fillGeometry(): VectorPaths {
      return fillOutline(store.get(id), store.size(id))
    },
    get strokeGeometry(): VectorPaths {
      return copyOf(store.get(id).strokePaths)
    },
  } satisfies Partial<GeometryMixin>
}

export const cornerPart = (store: Store, id: string) => {
  return {
    get cornerRadius() {
      return store.get(id).cornerRadius
    },
  } satisfies Partial<RectangleNode>
}

export const constraintPart = (store: Store, id: string) => {
  return {
    get constraints() {
      return copyOf(store.get(id).constraints)
    },
    set constraints(constraints) {
      store.edit('set_constraints')
      store.get(id).constraints = { ...constraints }
    },
  } satisfies Partial<ConstraintMixin>
}

export const framePart = (store: Store, id: string) => {
  return {
    get clipsContent() {
      return store.get(id).clipsContent
    },
    set clipsContent(clips: boolean) {
      store.edit('set_clipsContent')
      store.get(id).clipsContent = clips
    },
    get layoutMode() {
      return store.get(id).layoutMode
    },
    get itemReverseZIndex() {
      return store.get(id).itemReverseZIndex
    },
  } satisfies Partial<FrameNode>
}

const BLEND_MODES: readonly string[] = ['PASS_THROUGH', 'NORMAL', 'MULTIPLY', 'SCREEN', 'OVERLAY']
const isBlendMode = (value: string): value is BlendMode => BLEND_MODES.includes(value)
