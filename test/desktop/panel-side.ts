/** The other end of the tray's icon: what a panel reads and sends, over the same bus. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { PATIENCE } from '../setup/patience.ts'
import { findPart } from '../setup/system-parts.mjs'

const run = promisify(execFile)

export interface MenuLine {
  readonly id: number
  /** Empty for a divider. */
  readonly label: string
  readonly checked: boolean | undefined
}

export interface PanelSide {
  tooltip(): Promise<string>
  iconSizes(): Promise<number[]>
  menu(): Promise<MenuLine[]>
  click(label: string): Promise<void>
}

/** Waits until the icon is there. `gdbus` and not our own library: it would agree with itself. */
export const findItem = async (env: NodeJS.ProcessEnv): Promise<PanelSide> => {
  const gdbus = async (...args: readonly string[]): Promise<string> =>
    (await run(findPart('gdbus') ?? 'gdbus', [...args], { env, maxBuffer: 2 ** 24 })).stdout
  const call = (dest: string, path: string, method: string, ...args: readonly string[]) =>
    gdbus('call', '--session', '--dest', dest, '--object-path', path, '--method', method, ...args)

  const name = await vi.waitFor(
    async () => {
      const watcher = 'org.kde.StatusNotifierWatcher'
      const items = await call(
        watcher,
        '/StatusNotifierWatcher',
        'org.freedesktop.DBus.Properties.Get',
        watcher,
        'RegisteredStatusNotifierItems',
      )
      const found = /org\.kde\.StatusNotifierItem-\d+-1/.exec(items)?.[0]
      if (found === undefined) throw new Error(`No icon of ours among ${items}`)
      return found
    },
    { timeout: PATIENCE, interval: 100 },
  )
  const property = (which: string): Promise<string> =>
    call(
      name,
      '/StatusNotifierItem',
      'org.freedesktop.DBus.Properties.Get',
      'org.kde.StatusNotifierItem',
      which,
    )
  const menu = async (): Promise<MenuLine[]> => {
    const layout = await call(name, '/MenuBar', 'com.canonical.dbusmenu.GetLayout', '0', '1', '[]')
    return [...layout.matchAll(/<\((\d+), (\{.*?\}), @av \[\]\)>/g)].map(([, id, properties]) => {
      const state = /'toggle-state': <(\d)>/.exec(properties ?? '')?.[1]
      return {
        id: Number(id),
        label: /'label': <'([^']*)'>/.exec(properties ?? '')?.[1] ?? '',
        checked: state === undefined ? undefined : state === '1',
      }
    })
  }

  return {
    tooltip: async () => /'(Inlay[^']*)'/.exec(await property('ToolTip'))?.[1] ?? '',
    iconSizes: async () =>
      [...(await property('IconPixmap')).matchAll(/\((\d+), \1, /g)].map(([, size]) =>
        Number(size),
      ),
    menu,
    click: async (label) => {
      // The line may come a moment after what else has changed.
      const line = await vi.waitFor(
        async () => {
          const found = (await menu()).find((one) => one.label === label)
          if (found === undefined) throw new Error(`The menu has no line ${label}`)
          return found
        },
        { timeout: PATIENCE, interval: 100 },
      )
      await call(
        name,
        '/MenuBar',
        'com.canonical.dbusmenu.Event',
        String(line.id),
        'clicked',
        "<''>",
        '0',
      )
    },
  }
}
