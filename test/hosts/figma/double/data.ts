/** The double's document as plain data: what a test writes down, and what undo brings back. */

import type { Constraints } from '@figma/plugin-typings/plugin-api-standalone'

export type Rows = [[number, number, number], [number, number, number]]

export interface PathData {
  windingRule: 'NONZERO' | 'EVENODD' | 'NONE'
  data: string
}

/** Paints and effects are kept as the plugin or the test wrote them; the drawing reads what it knows. */
export type Loose = Record<string, unknown> & { type: string }

export type DoubleType =
  | 'PAGE'
  | 'FRAME'
  | 'GROUP'
  | 'COMPONENT'
  | 'INSTANCE'
  | 'SECTION'
  | 'RECTANGLE'
  | 'ELLIPSE'
  | 'VECTOR'
  | 'TEXT'
  | 'LINE'
  | 'BOOLEAN_OPERATION'
  | 'SLICE'

export interface NodeData {
  id: string
  type: DoubleType
  name: string
  parent: string | null
  children: string[]
  visible: boolean
  locked: boolean
  /** Relative to the container; of groups only the turn counts, place and size are their children's. */
  transform: Rows
  width: number
  height: number
  opacity: number
  blendMode: string
  isMask: boolean
  maskType: 'ALPHA' | 'VECTOR' | 'LUMINANCE'
  effects: Loose[]
  fills: Loose[]
  strokes: Loose[]
  strokeWeight: number
  strokeAlign: 'CENTER' | 'INSIDE' | 'OUTSIDE'
  cornerRadius: number
  clipsContent: boolean
  layoutMode: 'NONE' | 'HORIZONTAL' | 'VERTICAL'
  layoutPositioning: 'AUTO' | 'ABSOLUTE'
  itemReverseZIndex: boolean
  itemSpacing: number
  padding: number
  constraints: Constraints
  /** Outlines of what is not a rectangle or an ellipse. */
  paths: PathData[]
  strokePaths: PathData[]
  pluginData: Record<string, string>
  relaunchData: Record<string, string>
}

/** A node as a test writes it; all else has Figma's defaults. */
export type NodeInput = Partial<Omit<NodeData, 'type' | 'parent' | 'children'>> & {
  type: DoubleType
  x?: number
  y?: number
  children?: NodeInput[]
}

export interface DocumentInput {
  pages: { id?: string; name?: string; children: NodeInput[] }[]
  profile?: 'LEGACY' | 'SRGB' | 'DISPLAY_P3'
  /** A person who may look but not edit. */
  readOnly?: boolean
  editorType?: 'figma' | 'figjam' | 'slides'
  pluginData?: Record<string, string>
}

export const defaultsOf = (type: DoubleType): Omit<NodeData, 'id' | 'type' | 'parent'> => ({
  name: type.charAt(0) + type.slice(1).toLowerCase(),
  children: [],
  visible: true,
  locked: false,
  transform: [
    [1, 0, 0],
    [0, 1, 0],
  ],
  width: 100,
  height: 100,
  opacity: 1,
  blendMode: type === 'GROUP' || type === 'FRAME' ? 'PASS_THROUGH' : 'NORMAL',
  isMask: false,
  maskType: 'ALPHA',
  effects: [],
  fills: [],
  strokes: [],
  strokeWeight: 1,
  strokeAlign: 'INSIDE',
  cornerRadius: 0,
  clipsContent: type === 'FRAME' || type === 'COMPONENT' || type === 'INSTANCE',
  layoutMode: 'NONE',
  layoutPositioning: 'AUTO',
  itemReverseZIndex: false,
  itemSpacing: 0,
  padding: 0,
  constraints: { horizontal: 'MIN', vertical: 'MIN' },
  paths: [],
  strokePaths: [],
  pluginData: {},
  relaunchData: {},
})
