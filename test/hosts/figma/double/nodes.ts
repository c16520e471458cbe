/** The double's nodes as a plugin sees them, with the refusals that Figma's nodes have. */
import type {
  BaseNode,
  ChildrenMixin,
  PageNode,
  RectangleNode,
  SceneNode,
} from '@figma/plugin-typings/plugin-api-standalone'
import { copyOf } from './checks.ts'
import type { DoubleType, NodeData } from './data.ts'
import { joined, lacking } from './lacking.ts'
import { childrenPart, type Reaching } from './parts/children.ts'
import { type Exporting, layoutPart } from './parts/layout.ts'
import { blendPart, constraintPart, cornerPart, framePart, geometryPart } from './parts/looks.ts'
import type { Store } from './store.ts'

/** What nodes need of the rest of the double. */
export interface Surroundings extends Omit<Exporting & Reaching, 'scene'> {
  readonly store: Store
  load(pageId: string): void
  readonly commands: ReadonlySet<string>
  selection(pageId: string): readonly string[]
  select(pageId: string, ids: readonly string[]): void
}

const CONTAINERS: readonly DoubleType[] = [
  'PAGE',
  'FRAME',
  'GROUP',
  'COMPONENT',
  'INSTANCE',
  'SECTION',
  'BOOLEAN_OPERATION',
]
const FRAMES: readonly DoubleType[] = ['FRAME', 'COMPONENT', 'INSTANCE']

export class Nodes {
  readonly #around: Surroundings
  readonly #reaching: Reaching & Exporting
  readonly #scene = new Map<string, SceneNode>()
  readonly #pages = new Map<string, PageNode>()

  constructor(around: Surroundings) {
    this.#around = around
    this.#reaching = { ...around, scene: (id) => this.scene(id) }
  }

  /** Forgets the nodes of another document. */
  clear(): void {
    this.#scene.clear()
    this.#pages.clear()
  }

  get #store(): Store {
    return this.#around.store
  }

  scene(id: string): SceneNode {
    const known = this.#scene.get(id)
    if (known !== undefined) return known
    const { type } = this.#store.get(id)
    const store = this.#store
    const reaching = this.#reaching
    let part: object = joined({ type }, joined(this.#base(id), layoutPart(store, id, reaching)))
    if (type !== 'SLICE' && type !== 'SECTION') part = joined(part, blendPart(store, id))
    if (type !== 'GROUP' && type !== 'SLICE') part = joined(part, geometryPart(store, id))
    if (type === 'RECTANGLE' || FRAMES.includes(type)) part = joined(part, cornerPart(store, id))
    if (type !== 'GROUP' && type !== 'SECTION') part = joined(part, constraintPart(store, id))
    if (CONTAINERS.includes(type)) part = joined(part, childrenPart(store, id, reaching))
    if (FRAMES.includes(type)) part = joined(part, framePart(store, id))
    if (type === 'INSTANCE') part = joined(part, INSTANCE)
    const node = lacking<SceneNode>(part, type)
    this.#scene.set(id, node)
    return node
  }

  page(id: string): PageNode {
    const known = this.#pages.get(id)
    if (known !== undefined) return known
    const around = this.#around
    const scene = (child: string): SceneNode => this.scene(child)
    const own = {
      loadAsync: async () => around.load(id),
      get selection() {
        return around.selection(id).map(scene)
      },
      set selection(nodes: readonly SceneNode[]) {
        around.select(
          id,
          nodes.map((node) => node.id),
        )
      },
    } satisfies Partial<PageNode>
    const page = lacking<PageNode>(
      joined(
        joined(joined(this.#base(id), PAGE), childrenPart(this.#store, id, this.#reaching)),
        own,
      ),
      'PAGE',
    )
    this.#pages.set(id, page)
    return page
  }

  any(id: string): BaseNode {
    return this.#store.get(id).type === 'PAGE' ? this.page(id) : this.scene(id)
  }

  #base(id: string) {
    const store = this.#store
    const { commands } = this.#around
    const edit = (what: string): NodeData => store.edited(id, what)
    const parentOf = (): (BaseNode & ChildrenMixin) | null => {
      const { parent } = store.get(id)
      if (parent === null) return null
      return store.get(parent).type === 'PAGE'
        ? this.page(parent)
        : withChildren(this.scene(parent))
    }
    return {
      id,
      get name() {
        return store.get(id).name
      },
      set name(name: string) {
        edit('set_name').name = name
      },
      get removed() {
        return !store.nodes.has(id)
      },
      get parent() {
        return parentOf()
      },
      remove: () => {
        edit('remove')
        if (
          store.get(id).parent !== null &&
          store.isWithin(store.get(id).parent ?? id, 'INSTANCE')
        ) {
          throw new Error('in remove: Removing this node is not allowed')
        }
        store.remove(id)
      },
      getPluginData: (key: string) => store.get(id).pluginData[key] ?? '',
      setPluginData: (key: string, value: string) => {
        const { pluginData } = edit('setPluginData')
        if (key.length + value.length > 100_000) {
          throw new Error('in setPluginData: exceeded maximum size of 100kB')
        }
        if (value === '') delete pluginData[key]
        else pluginData[key] = value
      },
      setRelaunchData: (data: Record<string, string>) => {
        for (const [command, description] of Object.entries(data)) {
          if (!commands.has(command)) {
            throw new Error(`in setRelaunchData: command "${command}" is not in the manifest`)
          }
          if (description.length > 1000) throw new Error('in setRelaunchData: too long')
        }
        edit('setRelaunchData').relaunchData = { ...data }
      },
      getRelaunchData: () => copyOf(store.get(id).relaunchData),
    } satisfies Partial<RectangleNode>
  }
}

const withChildren = (node: SceneNode) => ('children' in node ? node : null)

const PAGE: { readonly type: 'PAGE' } = { type: 'PAGE' }

const INSTANCE = {
  get mainComponent(): never {
    throw new Error(
      'in get_mainComponent: Cannot call with documentAccess: dynamic-page. Use node.getMainComponentAsync instead.',
    )
  },
}
