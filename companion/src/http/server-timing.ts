/** Milliseconds per step as a `Server-Timing` header, which every browser's network panel shows. */

export const serverTiming = (steps: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(steps)
    .flatMap(([name, ms]) => (ms === undefined ? [] : [`${name};dur=${ms.toFixed(1)}`]))
    .join(', ')
