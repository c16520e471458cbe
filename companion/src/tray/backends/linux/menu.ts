/**
 * The menu as panels ask for it (com.canonical.dbusmenu): numbered lines, a revision that grows with
 * each change, and what a click means.
 */
import type { MenuItem } from '../../messages.ts'

/** [name, [signature, value]] */
type Property = readonly [string, readonly [string, unknown]]
/** [number, properties, children as variants] */
type Node = readonly [number, readonly Property[], readonly (readonly [string, unknown])[]]

export const MENU_PATH = '/MenuBar'
export const MENU_INTERFACE = 'com.canonical.dbusmenu'

export const MENU_DESCRIPTION = {
  name: MENU_INTERFACE,
  methods: {
    GetLayout: ['iias', 'u(ia{sv}av)'],
    GetGroupProperties: ['aias', 'a(ia{sv})'],
    GetProperty: ['is', 'v'],
    Event: ['isvu', ''],
    EventGroup: ['a(isvu)', 'ai'],
    AboutToShow: ['i', 'b'],
    AboutToShowGroup: ['ai', 'aiai'],
  },
  properties: { Version: 'u', TextDirection: 's', Status: 's', IconThemePath: 'as' },
  signals: { LayoutUpdated: ['ui', 'revision', 'parent'] },
} as const

interface Entry {
  readonly id: number
  readonly properties: readonly Property[]
  readonly action: string | undefined
  readonly children: readonly Entry[]
}

export interface PanelMenu {
  /** Takes the place of the menu before; true when a panel has to read it anew. */
  set(items: readonly MenuItem[]): boolean
  readonly revision: number
  /** Answers panels. */
  readonly implementation: object
}

const text = (name: string, value: string): Property => [name, ['s', value]]

/** A lone underscore would mark the next letter as the one to press. */
const plain = (label: string): string => label.replaceAll('_', '__')

export const createPanelMenu = (onAction: (action: string) => void): PanelMenu => {
  let shown = ''
  let revision = 1
  let root: Entry = { id: 0, properties: [], action: undefined, children: [] }
  let all = new Map<number, Entry>([[0, root]])

  const number = (items: readonly MenuItem[]): Entry => {
    const known = new Map<number, Entry>()
    let next = 1
    const enter = (item: MenuItem): Entry => {
      const id = next++
      const children = item.kind === 'submenu' ? item.items.map(enter) : []
      const action = item.kind === 'line' ? item.action : undefined
      const entry = { id, properties: propertiesOf(item), action, children }
      known.set(id, entry)
      return entry
    }
    const top: Entry = {
      id: 0,
      properties: [text('children-display', 'submenu')],
      action: undefined,
      children: items.map(enter),
    }
    known.set(0, top)
    all = known
    return top
  }

  const nodeOf = ({ id, properties, children }: Entry, depth: number): Node => [
    id,
    properties,
    depth === 0 ? [] : children.map((child) => ['(ia{sv}av)', nodeOf(child, depth - 1)] as const),
  ]

  const clicked = (id: unknown, event: unknown): void => {
    const action = typeof id === 'number' ? all.get(id)?.action : undefined
    if (event === 'clicked' && action !== undefined) onAction(action)
  }

  return {
    get revision() {
      return revision
    },
    set: (items) => {
      const now = JSON.stringify(items)
      if (now === shown) return false
      shown = now
      root = number(items)
      revision++
      return true
    },
    implementation: {
      Version: 3,
      TextDirection: 'ltr',
      Status: 'normal',
      IconThemePath: [],
      GetLayout: (parent: number, depth: number) => [
        revision,
        nodeOf(all.get(parent) ?? root, depth),
      ],
      GetGroupProperties: (ids: readonly number[]) =>
        [...all.values()]
          .filter(({ id }) => ids.length === 0 || ids.includes(id))
          .map(({ id, properties }) => [id, properties]),
      GetProperty: (id: number, name: string) =>
        all.get(id)?.properties.find(([own]) => own === name)?.[1] ?? ['s', ''],
      Event: (id: number, event: string) => clicked(id, event),
      EventGroup: (events: readonly (readonly unknown[])[]) => {
        for (const [id, event] of events) clicked(id, event)
        return []
      },
      AboutToShow: () => false,
      AboutToShowGroup: () => [[], []],
    },
  }
}

const propertiesOf = (item: MenuItem): readonly Property[] => {
  switch (item.kind) {
    case 'divider':
      return [text('type', 'separator')]
    case 'submenu':
      return [text('label', plain(item.label)), text('children-display', 'submenu')]
    case 'line':
      return [
        text('label', plain(item.label)),
        ['enabled', ['b', item.action !== undefined]],
        ...(item.checked === undefined
          ? []
          : [
              text('toggle-type', 'checkmark'),
              ['toggle-state', ['i', item.checked ? 1 : 0]] as const,
            ]),
      ]
  }
}
