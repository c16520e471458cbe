/** Entry of the SIMD kernel: every phase takes a band number and reads the rest from the control page. */
export {
  advance,
  coarsen,
  collect,
  curve,
  jumps,
  outline,
  project,
  prolong,
  relax,
  restrict,
  turn,
} from './simd/blend.as'
export { finish, refine } from './simd/field.as'
export { mark } from './simd/mark.as'
export { pack } from './simd/pack.as'
export { shrink, spread } from './simd/pyramid.as'
export { search } from './simd/search.as'
export { soften, texture } from './simd/texture.as'
export { vote } from './simd/vote.as'
