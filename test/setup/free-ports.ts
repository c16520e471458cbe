/** Ports that nobody holds, for what a test stops and starts again where it was. */
import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { isFree } from './servers.ts'

/**
 * Below those that systems hand out by themselves (Linux from 32768, others from 49152): while
 * nobody listens on one of them, no connection of another test gets it either.
 */
const [LOWEST, HIGHEST] = [20_000, 32_000]

/** Three, as the companion has. */
export const freePorts = async (): Promise<readonly [number, number, number]> => [
  await freePort(),
  await freePort(),
  await freePort(),
]

/** The caller's as long as its process lives, whether anything listens there or not. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST)
    if ((await claim(port)) && (await isFree(port))) return port
  }
}

/**
 * Keeps other test files, which run in processes of their own, from drawing the same port: its UDP
 * twin is taken, which stands in nobody's way and is given back however the process ends.
 */
const claim = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const twin = createSocket('udp4')
    twin.once('error', () => {
      twin.close()
      resolve(false)
    })
    twin.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      twin.unref()
      resolve(true)
    })
  })
