/** The panel in a browser over the double of Photoshop: what the test's page runs. */
import { hostTimers } from '@inlay/shared'
import type { Mode } from '../../../../../test/hosts/photoshop/document.ts'
import { rgbToGrey, rgbToLab } from '../../../../../test/hosts/photoshop/profiles.ts'
import type { Raster } from '../../../../../test/hosts/photoshop/raster.ts'
import { mountPanel } from '../../panel/mount.ts'
import { createPanel } from '../../panel/panel.ts'
import { readAll } from '../../panel/settings.ts'
import { createVoice } from '../../panel/voice.ts'
import { createStore } from '../../storage.ts'
import { createFetch, createRandomBytes, type SelfTest } from '../../transport.ts'
import {
  documentOf,
  edges,
  marqueeSelection,
  newLayer,
  openDesk,
  type PixelDocument,
  softSelection,
} from '../desk.ts'
import { nativeFetch } from '../fetch.ts'
import { WIDGET_STYLE } from './widgets.client.ts'

/** An RGB photo as a document of another mode has it. */
const inMode = (raster: Raster, mode: Mode | undefined): Raster => {
  if (mode === 'grayscaleMode') return { ...raster, channels: 2, data: rgbToGrey(raster.data) }
  return mode === 'labColorMode' ? { ...raster, data: rgbToLab(raster.data) } : raster
}

export interface Setting {
  readonly address: string
  /** RGBA in base64. */
  readonly photo: string
  readonly width: number
  readonly height: number
  /** As pairing gave them; absent for a first run. */
  readonly credentials?: { readonly deviceId: string; readonly token: string } | undefined
  /** What Photoshop says of itself; en_US unless told. */
  readonly locale?: string
  readonly title?: string
  readonly mode?: Mode
  readonly bits?: 32
  /** What the self-test finds. */
  readonly way?: SelfTest
  /** Of the first fill; absent, it is drawn. */
  readonly seed?: number
}

export interface Handle {
  /** Of the document in front. */
  readonly layers: () => string[]
  /** Of the document that was there first. */
  readonly history: () => string[]
  select(left: number, top: number, width: number, height: number): void
  marquee(left: number, top: number, width: number, height: number): void
  deselect(): void
  resize(width: number, height: number): void
  quickMask(isOn: boolean): void
  close(): void
  /** Opens another picture, in front. */
  openOther(width: number, height: number, title: string): void
  /** Runs before each call into Photoshop that changes something. */
  beforeCall(run: () => void): void
  command(id: 'remove' | 'fill' | 'expand'): void
  /** Of the newest fill, as it was made. */
  seed(): number | undefined
  /** The panel is closed and made afresh. */
  reopen(): void
  turnInto(mode: Mode): void
  /** Notes what is seen of running fills from now on. */
  watchLook(): void
  looks(): { readonly words: readonly string[]; readonly laid: readonly Laid[] }
}

/** A look at a running fill on its ground, in pixels of the page. */
interface Laid {
  readonly look: DOMRect
  readonly ground: DOMRect
}

declare global {
  interface Window {
    openPanel(setting: Setting): Handle
  }
}

// Photoshop's double waits a turn as Node does.
Reflect.set(globalThis, 'setImmediate', (work: () => void) => setTimeout(work, 0))

const kept = new Map<string, string>()
const store = createStore(
  {
    setItem: async (key, value) => void kept.set(key, value),
    getItem: async (key) => new TextEncoder().encode(kept.get(key) ?? ''),
    removeItem: async (key) => void kept.delete(key),
  },
  {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  },
)

window.openPanel = (setting) => {
  const {
    address,
    photo,
    width,
    height,
    credentials,
    mode,
    bits,
    locale = 'en_US',
    title = 'Breakfast.psd',
    seed,
    way = { findings: [], outcome: 'nobody', look: '' },
  } = setting
  const sheet = document.createElement('style')
  sheet.textContent = WIDGET_STYLE
  document.head.prepend(sheet)
  const data = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0))
  const background = newLayer({
    name: 'Background',
    isBackground: true,
    pixels: inMode({ edges: edges(0, 0, width, height), channels: 4, data }, mode),
  })
  const picture: PixelDocument = documentOf(
    { width, height, layers: [background] },
    { title, ...(mode === undefined ? {} : { mode }), ...(bits === undefined ? {} : { bits }) },
  )
  if (seed !== undefined) store.write('settings', { seed })
  const voice = createVoice(locale, readAll(store.read('settings')).language)
  const { host, double } = openDesk([picture], {}, { bandPixels: 4e6, say: voice.say })
  const panel = createPanel({
    host,
    store,
    credentials,
    showPanel: async () => true,
    selfTest: async () => way,
    voice,
    linkHost: {
      fetch: createFetch(nativeFetch, hostTimers),
      WebSocket,
      randomBytes: createRandomBytes((array) => crypto.getRandomValues(array)),
      address,
    },
  })
  let mounted = mountPanel(document.body, panel)
  const words = new Set<string>()
  const laid: Laid[] = []
  const note = (): void => {
    words.add(document.querySelector('.progress [role=status]')?.textContent ?? '')
    const look = document.querySelector('img.look.laid:not(.gone)')
    const ground = document.querySelector('img.picture:not(.gone)')
    if (look === null || ground === null) return
    laid.push({ look: look.getBoundingClientRect(), ground: ground.getBoundingClientRect() })
  }
  const change = (part: Partial<PixelDocument['state']>): void => {
    picture.commit('Select', { ...picture.state, ...part })
    double.tell('set')
  }
  return {
    layers: () => double.documentOf(double.activeId ?? 0).state.layers.map(({ name }) => name),
    history: () => picture.history.map(({ name }) => name),
    select: (left, top, w, h) => change({ selection: softSelection(edges(left, top, w, h)) }),
    marquee: (left, top, w, h) => change({ selection: marqueeSelection(edges(left, top, w, h)) }),
    deselect: () => change({ selection: null }),
    resize: (w, h) => change({ width: w, height: h }),
    quickMask: (isOn) => change({ quickMask: isOn }),
    close: () => double.close(picture.id),
    openOther: (w, h, other) => {
      const opened = documentOf({ width: w, height: h }, { title: other })
      double.documents.push(opened)
      double.activate(opened.id)
    },
    beforeCall: (run) => {
      double.gate.beforeCall = run
    },
    turnInto: (other) => {
      picture.mode = other
      double.tell('convertMode')
    },
    // After the panel has drawn it, and before the next event takes it away.
    watchLook: () => panel.subscribe(note),
    looks: () => ({ words: [...words], laid }),
    seed: () => panel.queue.jobs.at(-1)?.report?.seed,
    reopen: () => {
      mounted.remove()
      mounted = mountPanel(document.body, panel)
    },
    command: (id) => {
      void panel.command(id)
      mounted.focus()
    },
  }
}
