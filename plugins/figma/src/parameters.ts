/** What the quick actions propose while somebody types. */

const SHAPES = ['1:1', '16:9', '9:16', '4:3', '3:2', '4:5', '10%', '20%', '50%'] as const

/** Shapes that begin as the query does; anything else may be typed as well. */
export const suggestShapes = (query: string): string[] => {
  const wanted = query.trim()
  return SHAPES.filter((shape) => shape.startsWith(wanted))
}
