/** Where a node lies and how large it is; what copies of it there can be. */
import type {
  ExportSettingsImage,
  LayoutMixin,
  RectangleNode,
  SceneNode,
} from '@figma/plugin-typings/plugin-api-standalone'
import { copyOf, isTransform, must } from '../checks.ts'
import type { NodeData } from '../data.ts'
import { isDrawn, renderBox } from '../drawn.ts'
import type { Store } from '../store.ts'

/** What it needs to give a node away. */
export interface Exporting {
  exportNode(id: string, settings: ExportSettingsImage): Promise<Uint8Array>
  currentPageId(): string
  scene(id: string): SceneNode
}

/** Figma's overloads, of which the double has pictures. */
interface Exports {
  exportAsync(settings: ExportSettingsImage): Promise<Uint8Array>
  clone(): SceneNode
}

export const layoutPart = (
  store: Store,
  id: string,
  { exportNode, currentPageId, scene }: Exporting,
) => {
  const edit = (what: string): NodeData => store.edited(id, what)
  const move = (axis: 0 | 1, value: number): void => {
    edit(axis === 0 ? 'set_x' : 'set_y').transform[axis][2] = value
  }
  const resize = (width: number, height: number): void => {
    const data = edit('resize')
    if (!(width >= 0.01 && height >= 0.01)) {
      throw new Error('in resize: Expected sizes of at least 0.01')
    }
    data.width = width
    data.height = height
    if (data.parent !== null) store.layOut(data.parent)
  }
  return {
    get visible() {
      return store.get(id).visible
    },
    set visible(visible: boolean) {
      edit('set_visible').visible = visible
    },
    get locked() {
      return store.get(id).locked
    },
    get x() {
      return store.relative(id)[0][2]
    },
    set x(x: number) {
      move(0, x)
    },
    get y() {
      return store.relative(id)[1][2]
    },
    set y(y: number) {
      move(1, y)
    },
    get width() {
      return store.size(id).width
    },
    get height() {
      return store.size(id).height
    },
    resize,
    resizeWithoutConstraints: resize,
    get relativeTransform() {
      return copyOf(store.relative(id))
    },
    set relativeTransform(rows) {
      must(isTransform(rows), 'relativeTransform')
      const [[a, c, e], [b, d, f]] = rows
      const isUnit = [Math.hypot(a, b), Math.hypot(c, d)].every((n) => Math.abs(n - 1) < 1e-6)
      if (!isUnit) throw new Error('in set_relativeTransform: Expected axes of length 1')
      const data = edit('set_relativeTransform')
      const parent = data.parent === null ? null : store.get(data.parent)
      const inFlow =
        parent !== null && parent.layoutMode !== 'NONE' && data.layoutPositioning === 'AUTO'
      const [[, , x], [, , y]] = data.transform
      data.transform = [
        [a, c, inFlow ? x : e],
        [b, d, inFlow ? y : f],
      ]
    },
    get absoluteTransform() {
      return copyOf(store.absolute(id))
    },
    get absoluteBoundingBox() {
      return store.box(id)
    },
    get absoluteRenderBounds() {
      return isDrawn(store, id) ? renderBox(store, id) : null
    },
    get layoutPositioning() {
      return store.get(id).layoutPositioning
    },
    set layoutPositioning(positioning: 'AUTO' | 'ABSOLUTE') {
      const data = edit('set_layoutPositioning')
      const parent = data.parent === null ? null : store.get(data.parent)
      if (positioning === 'ABSOLUTE' && (parent === null || parent.layoutMode === 'NONE')) {
        throw new Error(
          'in set_layoutPositioning: Can only set layoutPositioning = ABSOLUTE if the parent node has layoutMode !== NONE',
        )
      }
      data.layoutPositioning = positioning
      if (parent !== null) store.layOut(parent.id)
    },
    exportAsync: (settings: ExportSettingsImage) => exportNode(id, settings),
    clone: () => {
      store.edit('clone')
      return scene(copyInto(store, id, currentPageId()))
    },
  } satisfies Partial<LayoutMixin & Pick<RectangleNode, 'visible' | 'locked'>> & Exports
}

/** A copy of the node and all in it; where it lands its transform is kept as numbers. */
const copyInto = (store: Store, id: string, parent: string): string => {
  const { children, ...data } = store.get(id)
  const copy = store.create(data.type, parent, copyOf(data))
  for (const child of children) copyInto(store, child, copy.id)
  return copy.id
}
