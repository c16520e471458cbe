/** What went wrong and what to do about it, in the person's language. */
import type { InlayError, WireError } from '@inlay/shared'
import { sayError } from '../words/errors.ts'
import { say } from '../words/say.ts'
import { Heard } from './heard.tsx'
import { WithCode } from './with-code.tsx'

export const Problem = ({
  error,
  onClose,
}: {
  readonly error: InlayError | WireError
  readonly onClose?: (() => void) | undefined
}) => (
  <div class="problem" role="alert">
    <ErrorText error={error} />
    {onClose !== undefined && (
      <button type="button" class="quiet" onClick={onClose}>
        {say('problem.close')}
      </button>
    )}
  </div>
)

/** The sentence, the next step, and in small what exactly was wrong. */
export const ErrorText = ({ error }: { readonly error: InlayError | WireError }) => {
  const { message, next } = sayError(error)
  const { detail } = error
  return (
    <div class="error-text">
      <p>
        {message} <WithCode text={next} />
      </p>
      {detail !== undefined && (
        <p class="soft">
          <Heard text={detail} />
        </p>
      )}
    </div>
  )
}
