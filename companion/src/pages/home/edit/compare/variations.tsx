/** The variations of the step that is shown: a row of them under the stage, or large, side by side. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { say } from '../../words/say.ts'
import type { Editor } from '../editor.ts'
import { thumbnailArea } from '../line/layout.ts'
import { type EditLine, extentAt, type Step, variationOf } from '../line/line.ts'
import { isBusy, shownLine } from '../state.ts'
import { PictureArea } from './draw-area.tsx'
import { usePicture } from './use-picture.ts'

/** The step that is shown, when it has something to choose from. */
export const choiceOf = (
  line: EditLine | undefined,
): { readonly line: EditLine; readonly index: number; readonly step: Step } | undefined => {
  if (line === undefined) return undefined
  const index = line.at - 1
  const step = line.steps[index]
  return step === undefined || step.report.variations.length < 2 ? undefined : { line, index, step }
}

export const Variations = ({ editor }: { readonly editor: Editor }) => {
  const group = useRef<HTMLDivElement>(null)
  const { state } = editor
  const choice = isBusy(state) ? undefined : choiceOf(shownLine(state))
  const made = choice?.step.id
  // Before the keyboard goes anywhere else (use-kept-focus.ts).
  useLayoutEffect(() => {
    // Whoever has just waited for them steps through them by the arrow keys.
    const { activeElement } = document
    const isFree = activeElement === null || activeElement === document.body
    if (made !== undefined && (isFree || activeElement.closest('.edit-stage') !== null)) {
      group.current?.querySelector<HTMLElement>('[aria-checked=true]')?.focus()
    }
  }, [made])
  if (choice === undefined) return null
  const { line, index, step } = choice
  const { variations } = step.report
  const choose = (chosen: number): void => {
    const next = (chosen + variations.length) % variations.length
    void editor.choose(next)
    const buttons = group.current?.querySelectorAll<HTMLElement>('[role=radio]')
    if (group.current?.contains(document.activeElement) === true) buttons?.[next]?.focus()
  }
  return (
    <div class={state.isGrid ? 'edit-variations grid' : 'edit-variations'}>
      <div
        ref={group}
        class="edit-variation-list"
        role="radiogroup"
        aria-label={say('edit.variations')}
        onKeyDown={(event) => {
          const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
          if (by === undefined) return
          event.preventDefault()
          event.stopPropagation()
          choose(step.chosen + by)
        }}
      >
        {variations.map(({ seed }, place) => (
          <Variation
            key={place}
            editor={editor}
            line={line}
            index={index}
            place={place}
            isChosen={place === step.chosen}
            label={say('edit.variation', {
              index: place + 1,
              count: variations.length,
              seed: String(seed),
            })}
            onChoose={() => choose(place)}
          />
        ))}
      </div>
      <button
        type="button"
        class="quiet edit-grid-switch"
        aria-pressed={state.isGrid}
        onClick={() => editor.setGrid(!state.isGrid)}
      >
        {say('edit.grid')}
      </button>
    </div>
  )
}

const Variation = (props: {
  readonly editor: Editor
  readonly line: EditLine
  readonly index: number
  readonly place: number
  readonly isChosen: boolean
  readonly label: string
  readonly onChoose: () => void
}) => {
  const { editor, line, index, place, isChosen, label, onChoose } = props
  const step = line.steps[index]
  const key = `${step?.id} ${place} ${line.steps.slice(0, index).map(({ id, chosen }) => id + chosen)}`
  const picture = usePicture(key, () => editor.book?.variationAt(line, index, place))
  const bounds = step && variationOf({ ...step, chosen: place })?.bounds
  if (bounds === undefined) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture to click on, as radio buttons go
    <button
      type="button"
      role="radio"
      class="edit-variation"
      aria-checked={isChosen}
      aria-label={label}
      tabIndex={isChosen ? 0 : -1}
      onClick={onChoose}
      onDblClick={() => editor.setGrid(false)}
    >
      <PictureArea picture={picture} area={thumbnailArea(bounds, extentAt(line, index + 1))} />
      <span class="edit-variation-number" aria-hidden="true">
        {place + 1}
      </span>
    </button>
  )
}
