/** The companion's three fixed ports belong to the whole machine: tests that need them take turns. */
import { createServer, type Server } from 'node:net'
import { COMPANION_PORTS } from '@inlay/shared'

/** Held by whoever has the turn; the system gives it back when a test run dies. */
const TURN = 43116

/** Milliseconds others may take; a daemon of the developer's own never gives its port back. */
const PATIENCE = 45_000

const listen = (port: number, host = '127.0.0.1'): Promise<Server | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host, exclusive: true }, () => resolve(server))
  })

export const close = (server: Server): Promise<void> =>
  new Promise((resolve) => server.close(() => resolve()))

const isFree = async (port: number): Promise<boolean> => {
  const server = await listen(port)
  if (server !== undefined) await close(server)
  return server !== undefined
}

const allFree = async (): Promise<boolean> => {
  for (const port of COMPANION_PORTS) if (!(await isFree(port))) return false
  return true
}

/** Gives the turn back when called; undefined, said aloud, when somebody else keeps a port. */
export const takeFixedPorts = async (): Promise<(() => Promise<void>) | undefined> => {
  for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
    const turn = await listen(TURN)
    if (turn !== undefined) {
      if (await allFree()) return () => close(turn)
      await close(turn)
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  console.warn(
    `SKIPPED: another program holds one of the ports ${COMPANION_PORTS.join(', ')}; stop it (perhaps a companion of your own) to try them.`,
  )
  return undefined
}
