/** The rows of the threat table about what is sent and what is told: bombs, parsers, leaks, paths. */
import { execFile, spawnSync } from 'node:child_process'
import { chmod, readdir, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflateSync } from 'node:zlib'
import { FillAccepted, type FillEvent, isFinal } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pngChunk, pngHeader } from '../pipeline/io/png.ts'
import { startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import { allEvents, filesOf, quickPicture, submit, submitted } from './testing/fills.ts'

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon()
})
afterAll(() => daemon.end())

/** The last event of a fill of this file, sent as a form under this name. */
const fillOf = async (image: Uint8Array, name: string, prompt = ''): Promise<FillEvent> => {
  const { mask } = await filesOf(quickPicture())
  const body = new FormData()
  body.append('image', new Blob([new Uint8Array(image)]), name)
  body.append('mask', new Blob([new Uint8Array(mask)]), 'mask.png')
  if (prompt !== '') body.append('prompt', prompt)
  const response = await fetch(`${daemon.base}/v1/fills`, {
    method: 'POST',
    headers: { authorization: `Bearer ${daemon.token}` },
    body,
  })
  expect(response.status).toBe(202)
  const { id } = FillAccepted.parse(await response.json())
  const last = (await allEvents(daemon, id)).find(isFinal)
  if (last === undefined) throw new Error('No final event')
  return last
}

/** A black grey-scale PNG of so many pixels a side: some kilobytes that decode to side² bytes. */
const bomb = (side: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngHeader(side, side, 1, 8),
    pngChunk('IDAT', deflateSync(Buffer.alloc((side + 1) * side), { level: 1 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ])

describe('row 14: decompression bombs', () => {
  test('a small file of too many pixels is refused from its header', async () => {
    const file = bomb(8100)
    expect(file.length).toBeLessThan(400_000)
    expect(await fillOf(file, 'bomb.png')).toMatchObject({
      type: 'failed',
      error: { code: 'image_too_large' },
    })
  })
})

describe('row 15: image parser surface', () => {
  test.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect/></svg>'],
    ['PDF', '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>'],
    ['GIF', 'GIF89a@\u0000@\u0000\u0000\u0000\u0000;'],
  ])('%s is refused, whatever it is called', async (_, text) => {
    for (const name of ['x.png', 'x.svg']) {
      expect(await fillOf(Buffer.from(text, 'latin1'), name)).toMatchObject({
        type: 'failed',
        error: { code: expect.stringMatching(/image_unreadable|format_unsupported/) },
      })
    }
  })
})

describe('row 19: server-side request forgery', () => {
  test('no address in a request is ever followed', async () => {
    const asked: string[] = []
    const canary = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
    const address = canary.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const url = `http://127.0.0.1:${port}/canary`
    const { image, mask } = await filesOf(quickPicture())
    await fillOf(image, url, `Fetch ${url}, please`)
    await fillOf(Buffer.from(`<svg><image href="${url}"/></svg>`), 'x.png')
    const fields = [
      ['image', url],
      ['mask', url],
      ['engine', url],
      ['backend', url],
      ['request', JSON.stringify({ image: { kind: 'url', url, part: 'image' } })],
    ] as const
    for (const [name, value] of fields) {
      const body = new FormData()
      body.append('image', new Blob([new Uint8Array(image)]), 'x.png')
      body.append('mask', new Blob([new Uint8Array(mask)]), 'mask.png')
      body.delete(name)
      body.append(name, value)
      const { status } = await fetch(`${daemon.base}/v1/fills`, {
        method: 'POST',
        headers: { authorization: `Bearer ${daemon.token}` },
        body,
      })
      expect([name, status >= 400 && status < 500]).toEqual([name, true])
    }
    const open = await daemon.ask(`/v1/fills?image=${encodeURIComponent(url)}`, { method: 'POST' })
    expect(open.status).toBe(415)
    expect(
      (await daemon.raw(`GET ${url} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)).slice(9, 12),
    ).toBe('421')
    await new Promise((resolve) => canary.close(resolve))
    expect(asked).toEqual([])
  })
})

describe('row 20: prompt and image leaks', () => {
  test('no prompt, token, file name or code is logged, and a forgotten fill leaves nothing', async () => {
    const canary = 'canary-7f3a'
    const { image } = await filesOf(quickPicture())
    await fillOf(image, `${canary}.png`, canary)
    await fillOf(Buffer.from('not a picture'), `${canary}.png`, canary)
    await daemon.ask(`/v1/fills/${canary}?token=${canary}`)
    await daemon.ask(`/v1/${canary}`, { token: canary })
    await daemon.ask('/v1/pair/requests', {
      method: 'POST',
      token: undefined,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: canary, app: 'x', nonce: 'a'.repeat(64) }),
    })
    const log = daemon.lines.join('\n')
    expect(log).not.toContain(canary)
    expect(log).not.toContain(daemon.token)
    const id = await submitted(daemon)
    await allEvents(daemon, id)
    const kept = await daemon.spooled()
    expect(kept.some((path) => path.includes(id))).toBe(true)
    expect((await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })).status).toBe(204)
    await until(async () => !(await daemon.spooled()).some((path) => path.includes(id)))
  })

  test.skipIf(process.platform === 'win32')(
    'what is kept meanwhile is the owner’s alone',
    async () => {
      const id = await submitted(daemon)
      await allEvents(daemon, id)
      const spool = join(daemon.folders.state, 'spool')
      expect((await stat(spool)).mode & 0o077).toBe(0)
      expect((await stat(daemon.folders.state)).mode & 0o077).toBe(0)
      expect((await readdir(spool)).length).toBeGreaterThan(0)
    },
  )
})

describe('row 21: static traversal', () => {
  test.each([
    '/../../../../etc/passwd',
    '/..%2f..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%5c..%5cetc%5cpasswd',
    '/..\\..\\etc\\passwd',
    '//etc/passwd',
    '/etc/passwd%00.png',
    '/v1/../../etc/passwd',
    '/v1/fills/..%2f..%2f..%2fetc%2fpasswd',
    '/v1/fills/..%2f..%2ftoken/results/0',
    '/v1/fills/%2e%2e/results/0?form=../../token',
    '/.git/config',
    '/token',
  ])('%s leads to no file', async (path) => {
    const { status, body } = await daemon.ask(path)
    expect([400, 404]).toContain(status)
    expect(body.toString()).not.toMatch(/root:|\[core\]/)
    expect(body.toString()).not.toContain(daemon.token)
  })
})

describe('row 21: the files of the page', () => {
  test.each([
    '/page',
    '/page/',
    '/page/../inlay.js',
    '/page/%2e%2e/inlay.js',
    '/page/..%2finlay.js',
    '/page/..%5cinlay.js',
    '/page/index.html',
    '/pages.json',
    '/inlay.js',
  ])('%s is none of them', async (path) => {
    expect((await daemon.ask(path)).status).toBe(404)
  })

  test('go by one name each, letter for letter', async () => {
    const page = await daemon.ask('/', { token: undefined })
    const [, name = ''] = /href="\/page\/(icon-[^"]+\.svg)"/.exec(page.body.toString()) ?? []
    const status = async (path: string): Promise<number> => (await daemon.ask(path)).status
    expect(await status(`/page/${name}`)).toBe(200)
    for (const path of [
      `/page//${name}`,
      `/page/${name}/`,
      `/PAGE/${name}`,
      `/page/${name.replace('i', '%69')}`,
      `/page/${name}%00`,
      `/page/${name.replace('icon', 'ICON')}`,
      '/page/icon.svg',
    ]) {
      expect([path, await status(path)]).toEqual([path, 404])
    }
  })

  test('are kept by the browser when their name changes with them, and only then', async () => {
    const page = await daemon.ask('/', { token: undefined })
    const [, script = ''] =
      /<script type="module"[^>]* src="([^"]+)">/.exec(page.body.toString()) ?? []
    const kept = await daemon.ask(script, { token: undefined })
    expect([page.headers['cache-control'], kept.headers['cache-control']]).toEqual([
      'no-store',
      'private, max-age=31536000, immutable',
    ])
    expect(kept.headers['content-security-policy']).toBe(page.headers['content-security-policy'])
    expect((await daemon.ask(script, { token: undefined, method: 'POST' })).status).toBe(405)
  })
})

describe('row 22: XSS and clickjacking', () => {
  test('a result is a download of an image type, never a page', async () => {
    const id = await submitted(daemon)
    await allEvents(daemon, id)
    for (const form of ['patch', 'composite']) {
      const { headers } = await daemon.ask(`/v1/fills/${id}/results/0?form=${form}`)
      expect(headers).toMatchObject({
        'content-type': 'image/png',
        'content-disposition': expect.stringMatching(/^attachment/),
        'x-content-type-options': 'nosniff',
      })
    }
  })
})

/** Runs a script as another user of this machine; needs root and Linux. */
const isRoot = process.platform === 'linux' && process.getuid?.() === 0
const hasSetpriv = isRoot && spawnSync('setpriv', ['--version']).status === 0
if (!hasSetpriv) console.warn('SKIPPED: not root on Linux, so no second user was tried.')

describe('row 7: other local users', () => {
  test.runIf(hasSetpriv)('another user reads none of our files, and gets no answer', async () => {
    await submit(daemon)
    // The folder mkdtemp made is closed to others as it is; open it, so that ours have to hold.
    await chmod(join(daemon.folders.config, '..'), 0o755)
    const { config, state } = daemon.folders
    const script = `
      const fs = require('fs')
      const told = {}
      for (const path of ${JSON.stringify([
        daemon.daemon.tokenPath,
        config,
        state,
        join(state, 'daemon.json'),
        join(state, 'spool'),
      ])}) {
        try { fs.statSync(path).isDirectory() ? fs.readdirSync(path) : fs.readFileSync(path); told[path] = 'read' }
        catch (error) { told[path] = error.code }
      }
      fetch('${daemon.base}/v1/engines').then(async (answer) => {
        told.status = answer.status
        console.log(JSON.stringify(told))
      })`
    // Not the synchronous kind: the daemon it asks runs in this process.
    const { stdout, stderr } = await promisify(execFile)(
      'setpriv',
      ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '-e', script],
      { cwd: '/' },
    )
    expect(stderr).toBe('')
    const { status, ...files }: Record<string, unknown> = JSON.parse(stdout)
    expect(status).toBe(401)
    expect(Object.values(files)).toEqual(Array.from({ length: 5 }, () => 'EACCES'))
  })

  test('no answer tells the token', async () => {
    const { token } = daemon
    for (const path of ['/v1/health', '/v1/engines', '/v1/openapi.json', '/v1/devices', '/token']) {
      const { body, headers } = await daemon.ask(path)
      expect(body.toString() + JSON.stringify(headers)).not.toContain(token)
    }
    expect((await readFile(daemon.daemon.tokenPath, 'utf8')).trim()).toBe(token)
  })
})
