/** What the playground's halves agree on: the stage shows pictures and makes masks, the line runs fills. */
import type { Bounds, Extent, Margins } from '@inlay/shared'
import type { ComponentChildren, VNode } from 'preact'

/** Something drawn, stretched over its place; straight alpha. */
export interface Layer {
  readonly source: ImageBitmap | HTMLCanvasElement
  /** In pixels of the picture it is drawn in; may reach outside. */
  readonly bounds: Bounds
}

/** What the stage shows: the picture as opened, with the patch of each fill above it. */
export interface Picture extends Extent {
  /** Another one for every other content; the view stays where it is when the size stays. */
  readonly key: string
  /** Bottom first. */
  readonly layers: readonly Layer[]
}

/** A picture as the person opened it (`picture/`). */
export interface OpenedPicture extends Picture {
  /** The bytes as they came, never encoded anew. */
  readonly blob: Blob
  /** The file's name, with its ending; a made one for what was pasted. */
  readonly name: string
}

/**
 * `openPicture` of `picture/`: for the screen as large as it has to be, upright, whatever the file.
 * @throws InlayError image_unreadable | image_too_large
 */
export type OpenPicture = (blob: Blob, name: string) => Promise<OpenedPicture>

/** A mask in the making (`mask/`), of the shown picture's size; 255 is filled, 0 is kept. */
export interface EditMask extends Extent {
  /** True when nothing of it is above 0. */
  readonly isEmpty: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Pixels that it is dilated by and its soft ramp is wide: shown live, sent with the request. */
  readonly grow: number
  readonly feather: number
  setGrow(pixels: number): void
  setFeather(pixels: number): void
  undo(): void
  redo(): void
  clear(): void
  invert(): void
  /** Calls `heard` after each change, until the answer is called. */
  subscribe(heard: () => void): () => void
  /** An 8-bit grey PNG of the whole size, as painted: without `grow` and `feather`. */
  toPng(signal?: AbortSignal): Promise<Blob>
}

/** `createMask` of `mask/`: an empty one, or what `toPng` gave once. */
export type CreateMask = (
  extent: Extent,
  from?: { readonly png: Blob; readonly grow: number; readonly feather: number },
) => Promise<EditMask>

export const TOOLS = ['brush', 'erase', 'lasso', 'rectangle', 'select', 'pan'] as const
export type Tool = (typeof TOOLS)[number]

/** Where the picture lies in the stage: stage x = left + picture x * scale, in CSS pixels. */
export interface StageView extends Extent {
  readonly left: number
  readonly top: number
  readonly scale: number
}

/** Another picture shown in place of the picture's left part. */
export interface Compared {
  readonly before: Picture
  /** Where its corner lies in the shown picture: not at 0,0 after an expansion. */
  readonly left: number
  readonly top: number
  /** 0..1 of the shown picture's width that shows it; 1 while held. */
  readonly split: number
}

export interface StageProps {
  readonly picture: Picture
  /** What a screen reader is told of the picture. */
  readonly label: string
  /** Absent: there is nothing to paint on (a fill runs, variations are looked at, expanding). */
  readonly mask?: EditMask | undefined
  readonly tool: Tool
  /** For click to select: the shown picture's bytes, read at the first click. */
  readonly bytes: () => Promise<Blob>
  /** Present: the edges are dragged. */
  readonly margins?: Margins | undefined
  readonly onMargins?: (margins: Margins) => void
  /** Drawn above the picture: previews and variations, in its pixels. */
  readonly looks?: readonly Layer[]
  readonly compare?: Compared | undefined
  /** What went wrong with a tool, to be said. */
  readonly onProblem: (error: unknown) => void
  /** Laid over the stage, told where the picture lies; for the slider's handle. */
  readonly children?: (view: StageView) => ComponentChildren
}

export type Stage = (props: StageProps) => VNode

/** `MaskTools` of `tools/`: which tool, its size and hardness, grow and feather, undo, invert. */
export interface MaskToolsProps {
  readonly mask: EditMask
  readonly tool: Tool
  readonly onTool: (tool: Tool) => void
}
export type MaskTools = (props: MaskToolsProps) => VNode

/** `ExpandTools` of `tools/`: the same edges by number, by shape ("16:9"), and back to none. */
export interface ExpandToolsProps {
  readonly extent: Extent
  readonly margins: Margins
  readonly onMargins: (margins: Margins) => void
}
export type ExpandTools = (props: ExpandToolsProps) => VNode

/** `Opener` of `picture/`: what is there before a picture is: drop, paste, choose, an example. */
export interface OpenerProps {
  readonly onOpen: (picture: OpenedPicture) => void
  readonly onProblem: (error: unknown) => void
}
export type Opener = (props: OpenerProps) => VNode
