/** Every scheduler against diffusers' own, step by step, and against its published sums. */
import { InlayError, SCHEDULERS } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNoise } from '../random/create.ts'
import { furthest, readFixture } from '../testing/fixtures.ts'
import { readSchedulerConfig, type SchedulerConfig, schedulerConfigSchema } from './config.ts'
import { createScheduler } from './create.ts'
import type { Run, Scheduler } from './scheduler.ts'

const numbers = z.array(z.number())
const caseSchema = z.object({
  class: z.string(),
  config: schedulerConfigSchema,
  steps: z.number(),
  strength: z.number(),
  eta: z.number().optional(),
  sequence: z.number().optional(),
  linear: z.boolean().optional(),
  timesteps: numbers,
  initial: z.number(),
  drawn: z.number(),
  start: numbers,
  first: numbers,
  later: numbers.nullable(),
  last: numbers,
})
type Case = z.infer<typeof caseSchema>

const COUNT = 24
const SD = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' } as const

/** The made-up network, start and noise of test/oracle/schedulers.py. */
const wave = (k: number, scale: number): Float32Array =>
  Float32Array.from(
    { length: COUNT },
    (_, i) => Math.sin(1.7 * k + 0.37 * i * (1 + 0.1 * k)) * scale,
  )

const network = (x: Float32Array, t: number): Float32Array =>
  x.map((value) => Math.sin(0.7 * value + t / 400) * 1.1 + 0.1 * value)

const runOf = ({ steps, strength, eta, sequence, linear }: Case): Run => ({
  steps,
  strength,
  ...(eta === undefined ? {} : { eta }),
  ...(sequence === undefined ? {} : { sequenceLength: sequence }),
  ...(linear ? { sigmas: Array.from({ length: steps }, (_, i) => 1 - (i / steps) * 1) } : {}),
})

const play = (scheduler: Scheduler, strength: number) => {
  const [original, noise] = [wave(0.3, 0.8), wave(0.8, 1.2)]
  const start = scheduler.addNoise(original, noise, 0)
  let drawn = 0
  const draw = (): Float32Array => {
    drawn += 1
    return wave(drawn, 1.3)
  }
  let x = strength === 1 ? noise.map((value) => value * scheduler.initNoiseSigma) : start
  let first = x
  scheduler.timesteps.forEach((timestep, step) => {
    x = scheduler.step(network(scheduler.scaleModelInput(x, step), timestep), step, x, draw).sample
    if (step === 0) first = x
  })
  const later = scheduler.timesteps.length > 1 ? scheduler.addNoise(original, noise, 1) : null
  return { start, first, later, last: x, drawn }
}

/** Single precision on their side, double on ours: relative to the size of what is compared. */
const TOLERANCE = 2e-5
const near = (actual: ArrayLike<number>, expected: readonly number[]): number =>
  furthest(actual, expected) / Math.max(1, ...expected.map(Math.abs))

const cases = readFixture('schedulers.json', z.array(caseSchema))

describe('as diffusers steps', () => {
  it.each(
    cases.map(
      (each) =>
        [
          `${each.class} ${each.steps} x ${each.strength} ${JSON.stringify(each.config)}`,
          each,
        ] as const,
    ),
  )('%s', (_, each) => {
    const scheduler = createScheduler({ ...each.config, _class_name: each.class }, runOf(each))
    expect(near(scheduler.timesteps, each.timesteps), 'timesteps').toBeLessThan(1e-6)
    expect(near([scheduler.initNoiseSigma], [each.initial]), 'start sigma').toBeLessThan(1e-6)
    // From sigma 4096 theirs subtracts nearly equal numbers in single precision.
    const tolerance = each.config.rescale_betas_zero_snr ? 1e-4 : TOLERANCE
    const played = play(scheduler, each.strength)
    expect(near(played.start, each.start), 'noised start').toBeLessThan(tolerance)
    expect(near(played.first, each.first), 'first step').toBeLessThan(tolerance)
    if (each.later)
      expect(near(played.later ?? [], each.later), 'later noise').toBeLessThan(tolerance)
    expect(near(played.last, each.last), 'last step').toBeLessThan(tolerance)
    expect(played.drawn).toBe(each.drawn)
    expect(scheduler.stochastic).toBe(each.drawn > 0)
    expect(scheduler.sigmas).toHaveLength(scheduler.timesteps.length + 1)
  })
})

/** diffusers' own "full loop" tests: a picture of fixed numbers and a network x t / (t + 1). */
describe('the sums of diffusers’ tests', () => {
  const LINEAR = { beta_start: 0.0001, beta_end: 0.02, beta_schedule: 'linear' } as const
  const EULER = { ...LINEAR, num_train_timesteps: 1100 }
  const SIGMA_MIN = { ...LINEAR, final_sigmas_type: 'sigma_min' } as const
  const V = { prediction_type: 'v_prediction' } as const
  const KARRAS = { use_karras_sigmas: true }

  const loop = (name: string, config: SchedulerConfig, run: Partial<Run> = {}) => {
    const scheduler = createScheduler({ ...config, _class_name: name }, { steps: 10, ...run })
    const size = 4 * 3 * 8 * 8
    // Laid out as (3, 8, 8, 4) and turned to (4, 3, 8, 8).
    let x: Float32Array = Float32Array.from({ length: size }, (_, i) => {
      const [batch, rest] = [Math.floor(i / 192), i % 192]
      return (rest * 4 + batch) / size
    })
    if (/Euler/.test(name)) x = x.map((value) => value * scheduler.initNoiseSigma)
    // torch.manual_seed(0), as those tests that draw noise begin.
    const noise = createNoise('torch-cpu', 0)
    scheduler.timesteps.forEach((t, step) => {
      // Those tests go on with the scaled sample, unlike any pipeline.
      x = scheduler.scaleModelInput(x, step)
      const answer = x.map((value) => (value * t) / (t + 1))
      x = scheduler.step(answer, step, x, () => noise.normal([4, 3, 8, 8])).sample
    })
    return x.reduce((sum, value) => sum + Math.abs(value), 0)
  }

  it.each<[string, SchedulerConfig, Partial<Run>, number]>([
    ['DDIMScheduler', { ...LINEAR, clip_sample: true }, {}, 172.0067],
    ['DDIMScheduler', { ...LINEAR, ...V, clip_sample: true }, {}, 52.5302],
    ['DDIMScheduler', { ...LINEAR, beta_start: 0.01, clip_sample: true }, {}, 149.8295],
    ['PNDMScheduler', LINEAR, {}, 198.1318],
    ['PNDMScheduler', { ...LINEAR, ...V }, {}, 67.3986],
    ['PNDMScheduler', { ...LINEAR, set_alpha_to_one: true, beta_start: 0.01 }, {}, 230.0399],
    ['PNDMScheduler', { ...LINEAR, set_alpha_to_one: false, beta_start: 0.01 }, {}, 186.9482],
    ['EulerDiscreteScheduler', EULER, {}, 10.0807],
    ['EulerDiscreteScheduler', { ...EULER, ...KARRAS }, {}, 124.523],
    ['EulerAncestralDiscreteScheduler', EULER, {}, 152.3192],
    ['EulerAncestralDiscreteScheduler', { ...EULER, ...V }, {}, 108.4439],
    ['DPMSolverMultistepScheduler', { ...SIGMA_MIN, lower_order_final: false }, {}, 0.3301 * 768],
    ['UniPCMultistepScheduler', SIGMA_MIN, {}, 0.2464 * 768],
    ['UniPCMultistepScheduler', { ...SIGMA_MIN, ...KARRAS }, {}, 0.2925 * 768],
    ['UniPCMultistepScheduler', { ...SIGMA_MIN, ...V }, {}, 0.1014 * 768],
    ['UniPCMultistepScheduler', { ...SIGMA_MIN, ...V, ...KARRAS }, {}, 0.1966 * 768],
    ['LCMScheduler', SD, { steps: 1 }, 18.7097],
    ['LCMScheduler', SD, {}, 197.7616],
    ['TCDScheduler', SD, { steps: 1, eta: 0 }, 29.8715],
    ['TCDScheduler', SD, { eta: 0 }, 181.204],
  ])('%s %j %j', (name, config, run, expected) => {
    // Those of the solvers are published as means of 768 numbers, to 1e-3.
    const solvers = /DPM|UniPC/.test(name)
    expect(Math.abs(loop(name, config, run) - expected)).toBeLessThan(solvers ? 0.4 : 5e-3)
  })
})

describe('names', () => {
  const NAMED: [string, string, SchedulerConfig][] = [
    ['dpm++-2m-karras', 'DPMSolverMultistepScheduler', { use_karras_sigmas: true }],
    ['dpm++-2m-sde', 'DPMSolverMultistepScheduler', { algorithm_type: 'sde-dpmsolver++' }],
    ['euler-trailing', 'EulerDiscreteScheduler', { timestep_spacing: 'trailing' }],
    ['pndm', 'PNDMScheduler', { skip_prk_steps: true }],
    ['unipc-karras', 'UniPCMultistepScheduler', { use_karras_sigmas: true }],
  ]

  it.each(NAMED)('%s is the class %s', (name, cls, fields) => {
    const asked = SCHEDULERS.find((each) => each === name)
    // A file of another class, with leftovers that the name must override.
    const config = {
      ...SD,
      _class_name: 'DDIMScheduler',
      use_beta_sigmas: true,
      clip_sample: false,
    }
    const byName = createScheduler(config, { steps: 8 }, asked)
    const byClass = createScheduler({ ...SD, ...fields, _class_name: cls }, { steps: 8 })
    expect(byName.timesteps).toEqual(byClass.timesteps)
    expect(play(byName, 1).last).toEqual(play(byClass, 1).last)
  })

  it('makes every scheduler a request may name', () => {
    for (const name of SCHEDULERS) {
      const flow = name === 'flow-match-euler'
      const config = {
        ...SD,
        _class_name: flow ? 'FlowMatchEulerDiscreteScheduler' : 'PNDMScheduler',
      }
      const scheduler = createScheduler(config, { steps: 4 }, name)
      const { last } = play(scheduler, 1)
      expect(last.every(Number.isFinite), name).toBe(true)
    }
  })

  it('refuses to run a flow by noise steps, or noise by flow steps', () => {
    const flow = { _class_name: 'FlowMatchEulerDiscreteScheduler' }
    expect(() => createScheduler(flow, { steps: 4 }, 'euler')).toThrow(InlayError)
    const noise = { ...SD, _class_name: 'DDIMScheduler' }
    expect(() => createScheduler(noise, { steps: 4 }, 'flow-match-euler')).toThrow(/flows only/)
  })

  it('names the class it does not know', () => {
    expect(() => createScheduler({ _class_name: 'KDPM2DiscreteScheduler' }, { steps: 4 })).toThrow(
      /KDPM2DiscreteScheduler/,
    )
    expect(() => createScheduler({}, { steps: 4 })).toThrow(/not named/)
  })

  it('says how many steps a distilled model knows', () => {
    expect(() => createScheduler({ _class_name: 'LCMScheduler' }, { steps: 51 })).toThrow(
      'Expected 1 to 50, all that this scheduler was trained on, for steps but received 51',
    )
  })
})

describe('any run', () => {
  const runs = fc.record({
    name: fc.constantFrom(...SCHEDULERS.filter((name) => name !== 'flow-match-euler')),
    steps: fc.integer({ min: 1, max: 40 }),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  const config = { ...SD, _class_name: 'PNDMScheduler', steps_offset: 1 }

  it('falls from noise to picture, finite, and leaves its inputs alone', () => {
    fc.assert(
      fc.property(runs, ({ name, steps, strength }) => {
        const scheduler = createScheduler(config, { steps, strength }, name)
        const { timesteps, sigmas } = scheduler
        for (let i = 1; i < timesteps.length; i++) {
          expect(timesteps[i]!).toBeLessThanOrEqual(timesteps[i - 1]!)
        }
        expect(timesteps.every((t) => t >= 0 && t <= 1000)).toBe(true)
        expect(sigmas).toHaveLength(timesteps.length + 1)
        if (timesteps.length === 0) return
        const [sample, output] = [wave(1, 1), wave(2, 1)]
        const before = [sample.slice(), output.slice()]
        const stepped = scheduler.step(output, 0, sample, () => wave(3, 1))
        expect([sample, output]).toEqual(before)
        expect(stepped.sample.every(Number.isFinite)).toBe(true)
        expect(stepped.denoised.every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  /** A network that always sees the true picture leads every scheduler to it. */
  it('arrives at the picture when the network knows the noise', () => {
    fc.assert(
      fc.property(runs, ({ name, steps, strength }) => {
        const scheduler = createScheduler(config, { steps, strength }, name)
        if (scheduler.timesteps.length === 0) return
        // diffusers cuts PNDM's doubled first step in two when it begins late: a step too far, which
        // weighs where there are few. Equal to it, wart included; see the oracle's runs.
        const isCut =
          scheduler.timesteps.length < createScheduler(config, { steps }, name).timesteps.length
        if (name === 'pndm' && isCut) return
        const picture = wave(5, 0.5)
        let x = scheduler.addNoise(picture, wave(6, 1), 0)
        // x = a p + s n for any of the parametrisations: n is what is left of x.
        scheduler.timesteps.forEach((_, step) => {
          const unit = scheduler.addNoise(
            picture.map(() => 1),
            picture.map(() => 0),
            step,
          )[0]!
          const noise = scheduler.addNoise(
            picture.map(() => 0),
            picture.map(() => 1),
            step,
          )[0]!
          const known = x.map((value, i) => (value - unit * picture[i]!) / noise)
          x = scheduler.step(known, step, x, () => wave(7 + step, 1)).sample
        })
        // DDIM, PNDM and TCD stop at the first training step, whose sigma is 0.03 to 0.04.
        expect(furthest(x, picture)).toBeLessThan(0.15)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the file', () => {
  it('is read as Python writes it', () => {
    const text =
      '{"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": -Infinity, "x": 1}'
    expect(readSchedulerConfig(text)._class_name).toBe('DPMSolverMultistepScheduler')
  })

  it('names the field that is wrong', () => {
    expect(() => readSchedulerConfig('{"beta_schedule": "sigmoid"}')).toThrow(/beta_schedule/)
    expect(() => readSchedulerConfig('{')).toThrow(/no JSON/)
  })
})
