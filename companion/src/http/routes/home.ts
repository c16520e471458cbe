/** `GET /`: the companion's own page. What it shows, it asks for signed in (`page-login.ts`). */
import type { RequestHandler } from 'express'
import { pageFiles } from './page-files.ts'

export const homeRoute = (): RequestHandler =>
  pageFiles({
    name: 'home',
    // Pictures are shown from what it has fetched, never by an address of their own.
    policy: ["img-src 'self' blob:"],
    opener: 'same-origin',
  })
