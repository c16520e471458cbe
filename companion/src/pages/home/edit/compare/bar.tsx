/** How the result is compared with what was there before: a divider, or looking at it while held. */
import { say } from '../../words/say.ts'
import type { Editor } from '../editor.ts'
import { isBusy, shownLine } from '../state.ts'

export const CompareBar = ({ editor }: { readonly editor: Editor }) => {
  const { state } = editor
  const line = shownLine(state)
  const isOff = line === undefined || line.at === 0 || isBusy(state)
  const release = (): void => void editor.hold(false)
  return (
    <div class="edit-compare">
      <button
        type="button"
        class="quiet"
        disabled={isOff}
        aria-pressed={state.compare !== undefined}
        onClick={() => void editor.compare(state.compare === undefined ? 'before' : undefined)}
      >
        {say('edit.compare')}
      </button>
      {state.compare !== undefined && (line?.at ?? 0) > 1 && (
        <select
          aria-label={say('edit.compare.with')}
          value={state.compare.with}
          onChange={({ currentTarget }) =>
            void editor.compare(currentTarget.value === 'original' ? 'original' : 'before')
          }
        >
          <option value="before">{say('edit.compare.previous')}</option>
          <option value="original">{say('edit.compare.original')}</option>
        </select>
      )}
      <button
        type="button"
        class="quiet"
        disabled={isOff}
        title={say('edit.hold')}
        aria-label={say('edit.hold')}
        aria-pressed={state.held !== undefined}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          void editor.hold(true)
        }}
        onPointerUp={release}
        onPointerCancel={release}
        onBlur={release}
        onKeyDown={(event) => {
          if (event.key !== ' ' && event.key !== 'Enter') return
          event.preventDefault()
          event.stopPropagation()
          if (!event.repeat) void editor.hold(true)
        }}
        onKeyUp={release}
      >
        {say('edit.original')}
      </button>
    </div>
  )
}
