/**
 * A Figma to run the built plugin in: its sandbox script in real QuickJS with only Figma's globals,
 * over a document that refuses what Figma refuses, with librsvg for its renderer.
 */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundleMain } from '../../../plugins/figma/build.mjs'
import { TRAPS } from '../sandbox.ts'
import type { DocumentInput, NodeData, Rows } from './double/data.ts'
import { pack, unpack } from './double/serialise.ts'
import type { Box } from './double/store.ts'
import { hashOf, type KeptImage, readImage } from './images.ts'
import { createMachine, type Machine, type Outside } from './machine.ts'
import { rasterise } from './rasterise.ts'

export type { DocumentInput, NodeInput } from './double/data.ts'

/** A node as the double tells it. */
export type SeenNode = NodeData & {
  readonly absolute: Rows
  readonly size: { readonly width: number; readonly height: number }
  readonly box: Box | null
}

export interface SeenDocument {
  readonly pages: readonly string[]
  readonly current: string
  readonly rootData: Readonly<Record<string, string>>
  readonly nodes: readonly SeenNode[]
}

/** What the plugin did that shows outside its messages. */
export interface Told {
  readonly event: string
  readonly value: unknown
}

/** What a turn of the event loop costs, counted: the same on any machine. */
export interface Turn {
  /** Times that something of the document was read. */
  readonly reads: number
  /** Ten thousand calls and rounds of loops each, those of the double's own code included. */
  readonly ticks: number
  /** What set it going. */
  readonly by: string
}

export interface FigmaHostOptions {
  readonly document: DocumentInput
  /** Image hash as the document's fills name it -> the file's bytes. */
  readonly images?: Readonly<Record<string, Uint8Array>>
  /** clientStorage of earlier sessions, changed in place. */
  readonly storage?: Map<string, string>
  /** The plugin's script; that of this repository when absent. */
  readonly script?: string
  readonly html?: string
  readonly pluginId?: string
  /** Its timers take their time, for a window that takes its own; else only their order counts. */
  readonly isRealTime?: boolean
}

export interface FigmaHost {
  /**
   * Starts the plugin: what Figma calls `run`, from the menu, a quick action or a relaunch button. In
   * Figma each start is a virtual machine of its own, and so nothing of an earlier one goes on.
   */
  run(command: string, parameters?: Readonly<Record<string, string>>): void
  /** A `pluginMessage` from the window. */
  fromUi(value: unknown): void
  /** What the plugin posts to its window, and its number; returns how to stop listening. */
  onToUi(listener: (value: unknown, number: number) => void): () => void
  /** How many values were posted so far, delivered or on their way. */
  posted(): number
  readonly told: readonly Told[]
  onTold(listener: (told: Told) => void): () => void
  /** What escaped the plugin: errors in timers and listeners. Whoever has read them may clear them. */
  readonly errors: string[]
  /** Puts another document in place of this one; the plugin runs on. */
  load(document: DocumentInput): void
  /** Gives the document's fills an image under this hash. */
  putImage(hash: string, bytes: Uint8Array): void
  /** The file of a fill. */
  imageOf(hash: string): Uint8Array
  select(ids: readonly string[]): void
  /** A person presses the button of the notice that is shown. */
  pressNotice(): void
  /** Suggestions, or `{ error }`, while a person types a parameter. */
  suggest(key: string, query: string): unknown
  /** Changes a node as a person would; one step of undo. */
  edit(id: string, change: Partial<NodeData>): void
  remove(id: string): void
  /** Drags a node into another parent, on top of what is there. */
  move(id: string, parent: string): void
  /** The most that was done in one turn of the plugin's, since this was asked last. */
  longestTurn(): Turn
  /** Ctrl+Z; false when there was nothing. */
  undo(): boolean
  document(): SeenDocument
  /** What is seen in a box of a page, as PNG. */
  snapshot(box: Box, scale?: number, page?: string): Promise<Uint8Array>
  /**
   * As when a person closes the plugin or its document: only what listens to `close` runs still,
   * until it is started again.
   */
  quit(): void
  close(): void
}

/** Controls by which Figma calls the plugin; the others are the person's and the test's. */
const TURNS: ReadonlySet<string> = new Set([
  ...['run', 'receive', 'selected', 'settle', 'tick', 'notice'],
])

const inDouble = (name: string): string => fileURLToPath(new URL(`double/${name}`, import.meta.url))

const bundleDouble = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [inDouble('main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    platform: 'neutral',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

/** Each made once for all the hosts of a test file. */
let double: Promise<string> | undefined
let main: Promise<string> | undefined

export const createFigmaHost = async (options: FigmaHostOptions): Promise<FigmaHost> => {
  double ??= bundleDouble()
  main ??= bundleMain()
  const machine = await createMachine(TURNS)
  return start(machine, await double, options.script ?? (await main), options)
}

const start = (
  machine: Machine,
  doubleScript: string,
  script: string,
  options: FigmaHostOptions,
): FigmaHost => {
  const { document, images = {}, storage = new Map<string, string>() } = options
  const kept = new Map<string, KeptImage>()
  const { vm, errors, bytesOf } = machine
  const told: Told[] = []
  const uiListeners = new Set<(value: unknown, number: number) => void>()
  let posts = 0
  const toldListeners = new Set<(one: Told) => void>()
  const waiting: { readonly due: number; readonly doIt: () => void }[] = []
  /** Milliseconds of the plugin's time. */
  let clock = 0
  let isOpen = true
  /** The plugin runs no more; its document can still be looked at. */
  let isOver = false
  /** How often it was started: what an earlier life had under way is over. */
  let life = 0
  const putImage = (hash: string, bytes: Uint8Array): void => {
    const image = readImage(bytes)
    if (typeof image === 'string') throw new Error(`${hash}: ${image}`)
    kept.set(hash, image)
  }
  for (const [hash, bytes] of Object.entries(images)) putImage(hash, bytes)

  /** Calls one of the double's controls, unless nothing is there any more to be called. */
  const control: Machine['control'] = (name, ...args) =>
    !isOpen || (isOver && TURNS.has(name)) ? undefined : machine.control(name, ...args)

  /** In the order in which they are due; nobody waits for the time between them. */
  const later = (delay: number, work: () => void): void => {
    const own = life
    const doIt = (): void => {
      if (isOpen && own === life) work()
    }
    if (options.isRealTime === true) {
      setTimeout(doIt, delay).unref()
      return
    }
    const due = clock + delay
    const at = waiting.findIndex((one) => one.due > due)
    waiting.splice(at < 0 ? waiting.length : at, 0, { due, doIt })
    if (waiting.length === 1) setImmediate(goOn)
  }

  const goOn = (): void => {
    const next = waiting.shift()
    if (next === undefined || !isOpen) return
    clock = next.due
    if (waiting.length > 0) setImmediate(goOn)
    next.doIt()
  }

  const withImages = (svg: string): Buffer =>
    Buffer.from(
      svg.replaceAll(/inlay-image:([\w-]+)/g, (_all, hash: string) => {
        const bytes = kept.get(hash)?.bytes ?? new Uint8Array()
        return `data:image;base64,${Buffer.from(bytes).toString('base64')}`
      }),
    )

  const tell = (event: string, value: unknown): void => {
    const one = { event, value }
    told.push(one)
    for (const listener of toldListeners) listener(one)
    // The plugin is gone, and with it everything it was waiting for.
    if (event === 'close') later(0, close)
  }

  const close = (): void => {
    if (!isOpen) return
    isOpen = false
    waiting.length = 0
  }

  const bridge: Outside = {
    post: (json, bytes) => {
      if (json === undefined || bytes === undefined) return undefined
      const value = unpack(vm.getString(json), bytesOf(bytes).buffer)
      posts += 1
      const number = posts
      // As in a browser: the window hears of it on a turn of its own.
      later(0, () => {
        for (const listener of uiListeners) listener(value, number)
      })
      return undefined
    },
    putImage: (handle) => {
      if (handle === undefined) return undefined
      const bytes = bytesOf(handle)
      const image = readImage(bytes)
      if (typeof image === 'string') return vm.newString(JSON.stringify({ error: image }))
      const hash = hashOf(bytes)
      kept.set(hash, image)
      return vm.newString(JSON.stringify({ hash }))
    },
    imageInfo: (hash) => {
      const image = hash === undefined ? undefined : kept.get(vm.getString(hash))
      if (image === undefined) return undefined
      const { width, height } = image
      return vm.newString(JSON.stringify({ width, height }))
    },
    imageBytes: (hash) => {
      const image = hash === undefined ? undefined : kept.get(vm.getString(hash))
      return vm.newArrayBuffer(new Uint8Array(image?.bytes ?? []).buffer)
    },
    rasterise: (call, svg, width, height) => {
      if (!call || !svg || !width || !height) return undefined
      const id = vm.getNumber(call)
      const own = life
      const settle = (...answer: [ArrayBuffer | undefined, string]): void => {
        if (own === life) control('settle', id, ...answer)
      }
      rasterise(withImages(vm.getString(svg)), vm.getNumber(width), vm.getNumber(height)).then(
        (png) => settle(png.slice().buffer, ''),
        (error: unknown) => {
          errors.push(String(error))
          settle(undefined, 'Failed to export node')
        },
      )
      return undefined
    },
    own: (handle) => {
      machine.countsOwn(handle !== undefined && vm.dump(handle) === true)
      return undefined
    },
    timer: (id, delay) => {
      if (!id || !delay) return undefined
      const number = vm.getNumber(id)
      later(vm.getNumber(delay), () => control('tick', number))
      return undefined
    },
    tell: (event, json) => {
      if (event && json) tell(vm.getString(event), JSON.parse(vm.getString(json)))
      return undefined
    },
    storage: (action, key, json) => {
      if (!action || !key || !json) return undefined
      const name = vm.getString(key)
      const what = vm.getString(action)
      if (what === 'set') storage.set(name, vm.getString(json))
      if (what === 'delete') storage.delete(name)
      const value = what === 'get' ? storage.get(name) : undefined
      return value === undefined ? undefined : vm.newString(value)
    },
  }

  machine.offer('inlayBridge', bridge)
  const { pluginId = 'inlay-from-disk', html = '<!doctype html>' } = options
  machine.setText('inlayOptions', JSON.stringify({ document, relaunch: ['variations'], pluginId }))
  machine.setText('__html__', html)
  const scripts = { double: doubleScript, traps: TRAPS, plugin: script }
  for (const [name, code] of Object.entries(scripts)) machine.run(name, code)
  machine.settle()

  const seen = (): SeenDocument => JSON.parse(String(control('document')))

  const quit = (): void => {
    control('quit')
    isOver = true
  }

  return {
    run: (command, parameters) => {
      if (life > 0 && !isOver) quit()
      life += 1
      isOver = false
      control(
        'run',
        JSON.stringify(parameters === undefined ? { command } : { command, parameters }),
      )
    },
    fromUi: (value) => {
      const { json, bytes } = pack(value)
      control('receive', json, bytes)
    },
    onToUi: (listener) => {
      uiListeners.add(listener)
      return () => uiListeners.delete(listener)
    },
    posted: () => posts,
    told,
    onTold: (listener) => {
      toldListeners.add(listener)
      return () => toldListeners.delete(listener)
    },
    errors,
    load: (input) => void control('load', JSON.stringify(input)),
    putImage,
    imageOf: (hash) => {
      const image = kept.get(hash)
      if (image === undefined) throw new Error(`There is no image ${hash}`)
      return image.bytes
    },
    select: (ids) => {
      control('select', JSON.stringify(ids))
      control('selected')
    },
    pressNotice: () => void control('notice'),
    suggest: (key, query) => JSON.parse(String(control('input', JSON.stringify({ key, query })))),
    edit: (id, change) => void control('edit', id, JSON.stringify(change)),
    remove: (id) => void control('remove', id),
    move: (id, parent) => void control('move', id, parent),
    longestTurn: () => ({ reads: Number(control('mostReads')), ...machine.longest() }),
    undo: () => control('undo') === 'true',
    document: seen,
    snapshot: async (box, scale = 1, page = seen().current) => {
      const width = Math.max(1, Math.round(box.width * scale))
      const height = Math.max(1, Math.round(box.height * scale))
      const svg = String(control('draw', page, JSON.stringify({ box, width, height })))
      return rasterise(withImages(svg), width, height)
    },
    quit,
    close,
  }
}
