/** What the quick actions propose while somebody types, and what they do not take. */
import { marginsFor } from '@inlay/shared/panel'

const SHAPES = ['1:1', '16:9', '9:16', '4:3', '3:2', '4:5', '10%', '20%', '50%'] as const

/** Any picture, only to see whether what was typed means something. */
const SOME = { width: 997, height: 991 }

/**
 * What was typed, where it means something, and the shapes that begin so. None where neither is: a
 * parameter that takes anything could not be refused (typings, setError), so this one takes what is
 * in its list.
 */
export const suggestShapes = (query: string): string[] => {
  const wanted = query.trim()
  const own = marginsFor(wanted, SOME) === null ? [] : [wanted]
  return [...new Set([...own, ...SHAPES.filter((shape) => shape.startsWith(wanted))])]
}
