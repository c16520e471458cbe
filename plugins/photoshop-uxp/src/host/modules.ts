/**
 * What the plugin uses of `require('photoshop')` and `require('uxp')`, and nothing more: the real
 * modules fit these shapes (real.ts), and so does the double in test/hosts/photoshop.
 */

export interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface PsLayer {
  readonly id: number
  name: string
  readonly kind: string
  visible: boolean
  readonly isBackgroundLayer: boolean
  readonly isClippingMask: boolean
  readonly allLocked: boolean
  readonly bounds: Edges
  readonly boundsNoEffects: Edges
  /** Topmost first; null or absent for what is no group. */
  readonly layers: readonly PsLayer[] | null
  selected: boolean
  move(reference: PsLayer, placement: string): void
  /** The copy, above it. */
  duplicate(): Promise<PsLayer | null>
  rasterize(target: string): Promise<void>
  delete(): void
}

export interface PsSelection {
  /** Null without a selection; may reach beyond the canvas. */
  readonly bounds: Edges | null
  deselect(): Promise<void>
}

export interface PsDocument {
  readonly id: number
  readonly title: string
  /** Of its file; of one that was never saved nothing, or its title. */
  readonly path: string
  readonly width: number
  readonly height: number
  readonly resolution: number
  readonly mode: string
  bitsPerChannel: string
  readonly colorProfileName: string
  readonly colorProfileType: string
  quickMaskMode: boolean
  readonly activeLayers: readonly PsLayer[]
  readonly artboards: readonly PsLayer[]
  readonly layers: readonly PsLayer[]
  readonly selection: PsSelection
  createPixelLayer(options?: { readonly name?: string }): Promise<PsLayer | null>
  createLayerGroup(options?: { readonly name?: string }): Promise<PsLayer | null>
  resizeCanvas(width: number, height: number, anchor?: string): Promise<void>
  duplicate(name?: string, mergeLayersOnly?: boolean): Promise<PsDocument>
  changeMode(mode: string): Promise<void>
  closeWithoutSaving(): void
}

export interface PsApp {
  activeDocument: PsDocument | null
  readonly documents: readonly PsDocument[]
  getColorProfiles(mode?: string): readonly string[]
  createDocument(options: {
    readonly name: string
    readonly width: number
    readonly height: number
    readonly resolution: number
    readonly depth: number
    readonly profile?: string
  }): Promise<PsDocument | null>
}

/** Pixels that Photoshop holds until `dispose`. */
export interface PsImageData {
  readonly width: number
  readonly height: number
  readonly components: number
  readonly componentSize: 8 | 16 | 32
  readonly colorSpace: 'RGB' | 'Grayscale' | 'Lab'
  readonly colorProfile: string
  readonly hasAlpha: boolean
  readonly pixelFormat: 'RGB' | 'RGBA' | 'Grayscale' | 'GrayscaleAlpha' | 'LAB' | 'LABAlpha'
  readonly chunky: boolean
  readonly type: 'image/uncompressed'
  getData(options: {
    readonly chunky?: boolean
    readonly fullRange?: boolean
  }): Promise<Uint8Array | Uint16Array | Float32Array>
  /** Done when it returns (imaging.md), whatever it returns. */
  dispose(): Promise<void>
}

export interface PsPixels {
  readonly imageData: PsImageData
  /** What of the asked-for bounds holds pixels: never more, often less. */
  readonly sourceBounds: Edges
}

export interface PsImaging {
  getPixels(options: {
    readonly documentID: number
    readonly layerID?: number
    readonly sourceBounds?: Edges
    readonly colorSpace?: string
    readonly colorProfile?: string
    readonly componentSize?: 8 | 16
  }): Promise<PsPixels>
  putPixels(options: {
    readonly documentID: number
    readonly layerID: number
    readonly imageData: PsImageData
    readonly replace: boolean
    readonly targetBounds: Edges
  }): Promise<void>
  getLayerMask(options: {
    readonly documentID: number
    readonly layerID: number
    readonly kind: 'user'
    readonly sourceBounds: Edges
  }): Promise<PsPixels>
  putLayerMask(options: {
    readonly documentID: number
    readonly layerID: number
    readonly kind: 'user'
    readonly imageData: PsImageData
    readonly replace: boolean
    readonly targetBounds: Edges
  }): Promise<void>
  getSelection(options: {
    readonly documentID: number
    readonly sourceBounds: Edges
  }): Promise<PsPixels>
  putSelection(options: {
    readonly documentID: number
    readonly imageData: PsImageData
    readonly replace: boolean
    readonly targetBounds: Edges
  }): Promise<void>
  createImageDataFromBuffer(
    data: Uint8Array | Uint16Array,
    options: {
      readonly width: number
      readonly height: number
      readonly components: number
      readonly chunky: boolean
      readonly colorSpace: string
      readonly colorProfile: string
      readonly fullRange?: boolean
    },
  ): Promise<PsImageData>
  encodeImageData(options: {
    readonly imageData: PsImageData
    readonly base64: boolean
  }): Promise<string | readonly number[]>
}

/** Handed back as it was received. */
export interface PsHistorySuspension {
  readonly historySuspensionID: number
}

export interface PsExecutionContext {
  readonly isCancelled: boolean
  onCancel?: unknown
  reportProgress(progress: { readonly value?: number; readonly commandName?: string }): void
  readonly hostControl: {
    suspendHistory(of: {
      readonly documentID: number
      readonly name: string
    }): Promise<PsHistorySuspension>
    /** `commit` false rolls the document back to where it was suspended. */
    resumeHistory(suspension: PsHistorySuspension, commit?: boolean): Promise<void>
    registerAutoCloseDocument(documentID: number): Promise<void>
    unregisterAutoCloseDocument(documentID: number): Promise<void>
  }
}

export interface PsCore {
  executeAsModal<T>(
    run: (context: PsExecutionContext) => Promise<T>,
    options: { readonly commandName: string },
  ): Promise<T>
  showAlert(options: { readonly message: string }): Promise<void>
}

export interface PsDescriptor {
  readonly _obj: string
  readonly [key: string]: unknown
}

export interface PsAction {
  batchPlay(
    commands: PsDescriptor[],
    options: { readonly dialogOptions?: 'silent' | 'dontDisplay' | 'display' },
  ): Promise<readonly PsDescriptor[]>
  addNotificationListener(
    events: string[],
    listener: (event: string, descriptor: PsDescriptor) => void,
  ): Promise<void>
  removeNotificationListener(
    events: string[],
    listener: (event: string, descriptor: PsDescriptor) => void,
  ): Promise<void>
}

/** The enumerations' own words are Photoshop's to change, so they are read, not written. */
export interface PsConstants {
  readonly ElementPlacement: {
    readonly PLACEBEFORE: string
    readonly PLACEINSIDE: string
  }
  readonly AnchorPosition: {
    readonly TOPLEFT: string
    readonly BOTTOMRIGHT: string
  }
  readonly DocumentMode: {
    readonly RGB: string
    readonly GRAYSCALE: string
    readonly LAB: string
    readonly CMYK: string
  }
  readonly ChangeMode: { readonly RGB: string }
  readonly BitsPerChannelType: {
    readonly EIGHT: string
    readonly SIXTEEN: string
    readonly THIRTYTWO: string
  }
  readonly LayerKind: {
    readonly NORMAL: string
    readonly GROUP: string
    readonly SMARTOBJECT: string
    readonly TEXT: string
    readonly SOLIDFILL: string
    readonly GRADIENTFILL: string
    readonly PATTERNFILL: string
    readonly VIDEO: string
  }
  readonly RasterizeType: { readonly ENTIRELAYER: string }
  readonly ColorProfileType: { readonly NONE: string }
}

export interface PhotoshopModule {
  readonly app: PsApp
  readonly core: PsCore
  readonly action: PsAction
  readonly imaging: PsImaging
  readonly constants: PsConstants
}
