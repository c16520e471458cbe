/** What is done to a painted mask: erase, undo, invert, clear; the subject by one button. */
import type { Say } from '@inlay/shared/panel'
import type { Panel } from '../panel/state.ts'
import type { Work } from '../works.ts'
import { IconButton } from './controls.tsx'
import { ClearIcon, EraseIcon, InvertIcon, RedoIcon, SubjectIcon, UndoIcon } from './icons.tsx'

export const PaintTools = ({
  say,
  panel,
  work,
  kind,
  isErasing,
  onErase,
}: {
  readonly say: Say
  readonly panel: Panel
  readonly work: Work
  readonly kind: string
  readonly isErasing: boolean
  readonly onErase: () => void
}) => {
  const { doc } = work
  const act = (change: () => void) => () => {
    change()
    panel.touched()
  }
  return (
    <span class="tools">
      {kind === 'brush' && (
        <IconButton label={say('brush.erase')} pressed={isErasing} onClick={onErase}>
          <EraseIcon />
        </IconButton>
      )}
      {kind === 'click' && (
        <IconButton label={say('mask.subject')} onClick={() => void panel.selectSubject()}>
          <SubjectIcon />
        </IconButton>
      )}
      <IconButton
        label={say('mask.undo')}
        disabled={doc.steps.length === 0}
        onClick={() => panel.undo(false)}
      >
        <UndoIcon />
      </IconButton>
      <IconButton
        label={say('mask.redo')}
        disabled={doc.undone.length === 0}
        onClick={() => panel.undo(true)}
      >
        <RedoIcon />
      </IconButton>
      <IconButton label={say('mask.invert')} onClick={act(() => doc.add({ kind: 'invert' }))}>
        <InvertIcon />
      </IconButton>
      <IconButton
        label={say('mask.clear')}
        disabled={doc.steps.length === 0}
        onClick={() => panel.clearMask()}
      >
        <ClearIcon />
      </IconButton>
    </span>
  )
}
