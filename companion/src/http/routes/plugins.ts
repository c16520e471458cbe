/**
 * `/v1/plugins`: the plugins that came with this companion, where they lie, showing them on the
 * desktop, and Photoshop's file itself. For the owner: it tells paths of this machine.
 */
import { InlayError, PluginApp, type PluginInfo, type PluginList } from '@inlay/shared'
import type { Router } from 'express'
import { type PluginPlaces, pluginPlaces } from '../../system/plugin-places.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { describePlugins, fileFor } from '../plugin-files.ts'
import type { Surroundings } from '../surroundings.ts'
import { exactRouter } from './exact-router.ts'
import { sendFile } from './send-file.ts'

export interface PluginsContext {
  readonly surroundings: Surroundings | undefined
  /** For tests; default: those that came with this companion. */
  readonly places?: (() => Promise<PluginPlaces>) | undefined
}

export const pluginsRoute = ({ surroundings, places = pluginPlaces }: PluginsContext): Router => {
  const router = exactRouter()
  router
    .route('/v1/plugins')
    .get(needs('admin'), async (_request, response) => {
      const plugins: PluginInfo[] = await describePlugins(
        await places(),
        surroundings !== undefined,
      )
      const answer: PluginList = { plugins }
      response.json(answer)
    })
    .all(onlyMethods('GET'))
  router
    .route('/v1/plugins/:app/show')
    .post(needs('admin'), async (request, response) => {
      const shown = fileFor(await places(), readApp(request.params.app))?.shown
      if (shown === undefined) throw notHere()
      if (surroundings === undefined) {
        throw new InlayError('not_found', 'This companion was not started for a desktop.')
      }
      await surroundings.show(shown)
      response.status(204).end()
    })
    .all(onlyMethods('POST'))
  router
    .route('/v1/plugins/:app/file')
    .get(needs('admin'), async (request, response) => {
      const app = readApp(request.params.app)
      // Figma reads a folder: its manifest alone installs nothing.
      const found = app === 'photoshop' ? fileFor(await places(), app) : undefined
      if (found === undefined) throw notHere()
      await sendFile(request, response, {
        path: found.file,
        name: 'inlay.ccx',
        type: 'application/octet-stream',
        gone: 'The plugin’s file is gone.',
      })
    })
    .all(onlyMethods('GET'))
  return router
}

/** @throws InlayError not_found */
const readApp = (text: string): PluginApp => {
  const app = PluginApp.safeParse(text)
  if (!app.success) throw new InlayError('not_found', 'There is no such plugin.')
  return app.data
}

const notHere = (): InlayError =>
  new InlayError('not_found', 'That plugin did not come with this companion.')
