/** Vitest's global set-up: builds companion/dist once, since workers and child processes run from it. */
import { build } from '../../companion/setup/build.mjs'

export default async (): Promise<void> => {
  if (process.env.INLAY_BUILT === '1') return
  await build()
}
