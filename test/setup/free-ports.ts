/** Ports that nobody holds, for what a test stops and starts again where it was. */
import { randomInt } from 'node:crypto'
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

export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port)) return port
  }
}
