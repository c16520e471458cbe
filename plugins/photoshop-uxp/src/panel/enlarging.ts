/** One enlargement under way, apart from the queue of fills: it opens a document of its own. */
import type { InlayError } from '@inlay/shared'

export interface Enlarging {
  readonly title: string
  readonly state: 'running' | 'done' | 'failed'
  /** 0..1; 0 while nothing is known. */
  readonly fraction: number
  readonly error: InlayError | undefined
}
