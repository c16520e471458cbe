/**
 * fast-check with one seed for all: a property that fails here fails everywhere, and CI never meets
 * a case that nobody has seen before. `INLAY_SEED=7 npm test -- path` looks at others.
 */
import { createRequire } from 'node:module'

const SEED = 20261123

const OURS = '\0seeded-fast-check'

/** A plugin of vitest: who imports fast-check gets it with its seed set. */
export const seeded = () => {
  const path = JSON.stringify(createRequire(import.meta.url).resolve('fast-check'))
  const seed = Number(process.env.INLAY_SEED ?? SEED)
  return {
    name: 'inlay:seeded',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id === 'fast-check' ? OURS : undefined),
    load: (id: string) =>
      id === OURS
        ? `import * as all from ${path}
           all.configureGlobal({ ...all.readConfigureGlobal(), seed: ${seed} })
           export * from ${path}
           export default all`
        : undefined,
  }
}
