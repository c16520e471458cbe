/** The kernel without SIMD: the same phases, the same bytes, for machines where WASM SIMD is missing. */
import type { Kernel } from '../kernel.ts'
import { advance, collect, curve, project, turn } from './blend/gradients.ts'
import { jumps } from './blend/jumps.ts'
import { prolong, relax, restrict } from './blend/multigrid.ts'
import { coarsen, outline } from './blend/set-up.ts'
import { finish, refine } from './field.ts'
import { mark } from './mark.ts'
import { pack } from './pack.ts'
import { shrink, spread } from './pyramid.ts'
import { search } from './search.ts'
import { soften, texture } from './texture.ts'
import { viewsOf } from './views.ts'
import { vote } from './vote.ts'

const PLAIN = {
  pack,
  texture,
  soften,
  shrink,
  spread,
  mark,
  search,
  vote,
  refine,
  finish,
  outline,
  coarsen,
  jumps,
  relax,
  restrict,
  prolong,
  project,
  turn,
  curve,
  advance,
  collect,
}

/** Binds the plain kernel to a memory laid out by `planMemory`. */
export const plainKernel = (buffer: ArrayBufferLike): Kernel => {
  const views = viewsOf(buffer)
  const bind =
    (phase: keyof typeof PLAIN) =>
    (band: number): number =>
      PLAIN[phase](views, band)
  return {
    pack: bind('pack'),
    texture: bind('texture'),
    soften: bind('soften'),
    shrink: bind('shrink'),
    spread: bind('spread'),
    mark: bind('mark'),
    search: bind('search'),
    vote: bind('vote'),
    refine: bind('refine'),
    finish: bind('finish'),
    outline: bind('outline'),
    coarsen: bind('coarsen'),
    jumps: bind('jumps'),
    relax: bind('relax'),
    restrict: bind('restrict'),
    prolong: bind('prolong'),
    project: bind('project'),
    turn: bind('turn'),
    curve: bind('curve'),
    advance: bind('advance'),
    collect: bind('collect'),
  }
}
