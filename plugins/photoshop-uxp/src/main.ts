/** The second script of the plugin's page: the panel over Photoshop itself. */
import './entry-global.ts'
import { createTunnelFetch, hostTimers, type Signal } from '@inlay/shared'
import { NAME, PANEL } from './commands.ts'
import { createHost } from './host/index.ts'
import { realPhotoshop } from './host/real.ts'
import { type Mounted, mountPanel } from './panel/mount.ts'
import { createPanel } from './panel/panel.ts'
import { readAll } from './panel/settings.ts'
import type { Panel } from './panel/state.ts'
import { createVoice } from './panel/voice.ts'
import { stoppable } from './stop.ts'
import { createStore } from './storage.ts'
import { createFetch, createLadder, createRandomBytes, selfTest } from './transport.ts'
import type { UxpModule } from './uxp.ts'

declare const require: (name: 'uxp') => UxpModule

const { storage, pluginManager, host: program } = require('uxp')
const store = createStore(storage.secureStorage, localStorage)
const voice = createVoice(program?.uiLocale, readAll(store.read('settings')).language)
const own = stoppable<AbortSignal>(
  (url, init) => fetch(url, init),
  () => new AbortController(),
)
const plain = createFetch<Signal>(own, hostTimers)
const tunnel = createTunnelFetch<Signal>(WebSocket, hostTimers)

/** By our own entry in the list of plugins; a text is its word for "no". */
const showPanel = async (): Promise<boolean> => {
  for (const plugin of pluginManager?.plugins ?? []) {
    if (plugin.name !== NAME) continue
    try {
      return typeof (await plugin.showPanel(PANEL)) !== 'string'
    } catch {
      // The user is told where to find it instead.
      return false
    }
  }
  return false
}

/** One for as long as the plugin lives: commands work without the panel, and jobs outlive its closing. */
const opened: Promise<Panel> = store
  .credentials()
  // A system that has lost them is one that was never paired.
  .catch(() => undefined)
  .then((credentials) => {
    return createPanel({
      host: createHost(realPhotoshop, { say: voice.say }),
      store,
      credentials,
      showPanel,
      voice,
      selfTest: () => selfTest(plain, tunnel),
      linkHost: {
        fetch: createLadder(plain, tunnel),
        WebSocket,
        randomBytes: createRandomBytes((array) => crypto.getRandomValues(array)),
      },
    })
  })

let mounted: Mounted | undefined

globalThis.inlayEntry?.attach({
  panel: (root) => {
    // Whatever UXP hands over, the panel is seen: one page is all this plugin has.
    const place = root instanceof HTMLElement ? root : document.body
    void opened.then((panel) => {
      // Some versions make a panel afresh when it is opened again.
      mounted?.remove()
      mounted = mountPanel(place, panel)
    })
  },
  command: (id) => {
    void opened.then((panel) => {
      void panel.command(id)
      mounted?.focus()
    })
  },
})
