/** How a picture comes in: dropped anywhere, pasted, or chosen; one at a time, and told while it opens. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { say } from '../../words/say.ts'
import type { OpenerProps } from '../contract.ts'
import { OpenIcon } from '../tools/icons.tsx'
import { asWritten } from '../tools/tool-keys.ts'
import { isTyping } from '../typing.ts'
import { useLatest } from '../use-latest.ts'
import { openPicture } from './open.ts'
import './picture.css'
import { ACCEPTED, type Brought, broughtAs, broughtBy, hasFile, pastedBy } from './take-in.ts'

/** Opens one after the other; the name of the one that is being opened. */
const useOpening = ({
  onOpen,
  onProblem,
}: OpenerProps): readonly [string | undefined, (brought: Brought | undefined) => void] => {
  const [name, setName] = useState<string>()
  const open = async (brought: Brought | undefined): Promise<void> => {
    if (brought === undefined || name !== undefined) return
    setName(brought.name)
    try {
      onOpen(await openPicture(brought.blob, brought.name))
    } catch (error) {
      onProblem(error)
    } finally {
      setName(undefined)
    }
  }
  return [name, (brought) => void open(brought)]
}

/** A button that chooses a picture, also by Ctrl+O. */
export const OpenButton = (props: OpenerProps & { readonly isMain?: boolean }) => {
  const field = useRef<HTMLInputElement>(null)
  const [opening, open] = useOpening(props)
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const isOpen = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'o'
      if (!isOpen || event.altKey || event.shiftKey) return
      event.preventDefault()
      field.current?.click()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
  const words = props.isMain ? say('open.choose') : say('open.another')
  return (
    <>
      <button
        type="button"
        class={props.isMain ? 'main' : 'quiet'}
        title={`${say('open.choose')} (${asWritten('Ctrl+O')})`}
        aria-keyshortcuts="Control+O"
        disabled={opening !== undefined}
        onClick={() => field.current?.click()}
      >
        {opening === undefined ? words : say('open.opening')}
      </button>
      <input
        ref={field}
        type="file"
        hidden
        accept={ACCEPTED}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          open(file && broughtAs(file))
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}

/** What is there before a picture is; below it what else one may go on with. */
export const Opener = ({
  children,
  ...props
}: OpenerProps & { readonly children?: ComponentChildren }) => (
  <div class="opener">
    <div class="opener-card">
      <OpenIcon />
      <h2>{say('open.title')}</h2>
      <OpenButton {...props} isMain />
      <p class="soft">{say('open.hint')}</p>
      <p class="soft">{say('open.private')}</p>
    </div>
    {children}
  </div>
)

/** Takes what is dropped or pasted anywhere in the window; shows where it would go. */
export const DropTarget = (props: OpenerProps) => {
  const [isOver, setOver] = useState(false)
  const [opening, open] = useOpening(props)
  const latest = useLatest(open)
  useLayoutEffect(() => {
    /** Entered minus left: children are entered before their parents are left. */
    let depth = 0
    const over = (event: DragEvent): void => {
      if (!hasFile(event.dataTransfer)) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
    }
    const enter = (event: DragEvent): void => {
      if (!hasFile(event.dataTransfer)) return
      event.preventDefault()
      depth++
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!hasFile(event.dataTransfer)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      if (!hasFile(event.dataTransfer)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      latest.current(broughtBy(event.dataTransfer))
    }
    const paste = (event: ClipboardEvent): void => {
      const brought = pastedBy(event)
      if (brought === undefined) return
      const hasText = event.clipboardData?.types.includes('text/plain') ?? false
      if (isTyping(event) && hasText) return
      event.preventDefault()
      latest.current(brought)
    }
    addEventListener('dragenter', enter)
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    addEventListener('paste', paste)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
      removeEventListener('paste', paste)
    }
  }, [latest])
  const text =
    opening === undefined
      ? isOver
        ? say('open.drop')
        : ''
      : say('open.opening.name', { name: opening })
  return (
    <div class={text === '' ? 'drop' : 'drop shown'} role="status">
      {text !== '' && <p>{text}</p>}
    </div>
  )
}
