/** Finds the next painted value in mask bytes, four at a time: masks are mostly zero. */

export interface MaskScanner {
  /** Index of the first value in [from, to) that reaches the threshold, or -1. */
  first(from: number, to: number): number
  /** Index of the last value in [from, to) that reaches the threshold, or -1. */
  last(from: number, to: number): number
}

/** `threshold` is 1..255; zero words are stepped over whole wherever the bytes are aligned. */
export const scanMask = (data: Uint8Array, threshold: number): MaskScanner => {
  const head = -data.byteOffset & 3
  const words =
    data.length < head + 4
      ? new Uint32Array(0)
      : new Uint32Array(data.buffer, data.byteOffset + head, (data.length - head) >> 2)
  return {
    first(from, to) {
      let i = from
      while (i < to) {
        if (((i - head) & 3) === 0 && i >= head) {
          let word = (i - head) >> 2
          const end = (to - head) >> 2
          while (word < end && words[word] === 0) word++
          i = head + word * 4
          const stop = Math.min(i + 4, to)
          for (; i < stop; i++) if (data[i]! >= threshold) return i
        } else {
          if (data[i]! >= threshold) return i
          i++
        }
      }
      return -1
    },
    last(from, to) {
      let i = to
      while (i > from) {
        if (((i - head) & 3) === 0 && i > head) {
          let word = (i - head) >> 2
          const end = Math.max(0, (from - head + 3) >> 2)
          while (word > end && words[word - 1] === 0) word--
          i = head + word * 4
          const stop = Math.max(i - 4, from)
          for (; i > stop; i--) if (data[i - 1]! >= threshold) return i - 1
        } else {
          i--
          if (data[i]! >= threshold) return i
        }
      }
      return -1
    },
  }
}
