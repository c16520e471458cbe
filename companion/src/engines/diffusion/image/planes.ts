/** Float planes between pictures and networks: channels one after the other, as NCHW with N = 1. */

export interface Planes {
  readonly width: number
  readonly height: number
  readonly channels: number
  /** `channels * height * width` numbers. */
  readonly data: Float32Array
}
