/** The plugins that came with the companion, for whoever installs them: `GET /v1/plugins`. */
import * as z from './zod.ts'

export const PLUGIN_APPS = ['figma', 'photoshop'] as const
export const PluginApp = z.enum(PLUGIN_APPS)
export type PluginApp = z.infer<typeof PluginApp>

export const PluginInfo = z.object({
  app: PluginApp,
  /** Its own; absent where the plugin did not come with this companion. */
  version: z.string().optional(),
  /** Absolute: Figma's manifest.json, Photoshop's .ccx. */
  file: z.string().optional(),
  /** Of the file that is installed. */
  bytes: z.int().min(0).optional(),
  /** Whether this companion can show it on the desktop. */
  canShow: z.boolean(),
})
export type PluginInfo = z.infer<typeof PluginInfo>

/** Answer to `GET /v1/plugins`. */
export const PluginList = z.object({ plugins: z.array(PluginInfo) })
export type PluginList = z.infer<typeof PluginList>
