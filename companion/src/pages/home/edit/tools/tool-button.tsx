/** A button with a sign: what it does is said to who does not see it, and to who waits over it. */
import type { ComponentChildren } from 'preact'
import { say, type Word } from '../../words/say.ts'
import { asWritten } from './tool-keys.ts'

export const ToolButton = ({
  word,
  keys,
  isPressed,
  isDisabled = false,
  onClick,
  children,
}: {
  readonly word: Word
  readonly keys?: string
  readonly isPressed?: boolean
  readonly isDisabled?: boolean
  readonly onClick: () => void
  readonly children: ComponentChildren
}) => (
  <button
    type="button"
    class="tool"
    aria-label={say(word)}
    aria-pressed={isPressed}
    aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
    title={keys === undefined ? say(word) : `${say(word)} (${asWritten(keys)})`}
    disabled={isDisabled}
    onClick={onClick}
  >
    {children}
  </button>
)
