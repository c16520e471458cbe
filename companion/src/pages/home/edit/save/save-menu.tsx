/** Saving and copying: what kind of file, how good, and the buttons. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { client } from '../../companion.ts'
import { formatNumber } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import type { Editor } from '../editor.ts'
import { Slider } from '../run/fields.tsx'
import { isBusy, shownLine } from '../state.ts'
import { isTyping } from '../typing.ts'
import { useLatest } from '../use-latest.ts'
import { KINDS, kindOfName, nameFor, SAVED_AS, takesQuality } from './names.ts'
import { copyPicture, fileOf, keepChoice, keptChoice, type SaveChoice, saveFile } from './save.ts'
import './save.css'

/** Milliseconds that "Copied" and "Saved" stand. */
const SAID_FOR = 2500

type Said = 'saving' | 'saved' | 'copying' | 'copied'

export const SaveMenu = ({ editor }: { readonly editor: Editor }) => {
  const { state } = editor
  const line = shownLine(state)
  const step = line?.steps[line.at - 1]
  const name = line?.name ?? ''
  const [choice, setChoice] = useState<SaveChoice>(() => keptChoice(localStorage, kindOfName(name)))
  const [said, setSaid] = useState<Said>()
  const menu = useRef<HTMLDetailsElement>(null)
  const isOff = step === undefined || isBusy(state) || said === 'saving' || said === 'copying'

  const stands = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = async (during: Said, after: Said, work: () => Promise<boolean>): Promise<void> => {
    // What was said before would take this away with it.
    clearTimeout(stands.current)
    setSaid(during)
    try {
      const isDone = await work()
      setSaid(isDone ? after : undefined)
      if (isDone) stands.current = setTimeout(() => setSaid(undefined), SAID_FOR)
    } catch (error) {
      setSaid(undefined)
      editor.complain(error)
    }
  }
  const save = (): void => {
    if (step === undefined || isOff) return
    if (menu.current !== null) menu.current.open = false
    void tell('saving', 'saved', () =>
      saveFile(name, choice.format, () => fileOf(client, step, choice)),
    )
  }
  const copy = (): void => {
    if (line === undefined || isOff || editor.book === undefined) return
    const file = editor.book.fileAt(line, line.at)
    void tell('copying', 'copied', () => copyPicture(file).then(() => true))
  }
  const change = (next: Partial<SaveChoice>): void => {
    const changed = { ...choice, ...next }
    setChoice(changed)
    keepChoice(localStorage, changed)
  }

  const keys = useLatest({ save, copy })
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      const key = event.key.toLowerCase()
      if (key === 's') {
        event.preventDefault()
        keys.current.save()
      }
      // Words that are marked are what one wants then.
      const isWords = (getSelection()?.toString() ?? '') !== '' || isTyping(event)
      if (key === 'c' && !isWords) keys.current.copy()
    }
    // As menus do: a click elsewhere closes it.
    const pointed = ({ target }: PointerEvent): void => {
      const { current } = menu
      if (current !== null && target instanceof Node && !current.contains(target)) {
        current.open = false
      }
    }
    // Before all others hear of it, wherever the focus is: in Safari a click leaves it on nothing.
    const escaped = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || menu.current?.open !== true) return
      event.stopPropagation()
      menu.current.open = false
      menu.current.querySelector('summary')?.focus()
    }
    addEventListener('keydown', pressed)
    addEventListener('keydown', escaped, { capture: true })
    addEventListener('pointerdown', pointed)
    return () => {
      removeEventListener('keydown', pressed)
      removeEventListener('keydown', escaped, { capture: true })
      removeEventListener('pointerdown', pointed)
    }
  }, [keys])

  return (
    <div class="edit-save">
      <span class="soft" role="status">
        {said === undefined ? '' : say(`edit.${said}`)}
      </span>
      <button type="button" class="quiet" disabled={isOff} onClick={copy}>
        {say('edit.copy')}
      </button>
      <details ref={menu} class="edit-save-menu">
        <summary class="button edit-save-button" aria-disabled={step === undefined}>
          {say('edit.save')}
        </summary>
        <div class="edit-save-sheet">
          <fieldset class="edit-kinds">
            <legend>{say('edit.save.format')}</legend>
            {SAVED_AS.map((format) => (
              <label key={format}>
                <input
                  type="radio"
                  name="save-format"
                  checked={choice.format === format}
                  onChange={() => change({ format })}
                />
                {KINDS[format].name}
              </label>
            ))}
          </fieldset>
          {choice.format === 'webp' && (
            <label class="edit-check">
              <input
                type="checkbox"
                checked={choice.isLossless}
                onChange={({ currentTarget }) => change({ isLossless: currentTarget.checked })}
              />
              {say('edit.save.lossless')}
            </label>
          )}
          {takesQuality(choice.format) && !(choice.format === 'webp' && choice.isLossless) && (
            <Slider
              label={say('edit.save.quality')}
              value={choice.quality}
              min={1}
              max={100}
              shown={formatNumber(choice.quality)}
              onChange={(quality) => change({ quality })}
            />
          )}
          <p class="soft">{say(`edit.save.${choice.format}`)}</p>
          <p class="soft edit-name-line">{nameFor(name, choice.format)}</p>
          <button type="button" class="main" disabled={isOff} onClick={save}>
            {say('edit.save.now')}
          </button>
        </div>
      </details>
    </div>
  )
}
