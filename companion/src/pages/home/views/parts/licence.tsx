/** Whose terms apply, where they are to be read, and whether the person takes them. */
import { useEffect, useRef } from 'preact/hooks'
import { say } from '../../words/say.ts'

export const LicenceQuestion = ({
  name,
  licence,
  use,
  url,
  onTake,
  onLeave,
}: {
  /** Of what comes under it. */
  readonly name: string
  readonly licence: string
  readonly use: string
  readonly url: string | undefined
  readonly onTake: () => void
  readonly onLeave: () => void
}) => {
  const question = useRef<HTMLFieldSetElement>(null)
  useEffect(() => question.current?.focus(), [])
  return (
    // Whoever pressed the button before hears the question now.
    <fieldset class="question" tabIndex={-1} ref={question} aria-label={licence}>
      <p>{say('parts.licence', { name, licence })}</p>
      <p class="soft">{use}</p>
      <div class="buttons">
        {url !== undefined && (
          <a class="button" href={url} target="_blank" rel="noopener noreferrer">
            {say('parts.licence.read')}
            <span class="unseen"> ({say('parts.new.window')})</span>
          </a>
        )}
        <button type="button" class="main" onClick={onTake}>
          {say('parts.licence.take')}
        </button>
        <button type="button" class="quiet" onClick={onLeave}>
          {say('parts.licence.leave')}
        </button>
      </div>
    </fieldset>
  )
}
