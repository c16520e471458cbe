/** What went wrong and what to do about it, in the person's language. */
import type { InlayError, WireError } from '@inlay/shared'
import { sayError } from '../words/errors.ts'
import { say } from '../words/say.ts'

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
  const { message, next, detail } = sayError(error)
  return (
    <div class="error-text">
      <p>
        {message} <WithCode text={next} />
      </p>
      {detail !== undefined && (
        <p class="soft" lang="en">
          {detail}
        </p>
      )}
    </div>
  )
}

/** What stands between backticks is something to type. */
const WithCode = ({ text }: { readonly text: string }) => (
  <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={part}>{part}</code> : part))}</>
)
