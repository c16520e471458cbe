/** The playground: a picture, a mask, a fill; and the line of edits that grows from it. */
import { useEffect, useRef } from 'preact/hooks'
import { client } from '../companion.ts'
import { Problem } from '../shell/problem.tsx'
import { addressOf } from '../shell/route.ts'
import type { ViewProps } from '../shell/sections.tsx'
import type { Store } from '../state.ts'
import { useChanges } from '../use-changes.ts'
import { say } from '../words/say.ts'
import { CompareBar } from './compare/bar.tsx'
import { Divider } from './compare/divider.tsx'
import { Variations } from './compare/variations.tsx'
import type { Compared, OpenedPicture, OpenerProps, Picture } from './contract.ts'
import { createEditor, type Editor } from './editor.ts'
import { useKeys } from './keys.ts'
import { shiftBetween } from './line/layout.ts'
import { extentAt } from './line/line.ts'
import { LineList } from './line/list.tsx'
import { Recents } from './line/recents.tsx'
import { DropTarget, OpenButton, Opener } from './picture/opener.tsx'
import { Again, Form, Operations } from './run/form.tsx'
import { SaveMenu } from './save/save-menu.tsx'
import { Stage } from './stage/stage.tsx'
import { type EditState, isBusy, keepsSize, shownLine } from './state.ts'
import { ExpandTools } from './tools/expand.tsx'
import { MaskTools } from './tools/tools.tsx'
import { useKeptFocus } from './use-kept-focus.ts'
import './edit.css'

/** Outlives the view: whoever looks at the models meanwhile finds their picture as they left it. */
const editors = new WeakMap<Store, Editor>()

const editorOf = (store: Store): Editor => {
  const known = editors.get(store)
  if (known !== undefined) return known
  const editor = createEditor(client, localStorage)
  editors.set(store, editor)
  return editor
}

export const View = ({ store, rest }: ViewProps) => {
  const editor = editorOf(store)
  useChanges(editor)
  const { isGone } = store.state
  useEffect(() => {
    if (!isGone) editor.resume()
  }, [editor, isGone])
  useEffect(() => {
    if (rest === '') return
    void editor.openFill(rest)
    // Once is enough: loading the page again brings back what was made of it since.
    history.replaceState(null, '', addressOf('edit'))
  }, [editor, rest])
  useKeys(editor)
  const { state } = editor
  const opening = {
    onOpen: (picture: OpenedPicture) => void editor.open(picture),
    onProblem: (error: unknown) => editor.complain(error),
  }
  return (
    <>
      {state.problem !== undefined && !isConvertible(state) && (
        <Problem error={state.problem} onClose={() => editor.forgive()} />
      )}
      {isConvertible(state) && (
        <p class="notice" role="alert">
          {say('edit.convert')}
          <button
            type="button"
            onClick={() => {
              editor.set({ convert: true })
              void editor.run()
            }}
          >
            {say('edit.convert.now')}
          </button>
        </p>
      )}
      {state.at === 'restoring' && (
        <p class="edit-wait soft" role="status">
          {say('edit.restoring')}
        </p>
      )}
      {state.at !== 'restoring' && <DropTarget {...opening} />}
      {state.at === 'empty' && (
        <Opener {...opening}>
          <Recents editor={editor} />
        </Opener>
      )}
      {state.at === 'open' && <Open editor={editor} opening={opening} />}
    </>
  )
}

/** It was refused, and goes on once it may be converted. */
const isConvertible = ({ problem, at, settings }: EditState): boolean =>
  problem?.code === 'colour_mode_unsupported' && at === 'open' && !settings.convert

const Open = ({ editor, opening }: { readonly editor: Editor; readonly opening: OpenerProps }) => {
  const { state } = editor
  const frame = useRef<HTMLDivElement>(null)
  useKeptFocus(frame)
  const line = shownLine(state)
  const { width, height } = line === undefined ? { width: 0, height: 0 } : extentAt(line, line.at)
  return (
    <div ref={frame} class="edit">
      <div class="edit-top">
        <p class="words">
          <span class="name">{line?.name}</span>{' '}
          <span class="soft">{say('edit.size', { width, height })}</span>
        </p>
        <OpenButton {...opening} />
        <CompareBar editor={editor} />
        <SaveMenu editor={editor} />
      </div>
      <div class="edit-stage">
        {state.picture !== undefined && <Shown editor={editor} picture={state.picture} />}
      </div>
      <Variations editor={editor} />
      <aside class="edit-side" aria-label={say('edit.side')}>
        <div class="edit-set">
          {state.redo !== undefined && <Again editor={editor} />}
          <Operations editor={editor} />
          <div
            inert={
              isBusy(state) ||
              state.compare !== undefined ||
              (state.settings.operation === 'expand' && keepsSize(state))
            }
          >
            <Tools editor={editor} />
          </div>
        </div>
        <Form editor={editor} />
        <LineList editor={editor} />
        <Recents editor={editor} />
      </aside>
    </div>
  )
}

/** What is painted with, or dragged, for what is to be done. */
const Tools = ({ editor }: { readonly editor: Editor }) => {
  const { state } = editor
  const { mask, tool, brush, clicks, original } = state
  if (state.settings.operation === 'expand') {
    const { width = 0, height = 0 } = state.picture ?? {}
    return (
      <ExpandTools
        extent={{ width, height }}
        margins={state.margins}
        onMargins={(margins) => editor.setMargins(margins)}
      />
    )
  }
  if (mask === undefined) return null
  const isHoled = original?.hasHoles === true && shownLine(state)?.at === 0
  return (
    <MaskTools
      mask={mask}
      name={shownLine(state)?.name ?? ''}
      tool={tool}
      onTool={(next) => editor.setTool(next)}
      brush={brush}
      onBrush={(next) => editor.setBrush(next)}
      clicks={clicks}
      holed={isHoled ? original : undefined}
      onProblem={(error) => editor.complain(error)}
    />
  )
}

const comparedOf = (state: EditState): Compared | undefined => {
  const line = shownLine(state)
  const { held, split } = state
  const compare = held ?? state.compare
  if (line === undefined || compare === undefined) return undefined
  const from = compare.with === 'original' ? 0 : line.at - 1
  const { x, y } = shiftBetween(line, from, line.at)
  return { before: compare.before, left: x, top: y, split: held === undefined ? split : 1 }
}

const Shown = ({ editor, picture }: { readonly editor: Editor; readonly picture: Picture }) => {
  const { state } = editor
  const { mask, settings, margins, compare, held, original, looks } = state
  const isExpanding = settings.operation === 'expand'
  const isCompared = compare !== undefined || held !== undefined
  // What is being filled is seen until there is something of it to see.
  const isPainted = !isExpanding && !isCompared && looks.length === 0
  const { width, height } = picture
  return (
    <Stage
      picture={picture}
      label={say('edit.picture', { name: shownLine(state)?.name ?? '', width, height })}
      mask={isPainted ? mask : undefined}
      tool={isBusy(state) ? 'pan' : state.tool}
      brush={state.brush}
      clicks={state.clicks}
      veil={original?.veil}
      margins={isExpanding && !isCompared ? margins : undefined}
      onMargins={(next) => {
        if (!isBusy(state) && !keepsSize(state)) editor.setMargins(next)
      }}
      looks={looks}
      compare={comparedOf(state)}
    >
      {(view) =>
        compare !== undefined && held === undefined ? (
          <Divider
            view={view}
            picture={picture}
            split={state.split}
            onSplit={(split) => editor.setSplit(split)}
          />
        ) : null
      }
    </Stage>
  )
}
