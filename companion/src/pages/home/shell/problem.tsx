/** What went wrong and what to do about it, in the person's language. */
import type { InlayError } from '@inlay/shared'
import { say } from '../words/say.ts'

export const Problem = ({
  error,
  onClose,
}: {
  readonly error: InlayError
  readonly onClose?: (() => void) | undefined
}) => (
  <div class="problem" role="alert">
    <p>
      {error.message} {error.next}
    </p>
    {onClose !== undefined && (
      <button type="button" class="quiet" onClick={onClose}>
        {say('problem.close')}
      </button>
    )}
  </div>
)
