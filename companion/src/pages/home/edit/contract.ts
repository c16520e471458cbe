/** What the playground's halves agree on: the stage shows pictures and makes masks, the line runs fills. */
import type { Bounds, Extent, Margins, Outline } from '@inlay/shared'
import type { Colour, StrokeTaker } from '@inlay/shared/studio'
import type { ComponentChildren, VNode } from 'preact'

/** A large picture: small as a whole, and sharp where it is looked at closely. */
export interface Tiles extends Extent {
  readonly base: ImageBitmap
  /** The base halved again and again, for when it is seen smaller still. */
  readonly smaller: readonly ImageBitmap[]
  /**
   * A tile of the picture halved `level` times; undefined until it is there, and asked for by that.
   * @param across index of its column; tiles are TILE_SIDE pixels wide and high, the last ones less
   */
  tile(level: number, across: number, down: number): ImageBitmap | undefined
  /** Calls `heard` when a tile has come, until the answer is called. */
  subscribe(heard: () => void): () => void
}

/** Something drawn, stretched over its place; straight alpha. */
export interface Layer {
  readonly source: ImageBitmap | HTMLCanvasElement | Tiles
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
  /** Some of it is see-through. */
  readonly hasHoles: boolean
  /** The colour a mask is shown in over it. */
  readonly veil: Colour
  /** What is see-through as a mask of its size: 255 - alpha. */
  holes(): Promise<Uint8Array<ArrayBuffer>>
  /** Lets go of its memory. */
  close(): void
}

/**
 * `openPicture` of `picture/`: for the screen as large as it has to be, upright, whatever the file.
 * @throws InlayError image_unreadable | image_too_large
 */
export type OpenPicture = (blob: Blob, name: string) => Promise<OpenedPicture>

/** What the stage asks a mask to show: it as it will be filled, in pixels halved `level` times. */
export interface MaskLook {
  readonly box: Bounds
  readonly level: number
  readonly veil: Colour
}

/** A mask in the making (`mask/`), of the shown picture's size; 255 is filled, 0 is kept. */
export interface EditMask extends Extent, StrokeTaker {
  /** Another number for every state it was ever in; a step back gives the earlier number. */
  readonly state: number
  /** Tight box of everything above 0; undefined while it is being found out, null for none. */
  readonly bounds: Bounds | null | undefined
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
  selectAll(): void
  /** Takes back a stroke that is going on. */
  dropStroke(): void
  outline(outline: Outline): void
  /**
   * Adds a mask of its size, one byte a pixel, or takes it away.
   * @param options `onto`: the state it is added to, when not the present one: what came after gives way
   */
  unite(
    mask: Uint8Array<ArrayBuffer>,
    options?: { readonly onto?: number; readonly erase?: boolean },
  ): void
  /** Calls `heard` after each change and what of it is new, all unless told, until the answer is called. */
  subscribe(heard: (changed?: Bounds) => void): () => void
  /** The veil of a part of it; alpha is the mask, grown and feathered. */
  look(look: MaskLook): Promise<ImageBitmap>
  /** Lets go of its memory and its worker. */
  close(): void
  /**
   * The values of a mask's file, white is filled; for `unite`.
   * @throws InlayError mask_unreadable | mask_size_mismatch
   */
  read(file: Blob): Promise<Uint8Array<ArrayBuffer>>
  /** An 8-bit grey PNG of the whole size, as painted: without `grow` and `feather`. */
  toPng(signal?: AbortSignal): Promise<Blob>
}

/** `createMask` of `mask/`: an empty one, or what `toPng` gave once. */
export type CreateMask = (
  extent: Extent,
  from?: { readonly png: Blob; readonly grow: number; readonly feather: number },
) => Promise<EditMask>

/** How the brush paints. */
export interface Brush {
  /** Diameter in CSS pixels. */
  readonly size: number
  /** 0: falls off from the middle; 1: a hard edge. */
  readonly hardness: number
}

/** Click to select in the shown picture (`tools/clicks.ts`): its points so far, and who selects. */
export interface Clicks {
  readonly isBusy: boolean
  /** What selected last: a model's id, or `graph-cut`, the embedded one. */
  readonly model: string | undefined
  /** Of the selection in hand, in pixels of the picture. */
  readonly points: readonly {
    readonly x: number
    readonly y: number
    readonly label: 'in' | 'out'
  }[]
  click(x: number, y: number, label: 'in' | 'out'): void
  /** Whatever the picture is of. */
  subject(): void
  subscribe(heard: () => void): () => void
}

/** `createClicks` of `tools/clicks.ts`. */
export type CreateClicks = (options: {
  readonly mask: EditMask
  /** The shown picture's bytes, read at the first click. */
  readonly bytes: () => Promise<Blob>
  readonly onProblem: (error: unknown) => void
}) => Clicks

const TOOLS = ['brush', 'erase', 'lasso', 'rectangle', 'select', 'pan'] as const
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
  readonly brush: Brush
  /** For the tool `select`. */
  readonly clicks?: Clicks | undefined
  /** The colour a mask is shown in; `OpenedPicture.veil`. */
  readonly veil?: Colour | undefined
  /** Present: the edges are dragged. */
  readonly margins?: Margins | undefined
  readonly onMargins?: (margins: Margins) => void
  /** Drawn above the picture: previews and variations, in its pixels. */
  readonly looks?: readonly Layer[]
  readonly compare?: Compared | undefined
  /** Laid over the stage, told where the picture lies; for the slider's handle. */
  readonly children?: (view: StageView) => ComponentChildren
}

export type Stage = (props: StageProps) => VNode

/** `MaskTools` of `tools/`: which tool, its size and hardness, grow and feather, undo, invert. */
export interface MaskToolsProps {
  readonly mask: EditMask
  /** The picture's, which its mask's file is named after. */
  readonly name: string
  readonly tool: Tool
  readonly onTool: (tool: Tool) => void
  readonly brush: Brush
  readonly onBrush: (brush: Brush) => void
  readonly clicks?: Clicks | undefined
  /** The shown picture, when some of it is see-through and it is as opened. */
  readonly holed?: OpenedPicture | undefined
  readonly onProblem: (error: unknown) => void
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
