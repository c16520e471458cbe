/** The line of edits: each with its picture, what was asked, and what can be done with it again. */
import { Heard } from '../../shell/heard.tsx'
import { ConfirmButton } from '../../views/parts/confirm.tsx'
import { formatNumber } from '../../words/format.ts'
import { say, sayCount } from '../../words/say.ts'
import { PictureArea } from '../compare/draw-area.tsx'
import { usePicture } from '../compare/use-picture.ts'
import type { Editor } from '../editor.ts'
import { isBusy, shownLine } from '../state.ts'
import { thumbnailArea } from './layout.ts'
import { type EditLine, extentAt, type Step, variationOf } from './line.ts'
import { canLeaveOut } from './replay.ts'
import './line.css'

export const LineList = ({ editor }: { readonly editor: Editor }) => {
  const { state } = editor
  const { line } = state
  const shown = shownLine(state)
  if (line === undefined) return null
  const at = state.redo?.draft === undefined ? line.at : state.redo.index + 1
  return (
    <section class="edit-line-list" aria-labelledby="edit-line">
      <div class="edit-line-head">
        <h2 id="edit-line">{say('edit.line')}</h2>
        <Places editor={editor} line={line} />
      </div>
      <ol>
        <li class={at === 0 ? 'edit-item shown' : 'edit-item'}>
          <Item editor={editor} line={line} index={-1} isShown={at === 0} />
        </li>
        {line.steps.map((step, index) => (
          <li
            key={step.id}
            class={
              at === index + 1 ? 'edit-item shown' : index >= at ? 'edit-item later' : 'edit-item'
            }
          >
            <Item editor={editor} line={line} index={index} isShown={at === index + 1} />
            {at === index + 1 && state.redo === undefined && shown === line && (
              <Actions editor={editor} line={line} index={index} />
            )}
          </li>
        ))}
      </ol>
      {line.at < line.steps.length && state.redo === undefined && (
        <p class="soft">{sayCount('edit.line.earlier', line.steps.length - line.at)}</p>
      )}
      <Forget editor={editor} />
    </section>
  )
}

/** One back, one on: also by Ctrl+Z and Ctrl+Shift+Z once the mask has nothing to take back. */
const Places = ({ editor, line }: { readonly editor: Editor; readonly line: EditLine }) => {
  const isOff = isBusy(editor.state) || editor.state.redo !== undefined
  return (
    <div class="edit-places">
      <button
        type="button"
        class="quiet"
        disabled={isOff || line.at === 0}
        onClick={() => void editor.go(line.at - 1)}
      >
        {say('edit.back')}
      </button>
      <button
        type="button"
        class="quiet"
        disabled={isOff || line.at === line.steps.length}
        onClick={() => void editor.go(line.at + 1)}
      >
        {say('edit.forth')}
      </button>
    </div>
  )
}

const Item = ({
  editor,
  line,
  index,
  isShown,
}: {
  readonly editor: Editor
  readonly line: EditLine
  readonly index: number
  readonly isShown: boolean
}) => {
  const step = line.steps[index]
  const key = line.steps.slice(0, index + 1).map(({ id, chosen }) => `${id}.${chosen}`)
  const picture = usePicture(`${line.name} ${key}`, () => editor.book?.pictureAt(line, index + 1))
  const extent = extentAt(line, index + 1)
  const patch = step && variationOf(step)?.bounds
  return (
    <button
      type="button"
      class="edit-step"
      aria-current={isShown ? 'step' : undefined}
      disabled={isBusy(editor.state) || editor.state.redo !== undefined}
      onClick={() => void editor.go(index + 1)}
    >
      <span class="edit-thumbnail">
        <PictureArea
          picture={picture}
          area={patch === undefined ? { left: 0, top: 0, ...extent } : thumbnailArea(patch, extent)}
        />
      </span>
      <span class="words">
        <span class="name">{step === undefined ? say('edit.original') : titleOf(step)}</span>
        <span class="soft">{step === undefined ? sizeOf(line) : detailOf(editor, step)}</span>
      </span>
    </button>
  )
}

const titleOf = ({ request: { operation, prompt } }: Step): string =>
  operation === 'remove' || prompt === '' ? say(`edit.${operation}`) : prompt

const sizeOf = ({ extent: { width, height } }: EditLine): string =>
  say('edit.size', { width, height })

/** Engine, seed, and the settings that are not as they come. */
const detailOf = ({ state: { engines } }: Editor, step: Step): string => {
  const { request, report, chosen } = step
  const parts = [
    engines.find(({ id }) => id === report.engine)?.name ?? report.engine,
    say('edit.detail.seed', { seed: String(variationOf(step)?.seed ?? report.seed) }),
  ]
  if (report.variations.length > 1) {
    parts.push(say('edit.detail.of', { index: chosen + 1, count: report.variations.length }))
  }
  if (request.grow > 0) parts.push(say('edit.detail.grow', { pixels: request.grow }))
  if (request.feather > 0) parts.push(say('edit.detail.feather', { pixels: request.feather }))
  if (request.strength < 1) {
    const strength = formatNumber(request.strength, { style: 'percent' })
    parts.push(say('edit.detail.strength', { strength }))
  }
  if (request.steps !== undefined) parts.push(say('edit.detail.steps', { count: request.steps }))
  return parts.join(' · ')
}

const Actions = ({
  editor,
  line,
  index,
}: {
  readonly editor: Editor
  readonly line: EditLine
  readonly index: number
}) => {
  const isOff = isBusy(editor.state)
  const notes = line.steps[index]?.report.notes ?? []
  return (
    <div class="edit-actions">
      {notes.map((note) => (
        <p key={note} class="soft">
          <Heard text={note} />
        </p>
      ))}
      <div class="buttons">
        <button type="button" disabled={isOff} onClick={() => void editor.beginAgain(index)}>
          {say('edit.again')}
        </button>
        <button type="button" disabled={isOff} onClick={() => void editor.anotherSeed(index)}>
          {say('edit.seed.another')}
        </button>
        {canLeaveOut(line, index) && (
          <button
            type="button"
            class="quiet"
            disabled={isOff}
            onClick={() => void editor.leaveOut(index)}
          >
            {say('edit.leave_out')}
          </button>
        )}
      </div>
    </div>
  )
}

/** What is kept of all this, where, and how to be rid of it. */
const Forget = ({ editor }: { readonly editor: Editor }) => {
  const count = editor.state.line?.steps.length ?? 0
  return (
    <div class="edit-forget">
      <p class="soft">{say(count === 0 ? 'edit.kept.none' : 'edit.kept')}</p>
      <div class="buttons">
        <button type="button" class="quiet" onClick={() => void editor.leave(false)}>
          {say('edit.close')}
        </button>
        {count > 0 && (
          <ConfirmButton
            label={say('edit.forget')}
            sure={say('edit.forget.sure')}
            onConfirm={() => void editor.leave(true)}
          />
        )}
      </div>
    </div>
  )
}
