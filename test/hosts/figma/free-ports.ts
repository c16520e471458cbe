/** Ports that nobody holds, for a companion of a test's own that is started again and again. */
import { createServer } from 'node:net'

/** Three, as the companion has. Somebody could take one meanwhile; nobody here does. */
export const freePorts = async (): Promise<readonly number[]> => {
  const servers = [createServer(), createServer(), createServer()]
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address !== null ? address.port : 0)
          })
        }),
    ),
  )
  for (const server of servers) server.close()
  return ports
}
