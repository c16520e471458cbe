/** The files of the plugins that came with this companion, and what they say of themselves. */
import { stat } from 'node:fs/promises'
import { COMPANION_VERSION, PLUGIN_APPS, type PluginApp, type PluginInfo } from '@inlay/shared'
import type { PluginPlaces } from '../system/plugin-places.ts'

export interface PluginFile {
  /** What is installed, absolute. */
  readonly file: string
  /** What is shown on the desktop: the folder, or what Creative Cloud opens. */
  readonly shown: string
}

export const fileFor = (places: PluginPlaces, app: PluginApp): PluginFile | undefined => {
  const { figma, photoshop } = places
  if (app === 'figma') return figma && { file: figma.manifest, shown: figma.folder }
  return photoshop && { file: photoshop.file, shown: photoshop.file }
}

/** Plugins are built with the companion they come with: they are of its version. */
export const describePlugins = (places: PluginPlaces, canShow: boolean): Promise<PluginInfo[]> =>
  Promise.all(
    PLUGIN_APPS.map(async (app): Promise<PluginInfo> => {
      const found = fileFor(places, app)
      if (found === undefined) return { app, canShow: false }
      const { file } = found
      return { app, version: COMPANION_VERSION, file, bytes: (await stat(file)).size, canShow }
    }),
  )
