/** Solves for the correction that closes the seams: conjugate gradients on multigrid V-cycles. */
import {
  A_CHANNEL,
  A_COARSE_GRID,
  A_COLOUR,
  A_CORRECTION,
  A_DIRECTION,
  A_FACTOR,
  A_GRID,
  A_HOLD,
  A_LEVEL,
  A_PARTS,
  A_SOLUTION,
  ARGS,
  BAND_GROUPS,
  G_DOWN,
  G_GROUPS,
  G_HEIGHT,
  G_INVERSE,
  G_LIST,
  G_RHS,
  G_RIGHT,
  G_STRIDE,
  G_WIDTH,
  G_X,
} from './constants.ts'
import type { BlendPlan, GridPlan } from './grids.ts'
import type { Phase } from './kernel.ts'
import type { LevelPlan } from './layout.ts'
import type { Team } from './team.ts'
import type { Workbench } from './workbench.ts'

/** Chessboard sweeps on the coarsest grid, half of them backwards. */
const COARSEST_SWEEPS = 12

/** Stops when the error has shrunk by this much, in the energy norm squared. */
const ENOUGH = 1e-5

interface Grid {
  readonly plan: GridPlan
  readonly bands: number
}

export interface BlendSettings {
  /** 1 for grey, else 3. */
  readonly channels: number
  /** Weight of the copied colours against the smoothness of seams, per pixel. */
  readonly hold: number
  readonly cycles: number
}

/** Leaves each channel's correction, in 1/CORRECTION_STEPS levels, in the plan's planes. */
export const blend = (
  { buffer, words, put }: Workbench,
  team: Team,
  level: LevelPlan,
  plan: BlendPlan,
  { channels, hold, cycles }: BlendSettings,
): void => {
  new Uint8Array(buffer).fill(0, plan.start, plan.end)
  new Float32Array(buffer)[(ARGS + A_HOLD) >> 2] = hold
  put(A_LEVEL, level.address)
  const grids = setUp(words, team, plan, put)
  const run = (phase: Phase, on: Grid, fine: Grid, coarse?: Grid): void => {
    put(A_GRID, fine.plan.address)
    if (coarse !== undefined) put(A_COARSE_GRID, coarse.plan.address)
    team.run(phase, on.bands)
  }
  const relax = (grid: Grid, colour: number): void => {
    put(A_COLOUR, colour)
    run('relax', grid, grid)
  }
  // Red then black on the way down, black then red on the way up: a symmetric preconditioner.
  const cycle = (index: number): void => {
    const grid = grids[index]!
    const coarse = grids[index + 1]
    if (coarse === undefined) {
      for (let i = 0; i < COARSEST_SWEEPS; i++) relax(grid, i & 1)
      for (let i = COARSEST_SWEEPS; i-- > 0; ) relax(grid, i & 1)
      return
    }
    relax(grid, 0)
    relax(grid, 1)
    run('restrict', coarse, grid, coarse)
    cycle(index + 1)
    run('prolong', grid, grid, coarse)
    relax(grid, 1)
    relax(grid, 0)
  }
  const finest = grids[0]!
  const doubles = new Float64Array(buffer)
  const dot = (phase: Phase): number => {
    run(phase, finest, finest)
    let sum = 0
    for (let band = 0; band < finest.bands; band++) sum += doubles[(plan.parts >> 3) + band]!
    return sum
  }
  const move = (phase: Phase, factor: number): void => {
    doubles[(ARGS + A_FACTOR) >> 3] = factor
    run(phase, finest, finest)
  }
  put(A_PARTS, plan.parts)
  put(A_DIRECTION, plan.direction)
  put(A_SOLUTION, plan.solution)
  for (let channel = 0; channel < channels; channel++) {
    put(A_CHANNEL, channel)
    run('jumps', finest, finest)
    let before = 0
    let first = 0
    for (let i = 0; i < cycles; i++) {
      cycle(0)
      const now = dot('project')
      first ||= now
      if (now <= first * ENOUGH) break
      move('turn', i === 0 ? 0 : now / before)
      const curvature = dot('curve')
      move('advance', now / curvature)
      before = now
    }
    put(A_CORRECTION, plan.corrections[channel]!)
    run('collect', finest, finest)
  }
}

const setUp = (
  words: Int32Array,
  team: Team,
  plan: BlendPlan,
  put: (offset: number, value: number) => void,
): Grid[] =>
  plan.grids.map((grid, index) => {
    writeDescriptor(words, grid)
    put(A_GRID, index === 0 ? grid.address : plan.grids[index - 1]!.address)
    put(A_COARSE_GRID, grid.address)
    const groups = team.run(index === 0 ? 'outline' : 'coarsen', 1)
    words[(grid.address + G_GROUPS) >> 2] = groups
    return { plan: grid, bands: Math.ceil(groups / BAND_GROUPS) }
  })

const writeDescriptor = (words: Int32Array, grid: GridPlan): void => {
  const put = (offset: number, value: number): void => {
    words[(grid.address + offset) >> 2] = value
  }
  put(G_STRIDE, grid.stride)
  put(G_WIDTH, grid.width)
  put(G_HEIGHT, grid.height)
  put(G_X, grid.x)
  put(G_RHS, grid.rhs)
  put(G_INVERSE, grid.inverse)
  put(G_RIGHT, grid.right)
  put(G_DOWN, grid.down)
  put(G_LIST, grid.list)
}
