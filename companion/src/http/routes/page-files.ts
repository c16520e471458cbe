/**
 * Pages of our own: each file is named by the list the build makes (`pages.json`), so that an
 * address either is one of these, letter for letter, or is nothing. They hold nothing of anybody's and
 * are given to whoever asks on this machine.
 */
import { readFile } from 'node:fs/promises'
import * as z from '@inlay/shared/zod'
import type { RequestHandler } from 'express'
import { distFile } from '../../system/dist.ts'
import { onlyMethods } from '../errors.ts'

const PageFile = z.strictObject({
  /** Address, as a request must spell it. */
  path: z.string().startsWith('/'),
  /** In companion/dist. */
  file: z.string(),
  type: z.string(),
  /** Its name changes with its contents, so that a browser may keep it for good. */
  isHashed: z.boolean(),
})
type PageFile = z.infer<typeof PageFile>

const PageList = z.strictObject({ bridge: z.array(PageFile), home: z.array(PageFile) })

export interface Page {
  readonly name: keyof z.infer<typeof PageList>
  /** Directives of its Content-Security-Policy, beside those that every page has. */
  readonly policy: readonly string[]
  /** Whether it keeps the window that opened it. */
  readonly opener: 'same-origin' | 'unsafe-none'
}

/** Our own script and style and our own answers; nothing else, and in no frame. */
const EVERY_PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]

/** Seconds; the longest a browser heeds. */
const YEAR = 31_536_000

export const pageFiles = ({ name, policy, opener }: Page): RequestHandler => {
  const csp = [...EVERY_PAGE, ...policy].join('; ')
  let listed: Promise<ReadonlyMap<string, PageFile>> | undefined
  return async (request, response, next) => {
    listed ??= readList(name)
    const found = (await listed).get(request.path)
    if (found === undefined) {
      next()
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      onlyMethods('GET')(request, response, next)
      return
    }
    const content = await readFile(distFile(found.file))
    response.setHeader('Content-Security-Policy', csp)
    response.setHeader('X-Frame-Options', 'DENY')
    response.setHeader('Cross-Origin-Opener-Policy', opener)
    response.setHeader('Content-Type', found.type)
    if (found.isHashed) {
      response.setHeader('Cache-Control', `private, max-age=${YEAR}, immutable`)
    }
    response.send(content)
  }
}

const readList = async (name: Page['name']): Promise<ReadonlyMap<string, PageFile>> => {
  const list = PageList.parse(JSON.parse(await readFile(distFile('pages.json'), 'utf8')))
  return new Map(list[name].map((file) => [file.path, file]))
}
