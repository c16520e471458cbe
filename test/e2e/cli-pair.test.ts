/** `inlay pair` and the terminal of `inlay serve`: where a person reads the code. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import type { Daemon } from '@inlay/companion/http/daemon-options.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import { type Fetch, InlayError, pair } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useFixedPorts } from '../setup/fixed-ports.ts'
import { CLI, type Ended, inlay } from './inlay.ts'

const nodeFetch: Fetch<AbortSignal> = (url, init) => fetch(url, init)

const options = {
  name: 'Figma',
  app: 'figma',
  fetch: nodeFetch,
  randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
}

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-pair-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const atHome = (...args: string[]): Promise<Ended> => inlay(args, { env: { INLAY_HOME: home } })

describe('inlay pair', () => {
  let daemon: Daemon
  beforeEach(async () => {
    daemon = await startDaemon({ folders: companionFolders(home), port: 0 })
  })
  afterEach(() => daemon.close())

  it('shows the code that lets a plugin in, and nothing once it is in', async () => {
    expect((await atHome('pair')).stdout).toContain('No plugin asks')
    const pairing = await pair(`http://127.0.0.1:${daemon.port}`, options)
    const person = await atHome('pair')
    expect(person).toMatchObject({ status: 0, stderr: '' })
    const code = /^(\d{3} \d{3}) {2}for "Figma" \(figma\), \d+ seconds left$/m.exec(
      person.stdout,
    )?.[1]
    const program: unknown = JSON.parse((await atHome('pair', '--json')).stdout)
    expect(program).toMatchObject({ pairings: [{ code: code?.replace(' ', ''), name: 'Figma' }] })
    const { deviceId } = await pairing.claim(code ?? '')
    expect((await atHome('devices')).stdout).toContain(deviceId)
    expect((await atHome('pair')).stdout).toContain('No plugin asks')
  })

  it('shows nothing of a companion that stopped', async () => {
    await pair(`http://127.0.0.1:${daemon.port}`, options)
    await daemon.close()
    expect((await atHome('pair')).stdout).toContain('No plugin asks')
  })
})

describe('inlay serve', () => {
  useFixedPorts()

  it('says who asks, one line an attempt; no code where the output may be a log', async () => {
    const child = spawn(process.execPath, [CLI, 'serve'], {
      env: { ...process.env, INLAY_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    try {
      let said = ''
      child.stderr.setEncoding('utf8').on('data', (text) => {
        said += String(text)
      })
      await once(child.stdout, 'data')
      const pairing = await pair('localhost', options)
      const codes: { pairings: { code: string }[] } = JSON.parse(
        (await atHome('pair', '--json')).stdout,
      )
      const code = codes.pairings[0]?.code ?? ''
      expect(code).toMatch(/^\d{6}$/)
      const wrong = code === '000000' ? '000001' : '000000'
      const refused = await pairing.claim(wrong).catch((error: unknown) => error)
      expect(refused instanceof InlayError && refused.code).toBe('pairing_code_wrong')
      const { token } = await pairing.claim(code)
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      await ended
      expect(said.trim().split('\n')).toEqual([
        expect.stringMatching(/"Figma" \(figma\) asks to be paired; `.*pair` shows its code\./),
        expect.stringContaining('sent a wrong code, 4 of its tries left'),
        expect.stringContaining('is paired'),
        expect.stringMatching(/^Stopping: /),
      ])
      for (const secret of [code, `${code.slice(0, 3)} ${code.slice(3)}`, wrong, token]) {
        expect(said).not.toContain(secret)
      }
    } finally {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
  })
})
