/** The tools' shortcuts, as painters know them from elsewhere. */
import { useLayoutEffect } from 'preact/hooks'
import type { Brush, EditMask, Tool } from '../contract.ts'
import { isTyping } from '../typing.ts'
import { useLatest } from '../use-latest.ts'

export const TOOL_KEYS = {
  brush: 'B',
  erase: 'E',
  lasso: 'L',
  rectangle: 'R',
  select: 'S',
  pan: 'H',
} as const satisfies Readonly<Record<Tool, string>>

/** A shortcut as the person's keyboard has it: "Ctrl+Z", or "⌘Z" at a Mac. */
export const asWritten = (keys: string): string =>
  /^(Mac|iP)/.test(navigator.platform)
    ? keys.replace('Shift+', '⇧').replace('Ctrl+', '⌘').replace('⌘⇧', '⇧⌘')
    : keys

/** CSS pixels. */
export const BRUSH_SIZES = [1, 400] as const

export interface ToolHands {
  readonly mask: EditMask
  readonly brush: Brush
  readonly clicks?: unknown
  readonly onTool: (tool: Tool) => void
  readonly onBrush: (brush: Brush) => void
}

const toolOf = (key: string): Tool | undefined => {
  const named = Object.entries(TOOL_KEYS).find(([, letter]) => letter === key.toUpperCase())
  return named && isTool(named[0]) ? named[0] : undefined
}
const isTool = (name: string): name is Tool => Object.hasOwn(TOOL_KEYS, name)

const bounded = (value: number, [min, max]: readonly [number, number]): number =>
  Math.min(max, Math.max(min, value))

/** A fifth larger or smaller, at least by one. */
const resized = (size: number, way: 1 | -1): number =>
  bounded(Math.round(size + way * Math.max(1, size / 5)), BRUSH_SIZES)

/** True when the key was a shortcut. */
const runToolKey = (event: KeyboardEvent, hands: ToolHands): boolean => {
  const { mask, brush, onBrush } = hands
  if (event.ctrlKey || event.metaKey) return runMaskKey(event, mask)
  const { size, hardness } = brush
  switch (event.key) {
    case '[':
      onBrush({ size: resized(size, -1), hardness })
      return true
    case ']':
      onBrush({ size: resized(size, 1), hardness })
      return true
    case '{':
      onBrush({ size, hardness: bounded(hardness - 0.1, [0, 1]) })
      return true
    case '}':
      onBrush({ size, hardness: bounded(hardness + 0.1, [0, 1]) })
      return true
  }
  const tool = event.altKey ? undefined : toolOf(event.key)
  if (tool === undefined || (tool === 'select' && hands.clicks === undefined)) return false
  hands.onTool(tool)
  return true
}

const runMaskKey = ({ key, shiftKey }: KeyboardEvent, mask: EditMask): boolean => {
  switch (key.toLowerCase()) {
    case 'z':
      // With nothing left to take back it is the line's.
      if (shiftKey ? !mask.canRedo : !mask.canUndo) return false
      if (shiftKey) mask.redo()
      else mask.undo()
      return true
    case 'y':
      if (!mask.canRedo) return false
      mask.redo()
      return true
    case 'a':
      mask.selectAll()
      return true
    case 'i':
      mask.invert()
      return true
    case 'd':
      mask.clear()
      return true
  }
  return false
}

export const useToolKeys = (hands: ToolHands): void => {
  const latest = useLatest(hands)
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event)) return
      if (runToolKey(event, latest.current)) event.preventDefault()
    }
    // Before the line's own keys, which take Ctrl+Z when the mask has left it.
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [latest])
}
