/** What to do and how: the operation, the prompt, the run button, and what is seldom changed. */
import { OPERATIONS, type Operation } from '@inlay/shared'
import { isComposing, takesPrompt } from '@inlay/shared/panel'
import { say, sayCount } from '../../words/say.ts'
import type { Editor } from '../editor.ts'
import { hindrance, isBusy, laterCount, mayBecome } from '../state.ts'
import { More } from './more.tsx'
import { Progress } from './progress.tsx'
import './run.css'

export const Form = ({ editor }: { readonly editor: Editor }) => {
  const { state } = editor
  const { settings, engines, redo } = state
  const { operation } = settings
  const isPrompted = operation !== 'remove' && takesPrompt(settings, engines)
  const hindered = hindrance(state)
  return (
    <form
      class="edit-form"
      aria-label={say('edit.form')}
      onSubmit={(event) => {
        event.preventDefault()
        void editor.run()
      }}
    >
      {operation !== 'remove' && (
        <Prompt editor={editor} operation={operation} isHeeded={isPrompted} />
      )}
      {isBusy(state) ? (
        <Progress editor={editor} />
      ) : (
        <>
          <button type="submit" class="main edit-run" disabled={hindered !== undefined}>
            {say(redo === undefined ? `edit.run.${operation}` : 'edit.run.again')}
          </button>
          <p class="soft edit-hint">
            {hindered === undefined || hindered === 'busy' ? '' : say(`edit.need.${hindered}`)}
          </p>
        </>
      )}
      <More editor={editor} />
    </form>
  )
}

const Prompt = ({
  editor,
  operation,
  isHeeded,
}: {
  readonly editor: Editor
  readonly operation: Operation
  readonly isHeeded: boolean
}) => {
  const { settings } = editor.state
  return (
    <label class="edit-field">
      <span>{say('edit.prompt')}</span>
      <textarea
        rows={3}
        value={settings.prompt}
        placeholder={say(operation === 'fill' ? 'edit.prompt.fill' : 'edit.prompt.expand')}
        disabled={isBusy(editor.state)}
        onInput={({ currentTarget }) => editor.set({ prompt: currentTarget.value })}
        onKeyDown={(event) => {
          // Composing in Japanese ends with Enter as well.
          if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
          event.preventDefault()
          event.stopPropagation()
          void editor.run()
        }}
      />
      {!isHeeded && <span class="soft">{say('edit.prompt.unheeded')}</span>}
    </label>
  )
}

/** Which of the three it is to be. */
export const Operations = ({ editor }: { readonly editor: Editor }) => {
  const { state } = editor
  const { operation } = state.settings
  return (
    <div class="edit-operations" role="radiogroup" aria-label={say('edit.operation')}>
      {OPERATIONS.map((one) => (
        <label key={one} class={one === operation ? 'edit-operation chosen' : 'edit-operation'}>
          <input
            type="radio"
            class="unseen"
            name="operation"
            checked={one === operation}
            disabled={isBusy(state) || !mayBecome(state, one)}
            onChange={() => editor.set({ operation: one })}
          />
          {say(`edit.${one}`)}
        </label>
      ))}
    </div>
  )
}

/** A step is made again: what that means for the ones after it, and the way out. */
export const Again = ({ editor }: { readonly editor: Editor }) => {
  const { state } = editor
  const later = laterCount(state)
  const isMade = state.redo?.draft !== undefined
  return (
    <div class="edit-again" role="status" tabIndex={-1}>
      <p class="name">{say('edit.again.title', { index: (state.redo?.index ?? 0) + 1 })}</p>
      {later > 0 && <p class="soft">{sayCount('edit.again.later', later)}</p>}
      {!isBusy(state) && (
        <div class="buttons">
          {isMade && (
            <button type="button" class="main" onClick={() => void editor.take()}>
              {sayCount('edit.again.take', later)}
            </button>
          )}
          <button type="button" onClick={() => void editor.letBe()}>
            {say('edit.again.leave')}
          </button>
        </div>
      )}
    </div>
  )
}
