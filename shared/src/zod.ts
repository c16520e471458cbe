/**
 * The one zod every schema uses: jitless, because UXP and Figma's sandbox forbid code generation.
 * Import it as `import * as z from './zod.ts'`: a bundler then leaves out what nobody calls (all
 * of zod's languages among it), which is 570 kB and half of zod's start-up time.
 */
import { config } from 'zod'

config({ jitless: true })

export * from 'zod'
