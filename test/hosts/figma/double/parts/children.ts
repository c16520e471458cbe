/** What a container holds: reading it, putting nodes in, finding them. */
import type { SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import type { Store } from '../store.ts'

/** How it gets at its children. */
export interface Reaching {
  isLoaded(pageId: string): boolean
  scene(id: string): SceneNode
}

export const childrenPart = (store: Store, id: string, { isLoaded, scene }: Reaching) => {
  const children = (): readonly SceneNode[] => {
    const { type } = store.get(id)
    if (type === 'PAGE' && !isLoaded(id)) {
      throw new Error(
        'in get_children: Cannot access children on a page that has not been explicitly loaded. Use page.loadAsync()',
      )
    }
    return store.get(id).children.map((child) => scene(child))
  }
  const insertChild = (index: number, child: SceneNode): void => {
    store.edit('insertChild')
    if (store.isWithin(id, 'INSTANCE')) {
      throw new Error(
        'in insertChild: Cannot move node. New parent is an instance or is inside of an instance',
      )
    }
    const without = store.get(id).children.filter((one) => one !== child.id)
    if (index > without.length || index < 0) {
      throw new Error('in insertChild: Index must be less than or equal to the number of children')
    }
    store.detach(child.id)
    const data = store.get(child.id)
    data.parent = id
    store.get(id).children.splice(index, 0, child.id)
    const { layoutMode } = store.get(id)
    if (layoutMode === 'NONE') data.layoutPositioning = 'AUTO'
    store.layOut(id)
  }
  return {
    get children() {
      return children()
    },
    insertChild,
    appendChild: (child: SceneNode) =>
      insertChild(store.get(id).children.filter((one) => one !== child.id).length, child),
    findAllWithCriteria: (criteria: {
      types?: readonly string[]
      pluginData?: { keys?: readonly string[] }
    }) => {
      const found: SceneNode[] = []
      const visit = (at: string): void => {
        for (const child of store.get(at).children) {
          const { type, pluginData } = store.get(child)
          const keys = criteria.pluginData?.keys ?? []
          const fits = criteria.types?.includes(type) ?? true
          if (fits && keys.every((key) => key in pluginData)) found.push(scene(child))
          visit(child)
        }
      }
      visit(id)
      return found
    },
  }
}
