/** What NVIDIA's own tool tells of its cards, within seconds; nothing here loads a driver. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import type { GraphicsCard } from '@inlay/shared'

export type NvidiaAnswer =
  | { readonly kind: 'cards'; readonly cards: readonly GraphicsCard[] }
  /** There is no `nvidia-smi`. */
  | { readonly kind: 'absent' }
  /** It is there and fails: the driver is not loaded, or of another version than the tool. */
  | { readonly kind: 'broken' }

/** Milliseconds for `nvidia-smi`: the first call after a start may wake the driver. */
const PATIENCE = 5000

const QUERY = [
  '--query-gpu=name,driver_version,memory.total,memory.free',
  '--format=csv,noheader,nounits',
]

export const askNvidia = async (tool = 'nvidia-smi'): Promise<NvidiaAnswer> => {
  try {
    const { stdout } = await promisify(execFile)(tool, QUERY, {
      timeout: PATIENCE,
      windowsHide: true,
    })
    const cards = readCards(stdout)
    return cards.length === 0 ? { kind: 'broken' } : { kind: 'cards', cards }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { kind: missing ? 'absent' : 'broken' }
  }
}

/** The driver's own trace, and that of Windows' driver inside WSL. */
const TRACES = ['/proc/driver/nvidia/version', '/dev/dxg']

/** False where CUDA cannot be, whatever is installed: a process that tried would tell less. */
export const mayHaveNvidia = async (tool?: string, traces = TRACES): Promise<boolean> =>
  traces.some((path) => existsSync(path)) || (await askNvidia(tool)).kind !== 'absent'

/** Mebibytes, as the tool counts; "[N/A]" of cards that share the machine's memory counts as none. */
const bytesOf = (text: string | undefined): number => (Number(text) || 0) * 2 ** 20

/** A line for each card: "NVIDIA H200, 560.35.03, 143771, 143104". */
export const readCards = (csv: string): GraphicsCard[] =>
  csv.split('\n').flatMap((line) => {
    const [name, driver, total, free] = line.split(',').map((part) => part.trim())
    return name === undefined || driver === undefined || !/^\d+/.test(driver)
      ? []
      : [{ name, driver, total: bytesOf(total), free: bytesOf(free) }]
  })
