/** The one zod every schema uses: jitless, because UXP and Figma's sandbox forbid code generation. */
import { config, z } from 'zod'

config({ jitless: true })

export { z }
