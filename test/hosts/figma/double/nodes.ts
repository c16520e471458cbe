/** The double's nodes as a plugin sees them, with the refusals that Figma's nodes have. */
import type {
  BaseNode,
  BlendMixin,
  BlendMode,
  ChildrenMixin,
  ConstraintMixin,
  ExportSettingsImage,
  FrameNode,
  GeometryMixin,
  LayoutMixin,
  PageNode,
  RectangleNode,
  SceneNode,
  VectorPaths,
} from '@figma/plugin-typings/plugin-api-standalone'
import { copyOf, isEffects, isPaints, isTransform, must } from './checks.ts'
import type { DoubleType, NodeData } from './data.ts'
import { joined, lacking } from './lacking.ts'
import { fillOutline } from './outlines.ts'
import type { Store } from './store.ts'

/** What nodes need of the rest of the double. */
export interface Surroundings {
  readonly store: Store
  currentPageId(): string
  isLoaded(pageId: string): boolean
  load(pageId: string): void
  readonly commands: ReadonlySet<string>
  exportNode(id: string, settings: ExportSettingsImage): Promise<Uint8Array>
  selection(pageId: string): readonly string[]
  select(pageId: string, ids: readonly string[]): void
}

/** Figma's overloads, of which the double has pictures. */
interface Exports {
  exportAsync(settings: ExportSettingsImage): Promise<Uint8Array>
  clone(): SceneNode
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
  readonly #scene = new Map<string, SceneNode>()
  readonly #pages = new Map<string, PageNode>()

  constructor(around: Surroundings) {
    this.#around = around
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
    let part: object = joined({ type }, joined(this.#base(id), this.#layout(id)))
    if (type !== 'SLICE' && type !== 'SECTION') part = joined(part, this.#blend(id))
    if (type !== 'GROUP' && type !== 'SLICE') part = joined(part, this.#geometry(id))
    if (type === 'RECTANGLE' || FRAMES.includes(type)) part = joined(part, this.#corner(id))
    if (type !== 'GROUP' && type !== 'SECTION') part = joined(part, this.#constraint(id))
    if (CONTAINERS.includes(type)) part = joined(part, this.#container(id))
    if (FRAMES.includes(type)) part = joined(part, this.#frame(id))
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
      joined(joined(joined(this.#base(id), PAGE), this.#container(id)), own),
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
    const edit = (what: string): NodeData => {
      store.edit(what)
      return store.get(id)
    }
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

  #layout(id: string) {
    const store = this.#store
    const { exportNode, currentPageId } = this.#around
    const edit = (what: string): NodeData => {
      store.edit(what)
      return store.get(id)
    }
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
        return this.scene(copyInto(store, id, currentPageId()))
      },
    } satisfies Partial<LayoutMixin & Pick<RectangleNode, 'visible' | 'locked'>> & Exports
  }

  #blend(id: string) {
    const store = this.#store
    const edit = (what: string): NodeData => {
      store.edit(what)
      return store.get(id)
    }
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

  #geometry(id: string) {
    const store = this.#store
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

  #corner(id: string) {
    const store = this.#store
    return {
      get cornerRadius() {
        return store.get(id).cornerRadius
      },
    } satisfies Partial<RectangleNode>
  }

  #constraint(id: string) {
    const store = this.#store
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

  #container(id: string) {
    const store = this.#store
    const around = this.#around
    const children = (): readonly SceneNode[] => {
      const { type } = store.get(id)
      if (type === 'PAGE' && !around.isLoaded(id)) {
        throw new Error(
          'in get_children: Cannot access children on a page that has not been explicitly loaded. Use page.loadAsync()',
        )
      }
      return store.get(id).children.map((child) => this.scene(child))
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
        throw new Error(
          'in insertChild: Index must be less than or equal to the number of children',
        )
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
            if (fits && keys.every((key) => key in pluginData)) found.push(this.scene(child))
            visit(child)
          }
        }
        visit(id)
        return found
      },
    }
  }

  #frame(id: string) {
    const store = this.#store
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

const BLEND_MODES: readonly string[] = ['PASS_THROUGH', 'NORMAL', 'MULTIPLY', 'SCREEN', 'OVERLAY']
const isBlendMode = (value: string): value is BlendMode => BLEND_MODES.includes(value)

/** A copy of the node and all in it; where it lands its transform is kept as numbers. */
const copyInto = (store: Store, id: string, parent: string): string => {
  const { children, ...data } = store.get(id)
  const copy = store.create(data.type, parent, copyOf(data))
  for (const child of children) copyInto(store, child, copy.id)
  return copy.id
}

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
const renderBox = (store: Store, id: string) => {
  const { x, y, width, height } = store.box(id)
  const reach = store
    .get(id)
    .effects.filter(({ visible }) => visible !== false)
    .reduce((most, { radius }) => Math.max(most, typeof radius === 'number' ? radius * 1.5 : 0), 0)
  return { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }
}
