/** The document's data: nodes by id, their places in the tree and on the page, and undo. */
import {
  type DocumentInput,
  type DoubleType,
  defaultsOf,
  type NodeData,
  type NodeInput,
  type Rows,
} from './data.ts'
import { apply, IDENTITY, invert, multiply } from './matrix.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

interface Snapshot {
  nodes: Record<string, NodeData>
  rootData: Record<string, string>
  pages: string[]
}

export class Store {
  nodes = new Map<string, NodeData>()
  pages: string[] = []
  rootData: Record<string, string> = {}
  readOnly = false
  editorType: 'figma' | 'figjam' | 'slides' = 'figma'
  profile: 'LEGACY' | 'SRGB' | 'DISPLAY_P3' = 'SRGB'
  #next = 1
  /** What each step of undo goes back to; the last is the state after the last committed step. */
  #history: string[] = []

  /** Another document in place of this one. */
  load(input: DocumentInput): void {
    const { pages, profile = 'SRGB', readOnly = false, pluginData = {} } = input
    this.editorType = input.editorType ?? 'figma'
    this.nodes = new Map()
    this.pages = []
    this.profile = profile
    this.rootData = { ...pluginData }
    for (const [i, { id = `0:${i + 1}`, name = `Page ${i + 1}`, children }] of pages.entries()) {
      this.nodes.set(id, { ...defaultsOf('PAGE'), id, type: 'PAGE', name, parent: null })
      this.pages.push(id)
      for (const child of children) this.#read(child, id)
    }
    for (const { id, type } of [...this.nodes.values()]) if (type !== 'PAGE') this.layOut(id)
    this.readOnly = readOnly
    this.#history = [this.#snapshot()]
  }

  #read({ children = [], x, y, ...input }: NodeInput, parent: string): void {
    const defaults = defaultsOf(input.type)
    const id = input.id ?? this.newId()
    const data: NodeData = { ...defaults, ...input, id, parent, children: [] }
    const [[a, c, e], [b, d, f]] = data.transform
    data.transform = [
      [a, c, x ?? e],
      [b, d, y ?? f],
    ]
    this.nodes.set(id, data)
    this.get(parent).children.push(id)
    for (const child of children) this.#read(child, id)
  }

  newId(): string {
    return `9:${this.#next++}`
  }

  /** @throws Error as Figma does for a node that is gone */
  get(id: string): NodeData {
    const data = this.nodes.get(id)
    if (data === undefined) throw new Error(`The node with id "${id}" does not exist`)
    return data
  }

  /** @throws Error in a document that is only looked at */
  edit(what: string): void {
    if (this.readOnly) throw new Error(`in ${what}: Cannot edit: the document is read-only`)
  }

  /** The node, to be changed. @throws Error as `edit` and `get` */
  edited(id: string, what: string): NodeData {
    this.edit(what)
    return this.get(id)
  }

  create(type: DoubleType, parent: string, input: Partial<NodeData> = {}): NodeData {
    const id = this.newId()
    const data: NodeData = { ...defaultsOf(type), ...input, id, type, parent, children: [] }
    this.nodes.set(id, data)
    this.get(parent).children.push(id)
    return data
  }

  detach(id: string): void {
    const { parent } = this.get(id)
    if (parent === null) return
    const siblings = this.get(parent).children
    siblings.splice(siblings.indexOf(id), 1)
    this.layOut(parent)
    // A group without layers is none.
    const above = this.get(parent)
    if (above.type === 'GROUP' && above.children.length === 0) this.remove(parent)
  }

  remove(id: string): void {
    for (const child of [...this.get(id).children]) this.#forget(child)
    this.detach(id)
    this.nodes.delete(id)
  }

  #forget(id: string): void {
    for (const child of this.get(id).children) this.#forget(child)
    this.nodes.delete(id)
  }

  /** The nearest parent whose coordinates children are written in; null for the page. */
  containerOf(id: string): NodeData | null {
    let up = this.get(id).parent
    while (up !== null) {
      const data = this.get(up)
      if (data.type === 'PAGE') return null
      if (data.type !== 'GROUP' && data.type !== 'BOOLEAN_OPERATION') return data
      up = data.parent
    }
    return null
  }

  containerTransform(id: string): Rows {
    const container = this.containerOf(id)
    return container === null ? IDENTITY : this.absolute(container.id)
  }

  absolute(id: string): Rows {
    return multiply(this.containerTransform(id), this.relative(id))
  }

  /** A group lies tight around its children, along its own axes. */
  relative(id: string): Rows {
    const data = this.get(id)
    if (data.type !== 'GROUP') return data.transform
    const { x, y } = this.#groupBox(data)
    const [[a, c], [b, d]] = data.transform
    return [
      [a, c, a * x + c * y],
      [b, d, b * x + d * y],
    ]
  }

  size(id: string): { width: number; height: number } {
    const data = this.get(id)
    return data.type === 'GROUP' ? this.#groupBox(data) : data
  }

  #groupBox({ transform, children }: NodeData): Box {
    const [[a, c], [b, d]] = transform
    const toGroup = invert([
      [a, c, 0],
      [b, d, 0],
    ])
    return around(
      children.flatMap((child) =>
        corners(multiply(toGroup, this.relative(child)), this.size(child)),
      ),
    )
  }

  box(id: string): Box {
    return around(corners(this.absolute(id), this.size(id)))
  }

  isWithin(id: string, type: DoubleType): boolean {
    let up: string | null = id
    while (up !== null) {
      const data = this.get(up)
      if (data.type === type) return true
      up = data.parent
    }
    return false
  }

  /** Auto layout: one after the other, from the padding on. */
  layOut(id: string): void {
    const { layoutMode, children, padding, itemSpacing } = this.get(id)
    if (layoutMode === 'NONE') return
    let at = padding
    for (const child of children) {
      const data = this.get(child)
      if (data.layoutPositioning === 'ABSOLUTE' || !data.visible) continue
      const [[a, c], [b, d]] = data.transform
      const [x, y] = layoutMode === 'HORIZONTAL' ? [at, padding] : [padding, at]
      data.transform = [
        [a, c, x],
        [b, d, y],
      ]
      at += (layoutMode === 'HORIZONTAL' ? data.width : data.height) + itemSpacing
    }
  }

  #snapshot(): string {
    const { rootData, pages } = this
    return JSON.stringify({ nodes: Object.fromEntries(this.nodes), rootData, pages })
  }

  #restore(text: string): void {
    const { nodes, rootData, pages }: Snapshot = JSON.parse(text)
    this.nodes = new Map(Object.entries(nodes))
    this.rootData = rootData
    this.pages = pages
  }

  /** Ends a step of undo, if anything has happened since the last. */
  commit(): void {
    const now = this.#snapshot()
    if (now !== this.#history.at(-1)) this.#history.push(now)
  }

  /** What Ctrl+Z does; false when there is nothing to undo. */
  undo(): boolean {
    this.commit()
    if (this.#history.length < 2) return false
    this.#history.pop()
    this.#restore(this.#history.at(-1) ?? '{}')
    return true
  }
}

const corners = (map: Rows, { width, height }: { width: number; height: number }) => [
  apply(map, 0, 0),
  apply(map, width, 0),
  apply(map, 0, height),
  apply(map, width, height),
]

const around = (points: readonly (readonly [number, number])[]): Box => {
  if (points.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}
