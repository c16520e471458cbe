/** The plugin's window starts here: joins the sandbox and the companion, and shows the panel. */
import { render } from 'preact'
import { companionHost } from './companion.ts'
import { createHost } from './host.ts'
import { createPanel } from './panel/panel.ts'
import { runQuickly } from './quick.ts'
import { App } from './views/app.tsx'

const host = createHost({
  // Figma's own page has no address that this frame could name; it passes on what is for its plugin.
  post: (value) => parent.postMessage({ pluginMessage: value }, '*'),
  listen: (heard) =>
    addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
      if (source !== parent || typeof data !== 'object' || data === null) return
      if ('pluginMessage' in data) heard(data.pluginMessage)
    }),
})

const begin = async (): Promise<void> => {
  const start = await host.start
  const panel = createPanel(host, companionHost, start)
  const root = document.getElementById('root')
  if (root !== null) render(<App panel={panel} />, root)
  if (start.quick) runQuickly(panel, host)
}

void begin()
