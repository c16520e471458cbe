/**
 * `GET /bridge`: the one page here, a window that a plugin opens where the browser keeps its own
 * frame from local addresses (facts/daemon.md 1.2 point 8, 1.4 row 23). It may keep its opener and
 * runs our own script; everything else is as closed as the rest. No query is read: there is nothing
 * a plugin could put into the address.
 */
import { readFile } from 'node:fs/promises'
import { BRIDGE_PATH } from '@inlay/shared'
import type { Router } from 'express'
import { distFile } from '../../system/dist.ts'
import { onlyMethods } from '../errors.ts'
import { exactRouter } from './exact-router.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const FILES = [
  { path: BRIDGE_PATH, file: 'bridge.html', type: 'text/html; charset=utf-8' },
  { path: `${BRIDGE_PATH}.js`, file: 'bridge.js', type: 'text/javascript; charset=utf-8' },
  { path: `${BRIDGE_PATH}.css`, file: 'bridge.css', type: 'text/css; charset=utf-8' },
] as const

export const bridgeRoute = (): Router => {
  const router = exactRouter()
  for (const { path, file, type } of FILES) {
    router
      .route(path)
      .get(async (_request, response) => {
        const content = await readFile(distFile(file))
        response.setHeader('Content-Security-Policy', POLICY)
        response.setHeader('X-Frame-Options', 'DENY')
        // Without its opener it could not talk to the plugin; it has nothing an opener could take.
        response.setHeader('Cross-Origin-Opener-Policy', 'unsafe-none')
        response.setHeader('Content-Type', type)
        response.send(content)
      })
      .all(onlyMethods('GET'))
  }
  return router
}
