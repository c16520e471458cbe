/** The first script of the plugin's page: small, so that the entry points stand at once. */
import './entry-global.ts'
import { setUpEntryPoints } from './entry-point.ts'
import type { UxpModule } from './uxp.ts'

declare const require: (name: 'uxp') => UxpModule

globalThis.inlayEntry = setUpEntryPoints(require('uxp').entrypoints, (root) =>
  typeof root === 'object' && root !== null ? root : {},
)
