/** `PhotoshopImageData`: pixels that Photoshop holds until they are disposed of, once. */
import type { Gate } from './gate.ts'
import type { Samples } from './raster.ts'

/** Whoever counts what was made and not yet disposed of. */
export interface ImageKeeper {
  readonly open: Set<ImageData>
  readonly gate: Gate
}

export type ColourSpace = 'RGB' | 'Grayscale'

export class ImageData {
  readonly width: number
  readonly height: number
  readonly components: number
  readonly componentSize: 8 | 16
  readonly colorSpace: ColourSpace
  readonly colorProfile: string
  readonly chunky = true
  readonly type = 'image/uncompressed' as const
  #samples: Samples | null
  readonly #owner: ImageKeeper

  constructor(
    owner: ImageKeeper,
    shape: { width: number; height: number; components: number },
    colours: { colorSpace: ColourSpace; colorProfile: string },
    samples: Samples,
  ) {
    this.#owner = owner
    this.width = shape.width
    this.height = shape.height
    this.components = shape.components
    this.colorSpace = colours.colorSpace
    this.colorProfile = colours.colorProfile
    this.componentSize = samples instanceof Uint16Array ? 16 : 8
    this.#samples = samples
    owner.open.add(this)
  }

  get hasAlpha(): boolean {
    return this.components === 2 || this.components === 4
  }

  get pixelFormat(): 'RGB' | 'RGBA' | 'Grayscale' | 'GrayscaleAlpha' {
    if (this.colorSpace === 'RGB') return this.hasAlpha ? 'RGBA' : 'RGB'
    return this.hasAlpha ? 'GrayscaleAlpha' : 'Grayscale'
  }

  /** Only for the double itself. */
  get samples(): Samples {
    return this.#samples ?? this.#owner.gate.offend('image data used after dispose')
  }

  async getData(options: { chunky?: boolean; fullRange?: boolean } = {}): Promise<Samples> {
    const { samples } = this
    if (options.chunky === false) throw new Error('The double has no planar pixels.')
    await new Promise((resolve) => setImmediate(resolve))
    if (samples instanceof Uint8Array || options.fullRange !== true) return samples.slice()
    return samples.map((value) => Math.round((value * 65535) / 32768))
  }

  async dispose(): Promise<void> {
    if (this.#samples === null) this.#owner.gate.offend('image data disposed of twice')
    this.#samples = null
    this.#owner.open.delete(this)
  }
}
