/**
 * Small regions of one colour, and who touches whom: what a cut is made over, since there are a
 * hundred times fewer of them than pixels. SLIC (Achanta et al., PAMI 2012), fragments joined to
 * their nearest neighbour; cutting over regions after Li et al., Lazy Snapping (SIGGRAPH 2004).
 */

export interface Regions {
  readonly width: number
  readonly height: number
  readonly count: number
  /** Region of each pixel. */
  readonly of: Int32Array
  /** Pixels in each. */
  readonly size: Float32Array
  /** Mean colour, three values a region. */
  readonly colour: Float32Array
  /** Middle, in pixels: x and y of each. */
  readonly middle: Float32Array
  /** 1 where a region touches the edge of the picture. */
  readonly atEdge: Uint8Array
  /** Pairs of regions that touch: a, b, a, b, ... each pair once. */
  readonly pairs: Int32Array
  /** Pixels along which each pair touches. */
  readonly contact: Float32Array
}

/** Pixels between the first middles. */
const STEP = 8
const ROUNDS = 6
/** Weight of nearness against colour: the paper's m, in Lab units. */
const COMPACTNESS = 10

/** @param lab three planes, as `toLab` gives them */
export const findRegions = (lab: Float32Array, width: number, height: number): Regions => {
  const joined = joinFragments(cluster(lab, width, height), lab, width, height)
  return measure(joined.of, joined.count, lab, width, height)
}

/** The nearest middle of each pixel, by colour and place. */
const cluster = (lab: Float32Array, width: number, height: number): Int32Array => {
  const area = width * height
  const across = Math.max(1, Math.round(width / STEP))
  const down = Math.max(1, Math.round(height / STEP))
  const count = across * down
  const middles = new Float32Array(count * 5)
  for (let k = 0; k < count; k++) {
    const x = Math.floor((((k % across) + 0.5) * width) / across)
    const y = Math.floor(((Math.floor(k / across) + 0.5) * height) / down)
    const i = calmest(lab, x, y, width, height)
    middles.set(
      [lab[i]!, lab[area + i]!, lab[2 * area + i]!, i % width, Math.floor(i / width)],
      5 * k,
    )
  }
  const of = new Int32Array(area)
  const nearest = new Float32Array(area)
  const sums = new Float64Array(count * 6)
  const spatial = (COMPACTNESS / STEP) ** 2
  for (let round = 0; round < ROUNDS; round++) {
    nearest.fill(Infinity)
    for (let k = 0; k < count; k++) {
      const l = middles[5 * k]!
      const a = middles[5 * k + 1]!
      const b = middles[5 * k + 2]!
      const mx = middles[5 * k + 3]!
      const my = middles[5 * k + 4]!
      const left = Math.max(0, Math.ceil(mx - 2 * STEP))
      const right = Math.min(width - 1, Math.floor(mx + 2 * STEP))
      const bottom = Math.min(height - 1, Math.floor(my + 2 * STEP))
      for (let y = Math.max(0, Math.ceil(my - 2 * STEP)); y <= bottom; y++) {
        const rise = (y - my) * (y - my)
        for (let x = left; x <= right; x++) {
          const i = y * width + x
          const dl = lab[i]! - l
          const da = lab[area + i]! - a
          const db = lab[2 * area + i]! - b
          const far = dl * dl + da * da + db * db + ((x - mx) * (x - mx) + rise) * spatial
          if (far < nearest[i]!) {
            nearest[i] = far
            of[i] = k
          }
        }
      }
    }
    sums.fill(0)
    for (let i = 0; i < area; i++) {
      const k = 6 * of[i]!
      sums[k]! += lab[i]!
      sums[k + 1]! += lab[area + i]!
      sums[k + 2]! += lab[2 * area + i]!
      sums[k + 3]! += i % width
      sums[k + 4]! += Math.floor(i / width)
      sums[k + 5]! += 1
    }
    for (let k = 0; k < count; k++) {
      const n = sums[6 * k + 5]!
      if (n === 0) continue
      for (let c = 0; c < 5; c++) middles[5 * k + c] = sums[6 * k + c]! / n
    }
  }
  return of
}

/** The pixel of least gradient among the nine around a place, so that no middle starts on an edge. */
const calmest = (
  lab: Float32Array,
  x: number,
  y: number,
  width: number,
  height: number,
): number => {
  const area = width * height
  let best = y * width + x
  let least = Infinity
  for (let sy = Math.max(1, y - 1); sy <= Math.min(height - 2, y + 1); sy++) {
    for (let sx = Math.max(1, x - 1); sx <= Math.min(width - 2, x + 1); sx++) {
      const i = sy * width + sx
      let gradient = 0
      for (let p = 0; p < 3; p++) {
        const at = p * area + i
        gradient += (lab[at + 1]! - lab[at - 1]!) ** 2 + (lab[at + width]! - lab[at - width]!) ** 2
      }
      if (gradient < least) {
        least = gradient
        best = i
      }
    }
  }
  return best
}

/** Below this many pixels a connected piece joins the neighbour it resembles most. */
const FRAGMENT = (STEP * STEP) / 4

/** Regions that hang together, numbered without gaps. */
const joinFragments = (
  labels: Int32Array,
  lab: Float32Array,
  width: number,
  height: number,
): { of: Int32Array; count: number } => {
  const area = width * height
  const of = new Int32Array(area).fill(-1)
  const stack = new Int32Array(area)
  const colours: number[] = []
  let count = 0
  for (let start = 0; start < area; start++) {
    if (of[start] !== -1) continue
    let found = 0
    let top = 0
    stack[top++] = start
    of[start] = count
    const neighbours = new Set<number>()
    const sum = [0, 0, 0]
    while (found < top) {
      const i = stack[found++]!
      for (let p = 0; p < 3; p++) sum[p]! += lab[p * area + i]!
      const x = i % width
      for (let side = 0; side < 4; side++) {
        if ((side === 0 && x === 0) || (side === 1 && x === width - 1)) continue
        const j = side === 0 ? i - 1 : side === 1 ? i + 1 : side === 2 ? i - width : i + width
        if (j < 0 || j >= area) continue
        if (of[j] === -1 && labels[j] === labels[start]) {
          of[j] = count
          stack[top++] = j
        } else if (of[j] !== -1 && of[j] !== count) neighbours.add(of[j]!)
      }
    }
    const colour = sum.map((value) => value / top)
    if (top < FRAGMENT && neighbours.size > 0) {
      let best = -1
      let least = Infinity
      for (const n of neighbours) {
        const far = [0, 1, 2].reduce((d, p) => d + (colours[3 * n + p]! - colour[p]!) ** 2, 0)
        if (far < least) {
          least = far
          best = n
        }
      }
      for (let k = 0; k < top; k++) of[stack[k]!] = best
    } else {
      colours.push(...colour)
      count++
    }
  }
  return { of, count }
}

const measure = (
  of: Int32Array,
  count: number,
  lab: Float32Array,
  width: number,
  height: number,
): Regions => {
  const area = width * height
  const size = new Float32Array(count)
  const sums = new Float64Array(count * 5)
  const atEdge = new Uint8Array(count)
  const contacts = new Map<number, number>()
  const touch = (a: number, b: number): void => {
    if (a === b) return
    const key = Math.min(a, b) * count + Math.max(a, b)
    contacts.set(key, (contacts.get(key) ?? 0) + 1)
  }
  for (let i = 0; i < area; i++) {
    const k = of[i]!
    const x = i % width
    const y = Math.floor(i / width)
    size[k]!++
    for (let p = 0; p < 3; p++) sums[5 * k + p]! += lab[p * area + i]!
    sums[5 * k + 3]! += x
    sums[5 * k + 4]! += y
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) atEdge[k] = 1
    if (x + 1 < width) touch(k, of[i + 1]!)
    if (y + 1 < height) touch(k, of[i + width]!)
  }
  const colour = new Float32Array(count * 3)
  const middle = new Float32Array(count * 2)
  for (let k = 0; k < count; k++) {
    for (let p = 0; p < 3; p++) colour[3 * k + p] = sums[5 * k + p]! / size[k]!
    middle[2 * k] = sums[5 * k + 3]! / size[k]!
    middle[2 * k + 1] = sums[5 * k + 4]! / size[k]!
  }
  const pairs = new Int32Array(contacts.size * 2)
  const contact = new Float32Array(contacts.size)
  let at = 0
  for (const [key, length] of contacts) {
    pairs[2 * at] = Math.floor(key / count)
    pairs[2 * at + 1] = key % count
    contact[at++] = length
  }
  return { width, height, count, of, size, colour, middle, atEdge, pairs, contact }
}
