/** A box without an outline of its own, as SVG path data. */

/** A rectangle from the origin. */
export const rectanglePath = (width: number, height: number): string =>
  `M 0 0 L ${width} 0 L ${width} ${height} L 0 ${height} Z`
