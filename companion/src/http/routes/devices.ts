/** `/v1/devices`: the owner's list of paired devices, letting them go, and what one is known as. */
import { type DeviceList, type DevicesRevoked, InlayError } from '@inlay/shared'
import type { Router } from 'express'
import type { Devices } from '../access/devices.ts'
import { onlyMethods } from '../errors.ts'
import { knownCaller, needs } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'

export const devicesRoute = (devices: Pick<Devices, 'list' | 'revoke' | 'revokeAll'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/devices')
    .get(needs('admin'), (_request, response) => {
      const answer: DeviceList = { devices: devices.list() }
      response.json(answer)
    })
    .delete(needs('admin'), async (_request, response) => {
      const answer: DevicesRevoked = { revoked: await devices.revokeAll() }
      response.json(answer)
    })
    .all(onlyMethods('GET', 'DELETE'))
  router
    .route('/v1/devices/self')
    .get(needs('jobs'), (request, response) => {
      const { id } = knownCaller(request)
      const device = devices.list().find((one) => one.id === id)
      if (device === undefined) throw new InlayError('not_found', 'It is the owner’s own token.')
      response.json(device)
    })
    .all(onlyMethods('GET'))
  router
    .route('/v1/devices/:id')
    .delete(needs('admin'), async (request, response) => {
      const { id } = request.params
      if (!(await devices.revoke(id))) throw new InlayError('not_found', 'There is no such device.')
      response.status(204).end()
    })
    .all(onlyMethods('DELETE'))
  return router
}
