/** Peers: OpenCV's Telea (2004) and Navier-Stokes (Bertalmio 2001) inpainting, compiled to WASM. */
import { createRequire } from 'node:module'
import { paste } from '../pixels.ts'
import type { BenchEngine, Rgb } from '../types.ts'

/** Neighbourhood in pixels; 5 gives the figures in ../shared/data/README.md. */
const RADIUS = 5

type OpenCv = typeof import('@techstark/opencv-js')

let loading: Promise<{ readonly cv: OpenCv }> | undefined

/** Wrapped, because the module has a `then` of its own and would be awaited for ever. */
const loadOpenCv = (): Promise<{ readonly cv: OpenCv }> => {
  loading ??= new Promise((resolve) => {
    const cv: OpenCv = createRequire(import.meta.url)('@techstark/opencv-js')
    if (typeof cv.Mat === 'function') resolve({ cv })
    else cv.onRuntimeInitialized = () => resolve({ cv })
  })
  return loading
}

const inpaint = async (
  input: Rgb,
  hole: Uint8Array,
  method: 'INPAINT_TELEA' | 'INPAINT_NS',
): Promise<{ image: Rgb; ms: number }> => {
  const { cv } = await loadOpenCv()
  const { width, height } = input
  const source = new cv.Mat(height, width, cv.CV_8UC3)
  const mask = new cv.Mat(height, width, cv.CV_8UC1)
  const out = new cv.Mat()
  try {
    source.data.set(input.data)
    mask.data.set(hole)
    const start = performance.now()
    cv.inpaint(source, mask, out, RADIUS, cv[method])
    const ms = performance.now() - start
    return { image: { width, height, channels: 3, data: new Uint8Array(out.data) }, ms }
  } finally {
    source.delete()
    mask.delete()
    out.delete()
  }
}

const engine = (
  id: string,
  label: string,
  version: string,
  method: 'INPAINT_TELEA' | 'INPAINT_NS',
): BenchEngine => ({
  id,
  label: `OpenCV ${version} ${label}`,
  version: `${version} radius ${RADIUS}`,
  peer: true,
  async fill(job) {
    const { image, ms } = await inpaint(job.input, job.hole.data, method)
    return { image: paste(job.original, image, job.hole), ms }
  },
})

/** Both methods, or none where the package is not installed. */
export const findOpenCv = (): BenchEngine[] => {
  let version: string
  try {
    const require = createRequire(import.meta.url)
    const manifest: { version: string } = require('@techstark/opencv-js/package.json')
    version = manifest.version.replace(/-release.*/, '')
  } catch {
    return []
  }
  return [
    engine('telea', 'Telea', version, 'INPAINT_TELEA'),
    engine('ns', 'Navier-Stokes', version, 'INPAINT_NS'),
  ]
}
