/** The scheduler a configuration names, or another one made from its numbers. */
import { InlayError, type Scheduler as SchedulerName } from '@inlay/shared'
import type { SchedulerConfig } from './config.ts'
import { ddim } from './ddim.ts'
import { ddpm } from './ddpm.ts'
import { deis } from './deis.ts'
import { dpmMultistep } from './dpm-multistep.ts'
import { euler, eulerAncestral, heun } from './euler.ts'
import { flowMatchEuler } from './flow-match-euler.ts'
import { lcm } from './lcm.ts'
import { pndm } from './pndm.ts'
import type { Run, Scheduler } from './scheduler.ts'
import { tcd } from './tcd.ts'
import { unipc } from './unipc.ts'

type Make = (config: SchedulerConfig, run: Run) => Scheduler

/** By diffusers' class names. */
const CLASSES: Readonly<Record<string, Make>> = {
  DDIMScheduler: ddim,
  DDPMScheduler: ddpm,
  DEISMultistepScheduler: deis,
  DPMSolverMultistepScheduler: dpmMultistep,
  EulerAncestralDiscreteScheduler: eulerAncestral,
  EulerDiscreteScheduler: euler,
  FlowMatchEulerDiscreteScheduler: flowMatchEuler,
  HeunDiscreteScheduler: heun,
  LCMScheduler: lcm,
  PNDMScheduler: pndm,
  TCDScheduler: tcd,
  UniPCMultistepScheduler: unipc,
}

/** What a name asks for: a class, and the fields in which it differs from the model's own. */
interface Recipe {
  readonly make: Make
  readonly fields: Partial<SchedulerConfig>
}

/** One kind of sigmas at a time: a name says which, whatever the model's file said. */
const PLAIN = {
  use_karras_sigmas: false,
  use_exponential_sigmas: false,
  use_beta_sigmas: false,
  use_lu_lambdas: false,
}
const KARRAS = { ...PLAIN, use_karras_sigmas: true }
const EXPONENTIAL = { ...PLAIN, use_exponential_sigmas: true }
const BETA = { ...PLAIN, use_beta_sigmas: true }
const MULTISTEP = { algorithm_type: 'dpmsolver++', solver_order: 2 } as const
const SDE = { algorithm_type: 'sde-dpmsolver++', solver_order: 2 } as const
const TRAILING = { timestep_spacing: 'trailing' } as const

const NAMES: Readonly<Record<SchedulerName, Recipe>> = {
  ddim: { make: ddim, fields: {} },
  'ddim-trailing': { make: ddim, fields: TRAILING },
  ddpm: { make: ddpm, fields: {} },
  deis: { make: deis, fields: PLAIN },
  // Runge-Kutta's twelve passes before the first real step are what nobody means by PNDM.
  pndm: { make: pndm, fields: { skip_prk_steps: true } },
  euler: { make: euler, fields: PLAIN },
  'euler-karras': { make: euler, fields: KARRAS },
  'euler-exponential': { make: euler, fields: EXPONENTIAL },
  'euler-beta': { make: euler, fields: BETA },
  'euler-trailing': { make: euler, fields: { ...PLAIN, ...TRAILING } },
  'euler-ancestral': { make: eulerAncestral, fields: {} },
  'euler-ancestral-trailing': { make: eulerAncestral, fields: TRAILING },
  heun: { make: heun, fields: PLAIN },
  'heun-karras': { make: heun, fields: KARRAS },
  'dpm++-2m': { make: dpmMultistep, fields: { ...MULTISTEP, ...PLAIN } },
  'dpm++-2m-karras': { make: dpmMultistep, fields: { ...MULTISTEP, ...KARRAS } },
  'dpm++-2m-exponential': { make: dpmMultistep, fields: { ...MULTISTEP, ...EXPONENTIAL } },
  'dpm++-2m-beta': { make: dpmMultistep, fields: { ...MULTISTEP, ...BETA } },
  'dpm++-2m-sde': { make: dpmMultistep, fields: { ...SDE, ...PLAIN } },
  'dpm++-2m-sde-karras': { make: dpmMultistep, fields: { ...SDE, ...KARRAS } },
  'dpm++-2m-sde-exponential': { make: dpmMultistep, fields: { ...SDE, ...EXPONENTIAL } },
  'dpm++-3m': { make: dpmMultistep, fields: { ...MULTISTEP, ...PLAIN, solver_order: 3 } },
  'dpm++-3m-sde': { make: dpmMultistep, fields: { ...SDE, ...PLAIN, solver_order: 3 } },
  unipc: { make: unipc, fields: PLAIN },
  'unipc-karras': { make: unipc, fields: KARRAS },
  lcm: { make: lcm, fields: {} },
  tcd: { make: tcd, fields: {} },
  'flow-match-euler': { make: flowMatchEuler, fields: {} },
}

/**
 * @param name another scheduler than the configuration's own class: it takes the fields it knows
 * and its own defaults for the rest, as diffusers' `from_config` does
 * @throws InlayError contract_mismatch when the class is none of ours and no name is given, when
 * a flow model is to run by a noise model's scheduler or the other way round, or when the
 * configuration asks for what the scheduler cannot do
 * @throws InlayError invalid_request when more steps are asked for than there are
 */
export const createScheduler = (
  config: SchedulerConfig,
  run: Run,
  name?: SchedulerName,
): Scheduler => {
  const { make, fields } = name === undefined ? recipeOf(config) : NAMES[name]
  if (isFlow(config) !== (make === flowMatchEuler)) {
    throw new InlayError(
      'contract_mismatch',
      isFlow(config)
        ? 'This model follows flows: of the schedulers only flow-match-euler fits.'
        : 'flow-match-euler fits models that follow flows only, such as FLUX.',
    )
  }
  return make({ ...config, ...fields }, run)
}

const recipeOf = (config: SchedulerConfig): Recipe => {
  const make = CLASSES[config._class_name ?? '']
  if (make) return { make, fields: {} }
  throw new InlayError(
    'contract_mismatch',
    `The model's scheduler is ${config._class_name ?? 'not named'}, which is none of ours; choose one: ${Object.keys(NAMES).join(', ')}.`,
  )
}

const isFlow = (config: SchedulerConfig): boolean =>
  config._class_name === 'FlowMatchEulerDiscreteScheduler' ||
  config.use_flow_sigmas === true ||
  config.prediction_type === 'flow_prediction'
