/** The first script of the plugin's page: small, so that the entry points stand at once. */
import { type EntryPoint, setUpEntryPoints } from './entry-point.ts'
import type { UxpModule } from './uxp.ts'

declare const require: (name: 'uxp') => UxpModule

declare global {
  /** Between the two scripts of the page: main.ts attaches itself here. */
  var inlayEntry: EntryPoint<object> | undefined
}

globalThis.inlayEntry = setUpEntryPoints(require('uxp').entrypoints, (root) =>
  typeof root === 'object' ? root : null,
)
