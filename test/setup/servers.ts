/** Servers at given ports, opened and closed. */
import { createServer, type Server } from 'node:net'

/** Undefined when somebody has the port. */
export const listenOn = (port: number, host = '127.0.0.1'): Promise<Server | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host, exclusive: true }, () => resolve(server))
  })

export const close = (server: Server): Promise<void> =>
  new Promise((resolve) => server.close(() => resolve()))

export const isFree = async (port: number): Promise<boolean> => {
  const server = await listenOn(port)
  if (server !== undefined) await close(server)
  return server !== undefined
}
