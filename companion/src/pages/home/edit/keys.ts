/** The playground's keys: run, cancel, variations, back and forth along the line. */
import { useLayoutEffect } from 'preact/hooks'
import { choiceOf } from './compare/variations.tsx'
import type { Editor } from './editor.ts'
import { isBusy, shownLine } from './state.ts'
import { isTyping } from './typing.ts'

/**
 * True for what has keys of its own: fields, buttons, whatever was focused on purpose. The stage
 * prevents the keys it needs.
 */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target !== document.body &&
  target.tabIndex >= 0 &&
  target.role !== 'application'

const pressed = (editor: Editor, event: KeyboardEvent): boolean => {
  const { state } = editor
  const { key } = event
  if (event.defaultPrevented || event.altKey) return false
  if (event.ctrlKey || event.metaKey) {
    // The mask takes its own steps back first, and prevents it then.
    const by = { z: event.shiftKey ? 1 : -1, y: 1 }[key.toLowerCase()]
    const { line } = state
    if (by === undefined || line === undefined || state.redo !== undefined) return false
    if (isTyping(event)) return false
    void editor.go(line.at + by)
    return true
  }
  if (key === 'Escape') {
    if (isBusy(state)) editor.cancel()
    else if (state.compare !== undefined) void editor.compare(undefined)
    else if (state.isGrid) editor.setGrid(false)
    else if (state.redo !== undefined) void editor.letBe()
    else return false
    return true
  }
  if (isTaken(event.target)) return false
  if (key === 'Enter') {
    void editor.run()
    return true
  }
  const by = { ArrowRight: 1, ArrowLeft: -1 }[key]
  const choice = choiceOf(shownLine(state))
  if (by === undefined || choice === undefined || isBusy(state)) return false
  const count = choice.step.report.variations.length
  void editor.choose((choice.step.chosen + by + count) % count)
  return true
}

export const useKeys = (editor: Editor): void => {
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (pressed(editor, event)) event.preventDefault()
    }
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [editor])
}
