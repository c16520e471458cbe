/** The mask's tools: which one is in hand, how it paints, what is done to the mask as a whole. */
import { RANGES } from '@inlay/shared'
import type { ComponentType } from 'preact'
import { useChanges } from '../../use-changes.ts'
import { say, type Word } from '../../words/say.ts'
import type { MaskToolsProps, Tool } from '../contract.ts'
import { Amount } from './amount.tsx'
import {
  AllIcon,
  BrushIcon,
  ClearIcon,
  EraseIcon,
  HolesIcon,
  InvertIcon,
  LassoIcon,
  PanIcon,
  RectangleIcon,
  RedoIcon,
  SelectIcon,
  SubjectIcon,
  UndoIcon,
} from './icons.tsx'
import { MaskFile } from './mask-file.tsx'
import { ToolButton } from './tool-button.tsx'
import { BRUSH_SIZES, TOOL_KEYS, useToolKeys } from './tool-keys.ts'
import './tools.css'

const TOOL_LIST: readonly {
  readonly tool: Tool
  readonly Icon: ComponentType
  readonly word: Word
}[] = [
  { tool: 'brush', Icon: BrushIcon, word: 'tool.brush' },
  { tool: 'erase', Icon: EraseIcon, word: 'tool.erase' },
  { tool: 'lasso', Icon: LassoIcon, word: 'tool.lasso' },
  { tool: 'rectangle', Icon: RectangleIcon, word: 'tool.rectangle' },
  { tool: 'select', Icon: SelectIcon, word: 'tool.select' },
  { tool: 'pan', Icon: PanIcon, word: 'tool.pan' },
]

export const MaskTools = (props: MaskToolsProps) => {
  const { mask, tool, onTool, brush, onBrush, clicks, holed } = props
  useChanges(mask)
  useChanges(clicks)
  useToolKeys(props)
  const isBrush = tool === 'brush' || tool === 'erase'
  const [, mostGrow] = RANGES.grow
  const [, mostFeather] = RANGES.feather
  const addHoles = async (): Promise<void> => {
    if (holed === undefined) return
    try {
      mask.unite(await holed.holes())
    } catch (error) {
      props.onProblem(error)
    }
  }
  return (
    <div class="tools">
      <div class="tool-row" role="toolbar" aria-label={say('tool.tools')}>
        {TOOL_LIST.filter((one) => one.tool !== 'select' || clicks !== undefined).map(
          ({ tool: one, Icon, word }) => (
            <ToolButton
              key={one}
              word={word}
              keys={TOOL_KEYS[one]}
              isPressed={one === tool}
              onClick={() => onTool(one)}
            >
              <Icon />
            </ToolButton>
          ),
        )}
      </div>
      <p class="soft tool-hint">{say(`tool.${tool}.hint`)}</p>
      {isBrush && (
        <>
          <Amount
            label={say('tool.size')}
            unit={say('tool.unit')}
            keys="[ ]"
            value={Math.round(brush.size)}
            min={BRUSH_SIZES[0]}
            max={BRUSH_SIZES[1]}
            onChange={(size) => onBrush({ ...brush, size })}
          />
          <Amount
            label={say('tool.hardness')}
            unit="%"
            keys="{ }"
            value={Math.round(brush.hardness * 100)}
            max={100}
            onChange={(percent) => onBrush({ ...brush, hardness: percent / 100 })}
          />
        </>
      )}
      {tool === 'select' && clicks !== undefined && (
        <div class="tool-row wrap">
          <button type="button" onClick={() => clicks.subject()} disabled={clicks.isBusy}>
            <SubjectIcon /> {say('tool.subject')}
          </button>
          <span class="soft" role="status">
            {clicks.model === undefined
              ? ''
              : clicks.model === 'graph-cut'
                ? say('tool.selected.embedded')
                : say('tool.selected.model', { model: clicks.model })}
          </span>
        </div>
      )}
      <div class="tool-row wrap" role="toolbar" aria-label={say('tool.mask')}>
        <ToolButton
          word="tool.undo"
          keys="Ctrl+Z"
          isDisabled={!mask.canUndo}
          onClick={() => mask.undo()}
        >
          <UndoIcon />
        </ToolButton>
        <ToolButton
          word="tool.redo"
          keys="Ctrl+Shift+Z"
          isDisabled={!mask.canRedo}
          onClick={() => mask.redo()}
        >
          <RedoIcon />
        </ToolButton>
        <ToolButton word="tool.all" keys="Ctrl+A" onClick={() => mask.selectAll()}>
          <AllIcon />
        </ToolButton>
        <ToolButton word="tool.invert" keys="Ctrl+I" onClick={() => mask.invert()}>
          <InvertIcon />
        </ToolButton>
        <ToolButton
          word="tool.clear"
          keys="Ctrl+D"
          isDisabled={mask.isEmpty}
          onClick={() => mask.clear()}
        >
          <ClearIcon />
        </ToolButton>
        {holed !== undefined && (
          <ToolButton word="tool.holes" onClick={() => void addHoles()}>
            <HolesIcon />
          </ToolButton>
        )}
        <MaskFile mask={mask} name={props.name} onProblem={props.onProblem} />
      </div>
      <Amount
        label={say('tool.grow')}
        unit={say('tool.unit')}
        value={mask.grow}
        max={mostGrow}
        slid={mostGrow / 4}
        onChange={(pixels) => mask.setGrow(pixels)}
      />
      <Amount
        label={say('tool.feather')}
        unit={say('tool.unit')}
        value={mask.feather}
        max={mostFeather}
        slid={mostFeather / 4}
        onChange={(pixels) => mask.setFeather(pixels)}
      />
    </div>
  )
}
