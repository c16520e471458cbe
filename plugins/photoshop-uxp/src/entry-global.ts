/** Where the page's two scripts meet. */
import type { EntryPoint } from './entry-point.ts'

declare global {
  /** Between the two scripts of the page: main.ts attaches itself here. */
  var inlayEntry: EntryPoint<object> | undefined
}
