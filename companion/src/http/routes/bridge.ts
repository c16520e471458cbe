/**
 * `GET /bridge`: the window that a plugin opens where the browser keeps its own frame from local
 * addresses (facts/daemon.md 1.2 point 8, 1.4 row 23). It may keep its opener and runs our own
 * script; everything else is as closed as the rest. No query is read: there is nothing a plugin
 * could put into the address.
 */
import type { RequestHandler } from 'express'
import { pageFiles } from './page-files.ts'

export const bridgeRoute = (): RequestHandler =>
  pageFiles({
    name: 'bridge',
    policy: ["require-trusted-types-for 'script'", "trusted-types 'none'"],
    // Without its opener it could not talk to the plugin; it has nothing an opener could take.
    opener: 'unsafe-none',
  })
