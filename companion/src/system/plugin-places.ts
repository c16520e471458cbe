/**
 * Where the plugins that this companion was shipped with lie, for whoever installs them into Figma
 * and Photoshop: beside `dist` in a package, in their own folders in a clone.
 */
import { access } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { distFile } from './dist.ts'

export interface PluginPlaces {
  /** Figma: "Plugins > Development > Import plugin from manifest". */
  readonly figma?: { readonly folder: string; readonly manifest: string }
  /** Photoshop: Creative Cloud opens the .ccx. */
  readonly photoshop?: { readonly file: string }
}

/**
 * Absolute paths; without those that are not there, as in a clone before `npm run build`.
 * @param root the folder that holds `dist`
 */
export const pluginPlaces = async (
  root = dirname(dirname(distFile('inlay.js'))),
): Promise<PluginPlaces> => {
  const figma = await firstThere(
    join(root, 'plugins', 'figma', 'manifest.json'),
    join(root, '..', 'plugins', 'figma', 'dist', 'manifest.json'),
  )
  const photoshop = await firstThere(
    join(root, 'plugins', 'photoshop', 'inlay.ccx'),
    join(root, '..', 'plugins', 'photoshop-uxp', 'dist', 'inlay.ccx'),
  )
  return {
    ...(figma !== undefined && { figma: { folder: dirname(figma), manifest: figma } }),
    ...(photoshop !== undefined && { photoshop: { file: photoshop } }),
  }
}

const firstThere = async (...paths: readonly string[]): Promise<string | undefined> => {
  for (const path of paths) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    )
    if (isThere) return path
  }
  return undefined
}
