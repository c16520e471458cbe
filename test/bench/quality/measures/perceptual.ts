/**
 * Perceptual distance (SqueezeNet 1.1): how differently a small ImageNet net sees two pictures.
 * Defined in ../shared/data/README.md: seven feature maps, unit length over channels, squared
 * difference summed over channels, mean over space, the seven added. 0 is equal. It is not LPIPS:
 * the weights are uniform.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Rgb } from '../types.ts'

export interface Features {
  readonly maps: readonly FeatureMap[]
}

interface FeatureMap {
  readonly channels: number
  readonly area: number
  /** Channel after channel. */
  readonly data: Float32Array
  /** Length of the channel vector at every place. */
  readonly norms: Float64Array
}

export interface PerceptualMetric {
  features(image: Rgb): Promise<Features>
  dispose(): Promise<void>
}

/** What ImageNet's Caffe nets subtract, in the net's own order. */
const MEAN_BGR = [103.939, 116.779, 123.68] as const

/** BGR planes minus the mean, as the net was trained. */
const toInput = ({ width, height, data }: Rgb): Float32Array => {
  const area = width * height
  const planes = new Float32Array(3 * area)
  for (let i = 0; i < area; i++) {
    planes[i] = data[i * 3 + 2]! - MEAN_BGR[0]
    planes[area + i] = data[i * 3 + 1]! - MEAN_BGR[1]
    planes[2 * area + i] = data[i * 3]! - MEAN_BGR[2]
  }
  return planes
}

const featureMap = (tensor: Tensor): FeatureMap => {
  const [, channels = 0, height = 0, width = 0] = tensor.dims
  const area = height * width
  if (!(tensor.data instanceof Float32Array)) throw new Error('Expected float32 feature maps')
  const data = tensor.data
  const squares = new Float64Array(area)
  for (let c = 0, i = 0; c < channels; c++) {
    for (let p = 0; p < area; p++, i++) squares[p]! += data[i]! * data[i]!
  }
  return { channels, area, data, norms: squares.map(Math.sqrt) }
}

/** Squared distance of unit vectors is 2 - 2 cos; a zero vector stays zero. */
const mapDistance = (a: FeatureMap, b: FeatureMap): number => {
  const dots = new Float64Array(a.area)
  for (let c = 0, i = 0; c < a.channels; c++) {
    for (let p = 0; p < a.area; p++, i++) dots[p]! += a.data[i]! * b.data[i]!
  }
  let sum = 0
  for (let p = 0; p < a.area; p++) {
    const na = a.norms[p]!
    const nb = b.norms[p]!
    if (na > 0 && nb > 0) sum += Math.max(0, 2 - (2 * dots[p]!) / (na * nb))
    else if (na > 0 || nb > 0) sum += 1
  }
  return sum / a.area
}

/** 0 = equal; both must come from pictures of the same size. */
export const perceptualDistance = (a: Features, b: Features): number =>
  a.maps.reduce((sum, map, i) => sum + mapDistance(map, b.maps[i]!), 0)

/**
 * @param modelPath squeezenet11_features.onnx
 * @param threads how many cores the net may use
 */
export const openPerceptualMetric = async (
  modelPath: string,
  threads: number,
): Promise<PerceptualMetric> => {
  const ort = await import('onnxruntime-node')
  const session: InferenceSession = await ort.InferenceSession.create(modelPath, {
    intraOpNumThreads: threads,
    logSeverityLevel: 3,
  })
  const inputName = session.inputNames[0]!
  return {
    async features(image) {
      const input = new ort.Tensor('float32', toInput(image), [1, 3, image.height, image.width])
      const outputs = await session.run({ [inputName]: input })
      return { maps: session.outputNames.map((name) => featureMap(outputs[name]!)) }
    },
    dispose: () => session.release(),
  }
}
