/** An empty HTTP server in a process of its own: how fast this machine answers anything just now. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { z } from 'zod'

/** What the parent passes to this same program to make it the control. */
const ROLE = 'control'

export const isControlRole = (): boolean => process.argv[2] === ROLE

const Said = z.object({ port: z.int() })

/** Runs in the child. */
export const beControl = (): void => {
  const server = createServer((_request, response) => response.end('{}'))
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (typeof address === 'object') process.send?.({ port: address?.port })
  })
  process.once('disconnect', () => process.exit(0))
}

/** Runs in the parent. */
export const launchControl = async (): Promise<{ address: string; close: () => void }> => {
  const child = fork(process.argv[1] ?? '', [ROLE])
  const [message]: unknown[] = await once(child, 'message')
  const { port } = Said.parse(message)
  return { address: `http://127.0.0.1:${port}`, close: () => child.disconnect() }
}
