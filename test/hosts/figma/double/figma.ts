/** The global `figma` of the double, under `documentAccess: dynamic-page`. */
import type {
  ExportSettingsImage,
  FrameNode,
  GroupNode,
  Image,
  PluginAPI,
  RectangleNode,
  RunEvent,
  SceneNode,
} from '@figma/plugin-typings/plugin-api-standalone'
import type { Bridge } from './bridge.ts'
import type { DocumentInput, DoubleType, Loose } from './data.ts'
import { Drawing } from './drawing.ts'
import { isDrawn } from './drawn.ts'
import { lacking, newTurn, reads } from './lacking.ts'
import { Nodes } from './nodes.ts'
import { pack, unpack } from './serialise.ts'
import { type Box, Store } from './store.ts'

export interface DoubleOptions {
  readonly document: DocumentInput
  /** Commands that the manifest lists for relaunch buttons. */
  readonly relaunch: readonly string[]
  readonly pluginId: string
}

const GREY: Loose = { type: 'SOLID', color: { r: 0.85, g: 0.85, b: 0.85 } }
const WHITE: Loose = { type: 'SOLID', color: { r: 1, g: 1, b: 1 } }

const dynamicPage = (member: string, instead: string): Error =>
  new Error(`in ${member}: Cannot call with documentAccess: dynamic-page. Use ${instead} instead.`)

/** The double, and the strings by which the other side moves it. */
export const createDouble = (bridge: Bridge, { document, relaunch, pluginId }: DoubleOptions) => {
  const store = new Store()
  const loaded = new Set<string>()
  const selections = new Map<string, readonly string[]>()
  const listeners = new Map<string, ((event: never) => void)[]>()
  const waiting = new Map<number, { resolve(png: Uint8Array): void; reject(why: unknown): void }>()
  let current = ''
  let nextCall = 0
  let hasWindow = false
  let onMessage: ((value: unknown, about: { origin: string }) => void) | undefined
  let noticeAction: (() => unknown) | undefined
  let inputListener: ((event: never) => void) | undefined

  const imageSize = (hash: string): { width: number; height: number } | null => {
    const info = bridge.imageInfo(hash)
    return info === undefined ? null : JSON.parse(info)
  }

  const rasterise = (svg: string, width: number, height: number): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const call = nextCall++
      waiting.set(call, { resolve, reject })
      bridge.rasterise(call, svg, width, height)
    })

  const pixelsOf = (box: Box, { constraint }: ExportSettingsImage) => {
    const scales = {
      SCALE: constraint?.value ?? 1,
      WIDTH: (constraint?.value ?? 1) / box.width,
      HEIGHT: (constraint?.value ?? 1) / box.height,
    }
    const scale = scales[constraint?.type ?? 'SCALE']
    return {
      width: Math.max(1, Math.round(box.width * scale)),
      height: Math.max(1, Math.round(box.height * scale)),
    }
  }

  const exportNode = async (id: string, settings: ExportSettingsImage): Promise<Uint8Array> => {
    bridge.tell('export', JSON.stringify({ id, name: store.get(id).name, settings }))
    // Figma rejects with a string here, not with an Error.
    if (!isDrawn(store, id)) {
      return Promise.reject('Failed to export node. This node may not have any visible layers.')
    }
    if (settings.format !== 'PNG') return Promise.reject('Failed to export node')
    const box = store.box(id)
    const pixels = pixelsOf(box, settings)
    bridge.own(true)
    const svg = new Drawing(store, imageSize).svg([id], box, pixels)
    bridge.own(false)
    return rasterise(svg, pixels.width, pixels.height)
  }

  const nodes = new Nodes({
    store,
    currentPageId: () => current,
    isLoaded: (id) => loaded.has(id),
    load: (id) => void loaded.add(id),
    commands: new Set(relaunch),
    exportNode,
    selection: (page) => (selections.get(page) ?? []).filter((id) => store.nodes.has(id)),
    select: (page, ids) => {
      selections.set(page, [...ids])
      fire('selectionchange')
    },
  })

  const fire = (event: string, value?: RunEvent): void => {
    for (const listener of listeners.get(event) ?? []) Reflect.apply(listener, undefined, [value])
  }

  const create = (type: DoubleType, what: string, fills: Loose[]): string => {
    store.edit(what)
    return store.create(type, current, { fills }).id
  }
  const rectangle = (id: string): RectangleNode => lendRectangle(nodes.scene(id))
  const frame = (id: string): FrameNode => lendFrame(nodes.scene(id))

  const imageOf = (hash: string): Image => ({
    hash,
    getSizeAsync: async () => {
      const size = imageSize(hash)
      if (size === null) throw new Error('Image not found')
      return size
    },
    getBytesAsync: async () => new Uint8Array(bridge.imageBytes(hash)),
  })

  const figma = {
    apiVersion: '1.0.0',
    get editorType() {
      return store.editorType
    },
    mode: 'default',
    command: '',
    pluginId,
    mixed: lendMixed(Symbol('figma.mixed')),
    root: lacking<PluginAPI['root']>(
      {
        id: '0:0',
        type: 'DOCUMENT',
        name: 'Untitled',
        parent: null,
        get documentColorProfile() {
          return store.profile
        },
        get children() {
          return store.pages.map((id) => nodes.page(id))
        },
        getPluginData: (key) => store.rootData[key] ?? '',
        setPluginData: (key, value) => {
          store.edit('setPluginData')
          store.rootData[key] = value
        },
      },
      'root',
    ),
    get currentPage() {
      return nodes.page(current)
    },
    set currentPage(_page) {
      throw dynamicPage('set_currentPage', 'figma.setCurrentPageAsync')
    },
    setCurrentPageAsync: async (page) => {
      current = page.id
      loaded.add(page.id)
      fire('currentpagechange')
    },
    getNodeById: () => {
      throw dynamicPage('getNodeById', 'figma.getNodeByIdAsync')
    },
    getNodeByIdAsync: async (id) => (store.nodes.has(id) ? nodes.any(id) : null),
    getImageByHash: (hash) => (bridge.imageInfo(hash) === undefined ? null : imageOf(hash)),
    createImage: (data) => {
      const buffer = data.slice().buffer
      const { hash, error }: { hash?: string; error?: string } = JSON.parse(bridge.putImage(buffer))
      if (hash === undefined) throw new Error(`in createImage: ${error}`)
      return imageOf(hash)
    },
    createRectangle: () => rectangle(create('RECTANGLE', 'createRectangle', [GREY])),
    createFrame: () => frame(create('FRAME', 'createFrame', [WHITE])),
    group: (list, parent, index) => {
      store.edit('group')
      if (list.length === 0)
        throw new Error('in group: First argument must be an array of at least one node')
      if (store.isWithin(parent.id, 'INSTANCE')) throw new Error('in group: Cannot move node')
      const before = list.map(({ id }) => store.absolute(id))
      const { id } = store.create('GROUP', parent.id)
      for (const { id: child } of list) {
        store.detach(child)
        store.get(child).parent = id
        store.get(id).children.push(child)
      }
      const siblings = store.get(parent.id).children
      siblings.splice(siblings.indexOf(id), 1)
      siblings.splice(index ?? siblings.length, 0, id)
      list.forEach((one, i) => {
        const same = JSON.stringify(before[i]) === JSON.stringify(store.absolute(one.id))
        if (!same && store.containerOf(one.id) === null)
          throw new Error('The double cannot group these')
      })
      return lendGroup(nodes.scene(id))
    },
    commitUndo: () => store.commit(),
    notify: (message, options) => {
      const button = options?.button
      const told = { message, error: options?.error === true, button: button?.text }
      // A notice for ever is `null` in JSON.
      bridge.tell('notify', JSON.stringify({ ...told, timeout: options?.timeout }))
      const own = button?.action
      noticeAction = own
      return {
        cancel: () => {
          if (noticeAction === own) noticeAction = undefined
        },
      }
    },
    closePlugin: (message) => {
      fire('close')
      store.commit()
      bridge.tell('close', JSON.stringify({ message: message ?? null }))
    },
    openExternal: (url) => bridge.tell('openExternal', JSON.stringify({ url })),
    showUI: (html, options) => {
      hasWindow = true
      bridge.tell('showUI', JSON.stringify({ length: html.length, options: options ?? {} }))
    },
    ui: lacking<PluginAPI['ui']>(
      {
        postMessage: (value) => {
          if (!hasWindow) throw new Error('in postMessage: No UI to send a message to')
          const { json, bytes } = pack(value)
          bridge.post(json, bytes)
        },
        show: () => bridge.tell('show', '{}'),
        hide: () => bridge.tell('hide', '{}'),
        resize: (width, height) => bridge.tell('resize', JSON.stringify({ width, height })),
        get onmessage() {
          return undefined
        },
        set onmessage(handler) {
          onMessage = handler
        },
      },
      'ui',
    ),
    viewport: lacking<PluginAPI['viewport']>(
      {
        scrollAndZoomIntoView: (list) =>
          bridge.tell('view', JSON.stringify(list.map(({ id }) => id))),
      },
      'viewport',
    ),
    clientStorage: {
      getAsync: async (key) => {
        const json = bridge.storage('get', key, '')
        return json === undefined ? undefined : JSON.parse(json)
      },
      setAsync: async (key, value) => {
        const json = JSON.stringify(value)
        if (json.length > 5_000_000) throw new Error('in setAsync: Quota exceeded')
        bridge.storage('set', key, json)
      },
      deleteAsync: async (key) => {
        bridge.storage('delete', key, '')
      },
      keysAsync: async () => [],
    },
    parameters: lacking<PluginAPI['parameters']>(
      {
        on: (_type, callback) => {
          inputListener = callback
        },
      },
      'parameters',
    ),
    on: (type: string, callback: (event: never) => void) => {
      listeners.set(type, [...(listeners.get(type) ?? []), callback])
    },
  } satisfies Partial<PluginAPI>

  const load = (input: DocumentInput): void => {
    store.load(input)
    nodes.clear()
    selections.clear()
    loaded.clear()
    current = store.pages[0] ?? ''
    loaded.add(current)
  }
  load(document)

  /** Called by name from outside; each takes and gives JSON. */
  const controls = {
    receive: (json: string, bytes: ArrayBuffer): void => {
      onMessage?.(unpack(json, bytes), { origin: 'null' })
    },
    run: (json: string): void => fire('run', JSON.parse(json)),
    select: (json: string): void => {
      const ids: string[] = JSON.parse(json)
      selections.set(current, ids)
    },
    selected: (): void => fire('selectionchange'),
    notice: (): void => void noticeAction?.(),
    input: (json: string): string => {
      let told = '[]'
      const result = {
        setSuggestions: (list: unknown) => {
          told = JSON.stringify(list)
        },
        setError: (message: string) => {
          told = JSON.stringify({ error: message })
        },
      }
      const event = { ...JSON.parse(json), parameters: {}, result }
      if (inputListener !== undefined) Reflect.apply(inputListener, undefined, [event])
      return told
    },
    settle: (call: number, bytes: ArrayBuffer | undefined, why: string): void => {
      const promise = waiting.get(call)
      waiting.delete(call)
      if (bytes === undefined) promise?.reject(why)
      else promise?.resolve(new Uint8Array(bytes))
    },
    /** A person closes the plugin, or the document it runs in. */
    quit: (): void => {
      fire('close')
      store.commit()
    },
    newTurn,
    /** The most that was read in one turn since this was asked last. */
    mostReads: (): string => {
      newTurn()
      const { most } = reads
      reads.most = 0
      return String(most)
    },
    load: (json: string): void => load(JSON.parse(json)),
    undo: (): string => JSON.stringify(store.undo()),
    /** A person's own step of editing: it ends what the plugin had not ended. */
    edit: (id: string, json: string): void => {
      store.commit()
      Object.assign(store.get(id), JSON.parse(json))
      for (const one of store.nodes.keys()) if (one !== id) store.layOut(one)
      store.commit()
    },
    remove: (id: string): void => {
      store.commit()
      store.remove(id)
      store.commit()
    },
    move: (id: string, parent: string): void => {
      store.commit()
      store.detach(id)
      store.get(id).parent = parent
      store.get(parent).children.push(id)
      store.layOut(parent)
      store.commit()
    },
    document: (): string =>
      JSON.stringify({
        pages: store.pages,
        current,
        rootData: store.rootData,
        nodes: [...store.nodes.values()].map((data) => ({
          ...data,
          absolute: store.absolute(data.id),
          size: store.size(data.id),
          box: data.type === 'PAGE' ? null : store.box(data.id),
        })),
      }),
    draw: (pageId: string, json: string): string => {
      const { box, width, height }: { box: Box; width: number; height: number } = JSON.parse(json)
      return new Drawing(store, imageSize).svg(store.get(pageId).children, box, { width, height })
    },
  }
  return { figma, controls }
}

// A scene node of the double has the members of its type; the typings' unions cannot know that.
const lendRectangle = (node: SceneNode): RectangleNode => {
  if (node.type !== 'RECTANGLE') throw new TypeError('no rectangle')
  return node
}
const lendFrame = (node: SceneNode): FrameNode => {
  if (node.type !== 'FRAME') throw new TypeError('no frame')
  return node
}
const lendGroup = (node: SceneNode): GroupNode => {
  if (node.type !== 'GROUP') throw new TypeError('no group')
  return node
}
const lendMixed = (mixed: symbol): PluginAPI['mixed'] => {
  const isMixed = (_one: symbol): _one is PluginAPI['mixed'] => true
  if (!isMixed(mixed)) throw new TypeError('no symbol')
  return mixed
}
