/** Where the divider between before and after goes by the keyboard, as sliders do (ARIA APG, slider). */

const STEP = 0.01
const LEAP = 0.1

/** @returns 0..1; undefined for a key that is none of a slider's */
export const splitByKey = (split: number, key: string, isShifted: boolean): number | undefined => {
  const by = isShifted ? LEAP : STEP
  const inside = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 100) / 100))
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return inside(split - by)
    case 'ArrowRight':
    case 'ArrowUp':
      return inside(split + by)
    case 'PageDown':
      return inside(split - LEAP)
    case 'PageUp':
      return inside(split + LEAP)
    case 'Home':
      return 0
    case 'End':
      return 1
    default:
      return undefined
  }
}
