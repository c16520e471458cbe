/** The companion's three fixed ports belong to the whole machine: tests that need them take turns. */
import { createServer, type Server } from 'node:net'
import { COMPANION_PORTS } from '@inlay/shared'

/** Held by whoever has the turn; the system gives it back when a test run dies. */
const TURN = 43116

/** Milliseconds the tests before us may take, all together; less than a hook's own limit. */
const TURN_PATIENCE = 280_000

/** Milliseconds a port may stay taken in our turn; a developer's own daemon never gives it back. */
const PORT_PATIENCE = 45_000

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

/** Asks again and again until there is something; undefined when the time is over. */
const within = async <T>(patience: number, ask: () => Promise<T>): Promise<T | undefined> => {
  for (const until = Date.now() + patience; Date.now() < until; ) {
    const answer = await ask()
    if (answer) return answer
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return undefined
}

/** Gives the turn back when called; undefined, said aloud, when somebody else keeps a port. */
export const takeFixedPorts = async (): Promise<(() => Promise<void>) | undefined> => {
  const turn = await within(TURN_PATIENCE, () => listen(TURN))
  if (turn !== undefined) {
    if (await within(PORT_PATIENCE, allFree)) return () => close(turn)
    await close(turn)
  }
  console.warn(
    `SKIPPED: another program holds one of the ports ${COMPANION_PORTS.join(', ')}; stop it (perhaps a companion of your own) to try them.`,
  )
  return undefined
}
