/** ImageMagick, an independent reader of PSD files and a maker of fixtures. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const run = (arguments_: readonly string[]): Buffer => {
  const { status, stdout, stderr, error } = spawnSync('convert', arguments_, {
    maxBuffer: 1 << 28,
  })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`convert: ${stderr.toString()}`)
  return stdout
}

/** False, said aloud, where it is not installed. */
export const hasMagick = (): boolean => {
  const there = spawnSync('convert', ['-version']).status === 0
  if (!there) console.warn('SKIPPED: ImageMagick is not installed; PSD files are not read back.')
  return there
}

export interface ReadLayer {
  readonly label: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** RGBA, 16 bits whatever the file has. */
  readonly data: Uint16Array
}

const withFile = <T>(bytes: Uint8Array, work: (path: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'inlay-magick-'))
  try {
    const path = join(folder, 'file.psd')
    writeFileSync(path, bytes)
    return work(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The merged picture first, then the layers from the bottom up, masks applied to their alpha. */
export const readPsdByMagick = (bytes: Uint8Array): ReadLayer[] =>
  withFile(bytes, (path) => {
    const list = run([path, '-format', '%w %h %X %Y %[label]\\n', 'info:']).toString().trim()
    return list.split('\n').map((line, index) => {
      const [width = 0, height = 0, left = 0, top = 0] = line.split(' ', 4).map(Number)
      const label = line.split(' ').slice(4).join(' ')
      const raw = run([`${path}[${index}]`, '-depth', '16', '-endian', 'LSB', 'RGBA:-'])
      const data = new Uint16Array(width * height * 4)
      for (let i = 0; i < data.length; i++) data[i] = raw.readUInt16LE(i * 2)
      return { label, left, top, width, height, data }
    })
  })

/** A PSD made by ImageMagick from a picture file. */
export const makePsd = (source: string, options: readonly string[]): Uint8Array => {
  const folder = mkdtempSync(join(tmpdir(), 'inlay-magick-'))
  try {
    const path = join(folder, 'made.psd')
    run([source, ...options, path])
    return new Uint8Array(readFileSync(path))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
