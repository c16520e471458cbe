/** What of a node is seen, and how far it reaches. */
import type { Store } from './store.ts'

/** Whether anything of it would be seen. */
export const isDrawn = (store: Store, id: string): boolean => {
  for (let up: string | null = id; up !== null; up = store.get(up).parent) {
    if (!store.get(up).visible) return false
  }
  return hasPaint(store, id)
}

const hasPaint = (store: Store, id: string): boolean => {
  const { visible, opacity, fills, strokes, children, type } = store.get(id)
  if (!visible || opacity === 0) return false
  const { width, height } = store.size(id)
  const own = [...fills, ...strokes].some((paint) => paint.visible !== false)
  if (type !== 'GROUP' && own && (width > 0 || height > 0)) return true
  return children.some((child) => hasPaint(store, child))
}

/** The box of the node, and as much more as its blurs and shadows reach. */
export const renderBox = (store: Store, id: string) => {
  const { x, y, width, height } = store.box(id)
  const reach = store
    .get(id)
    .effects.filter(({ visible }) => visible !== false)
    .reduce((most, { radius }) => Math.max(most, typeof radius === 'number' ? radius * 1.5 : 0), 0)
  return { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }
}
