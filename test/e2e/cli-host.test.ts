/** `inlay serve --host`: never anywhere but on this machine. */
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inlay } from './inlay.ts'

describe('row 24: exposed bind', () => {
  it.each(['0.0.0.0', '::', '[::]', '*', '', '192.168.1.5', '127.0.0.1.nip.io', 'my-machine'])(
    'serve --host %j is refused with the reason, and nothing starts',
    async (host) => {
      const home = await mkdtemp(join(tmpdir(), 'inlay-host-'))
      const run = await inlay(['serve', `--host=${host}`], { env: { INLAY_HOME: home } })
      expect(run.status).toBe(2)
      expect(run.stdout).toBe('')
      expect(run.stderr).toContain('TLS')
      await expect(access(join(home, 'state', 'daemon.json'))).rejects.toThrow()
      await rm(home, { recursive: true })
    },
  )
})
