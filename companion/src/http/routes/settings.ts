/**
 * `/v1/settings`: what the owner has set, and changing it at once; `/v1/autostart`: whether the
 * companion starts with the desktop; `/v1/tray`: its icon; `/v1/pause`: whether it starts fills. For
 * the owner alone.
 */
import {
  type Autostart,
  AutostartWish,
  InlayError,
  Pause,
  SettingsChange,
  type SettingsInForce,
  type TrayShown,
} from '@inlay/shared'
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import type { Surroundings } from '../surroundings.ts'
import { jsonBody, readBody } from '../upload/json-body.ts'
import { exactRouter } from './exact-router.ts'

export interface SettingsContext {
  readonly settings: LiveSettings
  readonly surroundings: Surroundings | undefined
  readonly pause: (on: boolean) => void
}

export const settingsRoute = ({ settings, surroundings, pause }: SettingsContext): Router => {
  const withDesktop = async (now: SettingsInForce): Promise<SettingsInForce> => {
    if (surroundings === undefined) return now
    const tray = surroundings.tray()
    // A desktop that cannot tell is no reason to keep back the rest.
    const autostart = await surroundings.autostart().catch(() => undefined)
    return {
      ...now,
      ...(autostart !== undefined && { autostart }),
      ...(tray !== undefined && { tray }),
    }
  }
  const router = exactRouter()
  router
    .route('/v1/settings')
    .get(needs('admin'), async (_request, response) => {
      response.json(await withDesktop(await settings.read()))
    })
    .patch(needs('admin'), jsonBody, async (request, response) => {
      const wanted = readBody(SettingsChange, request.body)
      response.json(await withDesktop(await settings.change(wanted)))
    })
    .all(onlyMethods('GET', 'PATCH'))
  router
    .route('/v1/autostart')
    .put(needs('admin'), jsonBody, async (request, response) => {
      const { on } = readBody(AutostartWish, request.body)
      if (surroundings === undefined) throw noDesktop()
      await surroundings.setAutostart(on)
      const answer: Autostart = { autostart: await surroundings.autostart() }
      response.json(answer)
    })
    .all(onlyMethods('PUT'))
  router
    .route('/v1/tray')
    .post(needs('admin'), async (_request, response) => {
      if (surroundings === undefined) throw noDesktop()
      const answer: TrayShown = { tray: await surroundings.showTray() }
      response.json(answer)
    })
    .all(onlyMethods('POST'))
  router
    .route('/v1/pause')
    .put(needs('admin'), jsonBody, (request, response) => {
      const { paused } = readBody(Pause, request.body)
      pause(paused)
      const answer: Pause = { paused }
      response.json(answer)
    })
    .all(onlyMethods('PUT'))
  return router
}

const noDesktop = (): InlayError =>
  new InlayError('not_found', 'This companion was not started for a desktop.')
