/**
 * `GET /`: the companion's own page. Its files hold nothing of anybody's and are given to whoever asks
 * on this machine; what it shows, it asks for signed in (`page-login.ts`).
 */
import { readFile } from 'node:fs/promises'
import type { Router } from 'express'
import { distFile } from '../../system/dist.ts'
import { onlyMethods } from '../errors.ts'
import { exactRouter } from './exact-router.ts'

/** Our own script and style, our own answers, and pictures it has made of them; nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const FILES = [
  { path: '/', file: 'page.html', type: 'text/html; charset=utf-8' },
  { path: '/page.js', file: 'page.js', type: 'text/javascript; charset=utf-8' },
  { path: '/page.css', file: 'page.css', type: 'text/css; charset=utf-8' },
  { path: '/page.svg', file: 'page.svg', type: 'image/svg+xml' },
] as const

export const homeRoute = (): Router => {
  const router = exactRouter()
  for (const { path, file, type } of FILES) {
    router
      .route(path)
      .get(async (_request, response) => {
        const content = await readFile(distFile(file))
        response.setHeader('Content-Security-Policy', POLICY)
        response.setHeader('X-Frame-Options', 'DENY')
        response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
        response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
        response.setHeader('Content-Type', type)
        response.send(content)
      })
      .all(onlyMethods('GET'))
  }
  return router
}
