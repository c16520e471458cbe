/** Keeps the pieces a prompt means and closes what is too small to be meant. */
import type { PointLabel } from '@inlay/shared'
import type { Prompt } from '../prompt.ts'

/** Pieces smaller than this share of the largest are dropped where nobody clicked. */
const LEAST_PIECE = 0.08
/** Holes smaller than this share of the selection are closed, unless clicked out. */
const LEAST_HOLE = 0.015

/**
 * Changes `inside` in place.
 * @param prompt in pixels of this size
 */
export const tidy = (inside: Uint8Array, prompt: Prompt, width: number, height: number): void => {
  dropPieces(inside, prompt, width, height)
  // Only now: a hole in a piece that was dropped is no hole.
  closeHoles(inside, prompt, width, height)
}

/** 1 for each pixel whose piece was clicked; all of `inside` when nothing was. */
export const keepPieces = (
  inside: Uint8Array,
  prompt: Prompt,
  width: number,
  height: number,
): Uint8Array => {
  if (!prompt.points.some(({ label }) => label === 'in')) return inside
  const { of, side } = piecesOf(inside, width, height)
  const wanted = clickedPieces(of, prompt, 'in', width, height)
  const unwanted = clickedPieces(of, prompt, 'out', width, height)
  return inside.map((_, i) => {
    const piece = of[i]!
    return side[piece] === 1 && wanted.has(piece) && !unwanted.has(piece) ? 1 : 0
  })
}

const dropPieces = (inside: Uint8Array, prompt: Prompt, width: number, height: number): void => {
  const { of, size, side } = piecesOf(inside, width, height)
  const clicked = clickedPieces(of, prompt, 'in', width, height)
  const largest = size.reduce((most, n, p) => (side[p] === 1 ? Math.max(most, n) : most), 0)
  flip(
    inside,
    of,
    size.map((n, p) => {
      if (side[p] === 0) return false
      return clicked.size > 0 ? !clicked.has(p) : n < LEAST_PIECE * largest
    }),
  )
}

const closeHoles = (inside: Uint8Array, prompt: Prompt, width: number, height: number): void => {
  const { of, size, side, atEdge } = piecesOf(inside, width, height)
  const clicked = clickedPieces(of, prompt, 'out', width, height)
  const selected = size.reduce((sum, n, p) => (side[p] === 1 ? sum + n : sum), 0)
  flip(
    inside,
    of,
    size.map((n, p) => {
      const isHole = side[p] === 0 && !atEdge[p] && !clicked.has(p)
      return isHole && n < LEAST_HOLE * selected
    }),
  )
}

const clickedPieces = (
  of: Int32Array,
  { points }: Prompt,
  label: PointLabel,
  width: number,
  height: number,
): Set<number> =>
  new Set(
    points
      .filter((point) => point.label === label)
      .map(({ x, y }) => {
        const [column, row] = [
          Math.min(width - 1, Math.floor(x)),
          Math.min(height - 1, Math.floor(y)),
        ]
        return of[row * width + column]!
      }),
  )

const flip = (inside: Uint8Array, of: Int32Array, flips: readonly boolean[]): void => {
  for (let i = 0; i < inside.length; i++) if (flips[of[i]!]) inside[i] = 1 - inside[i]!
}

interface Pieces {
  readonly of: Int32Array
  readonly size: number[]
  readonly side: number[]
  readonly atEdge: boolean[]
}

/** What hangs together, of either side, by the four neighbours. */
const piecesOf = (inside: Uint8Array, width: number, height: number): Pieces => {
  const area = width * height
  const of = new Int32Array(area).fill(-1)
  const queue = new Int32Array(area)
  const size: number[] = []
  const side: number[] = []
  const atEdge: boolean[] = []
  for (let start = 0; start < area; start++) {
    if (of[start] !== -1) continue
    const piece = size.length
    let read = 0
    let end = 0
    let touches = false
    const visit = (i: number): void => {
      if (of[i] !== -1 || inside[i] !== inside[start]) return
      of[i] = piece
      queue[end++] = i
    }
    visit(start)
    while (read < end) {
      const i = queue[read++]!
      const x = i % width
      if (x === 0 || x === width - 1 || i < width || i + width >= area) touches = true
      if (x > 0) visit(i - 1)
      if (x < width - 1) visit(i + 1)
      if (i >= width) visit(i - width)
      if (i + width < area) visit(i + width)
    }
    size.push(end)
    side.push(inside[start]!)
    atEdge.push(touches)
  }
  return { of, size, side, atEdge }
}
