/** The lists of groups that hold an unknown: bands of the blend's phases walk them. */
import {
  BAND_GROUPS,
  G_GROUPS,
  G_LIST,
} from '../../constants'
import { address, field } from '../memory.as'

/** Where a band's groups of four end. */
// @ts-ignore: decorator
@inline
export function bandEnd(grid: usize, band: i32): i32 {
  return min((band + 1) * BAND_GROUPS, field(grid, G_GROUPS))
}

/** A group of four with an unknown: (index / 4) << 1 | row parity. */
// @ts-ignore: decorator
@inline
export function group(grid: usize, i: i32): i32 {
  return load<i32>(address(grid, G_LIST) + i * 4)
}
