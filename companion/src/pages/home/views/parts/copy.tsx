/** Copies a text, says that it did, and where the browser does not allow it, says that too. */
import { useEffect, useState } from 'preact/hooks'
import { say } from '../../words/say.ts'

/** Milliseconds the answer stands in the button. */
const STANDS = 2500

export const CopyButton = ({
  text,
  label = say('parts.copy'),
  name,
}: {
  readonly text: string
  readonly label?: string
  readonly name?: string
}) => {
  const [state, setState] = useState<'copied' | 'refused'>()
  useEffect(() => {
    if (state === undefined) return
    const timer = setTimeout(() => setState(undefined), STANDS)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      setState('refused')
    }
  }
  const shown = state === undefined ? label : say(`parts.${state}`)
  return (
    <button
      type="button"
      aria-label={name === undefined ? undefined : `${shown}: ${name}`}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{shown}</span>
    </button>
  )
}
