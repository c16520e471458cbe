/** Which engines are here: each peer is found or skipped aloud. */
import type { Options } from '../options.ts'
import type { BenchEngine } from '../types.ts'
import { findGmic } from './gmic.ts'
import { inlayEngine } from './inlay.ts'
import { findOpenCv } from './opencv.ts'
import { originalEngine } from './original.ts'
import { smoothEngine } from './smooth.ts'
import { storedEngine } from './stored.ts'

/** @param warn told about every engine that is missing */
export const findEngines = async (
  options: Pick<Options, 'engines' | 'threads'>,
  warn: (text: string) => void,
): Promise<BenchEngine[]> => {
  const gmic = await findGmic()
  const openCv = findOpenCv()
  if (gmic === undefined) warn('SKIPPED peer gmic: not on the PATH (Debian: apt install gmic)')
  if (openCv.length === 0) warn('SKIPPED peer OpenCV: npm package @techstark/opencv-js is missing')
  const found = [
    inlayEngine(options.threads),
    ...(gmic === undefined ? [] : [gmic]),
    ...openCv,
    storedEngine('migan', 'MI-GAN (stored results)'),
    smoothEngine,
    originalEngine,
  ]
  if (options.engines.length === 0) return found.filter((engine) => engine.id !== 'smooth')
  return options.engines.flatMap((id) => {
    const engine = found.find((e) => e.id === id)
    if (engine === undefined)
      warn(`SKIPPED engine "${id}": here are ${found.map((e) => e.id).join(', ')}`)
    return engine === undefined ? [] : [engine]
  })
}
