/** One finding of `inlay doctor`: what was looked at, how it stands, and what to do about it. */

/**
 * What a finding is, for programs. A code keeps its meaning; new ones may come. Listed in
 * docs/doctor.md, which a test compares with this list.
 */
export const DOCTOR_CODES = [
  'ok',
  'node_too_old',
  'node_unsupported',
  'single_core',
  'memory_low',
  'wasm_limited',
  'images_broken',
  'engine_unavailable',
  'engines_broken',
  'model_partial',
  'model_damaged',
  'models_unreadable',
  'folder_unwritable',
  'disk_nearly_full',
  'companion_running',
  'companion_not_running',
  'companion_died',
  'companion_starting',
  'companion_stopping',
  'companion_silent',
  'companion_foreign',
  'companion_incompatible',
  'companion_other_version',
  'token_refused',
  'token_unreadable',
  'port_taken',
  'ports_all_taken',
  'gpu_none',
  'gpu_idle',
  'gpu_no_driver',
  'gpu_driver_too_old',
  'gpu_driver_broken',
  'gpu_no_access',
  'gpu_no_vulkan',
  'gpu_unknown',
  'nets_on_card',
  'nets_on_cpu',
  'nets_not_on_card',
  'nets_unavailable',
  'clock_odd',
  'several_installs',
] as const
export type DoctorCode = (typeof DOCTOR_CODES)[number]

export interface Check {
  /** Short name for people and programs: "node", "images", "port 43117". */
  readonly name: string
  readonly state: 'ok' | 'warning' | 'problem'
  /** What it is, for programs. */
  readonly code: DoctorCode
  /** One plain sentence. */
  readonly finding: string
  /** What to do; always there unless all is well. */
  readonly next?: string
}

export const ok = (name: string, finding: string, code: DoctorCode = 'ok'): Check => ({
  name,
  state: 'ok',
  code,
  finding,
})

export const warning = (name: string, code: DoctorCode, finding: string, next: string): Check => ({
  name,
  state: 'warning',
  code,
  finding,
  next,
})

export const problem = (name: string, code: DoctorCode, finding: string, next: string): Check => ({
  name,
  state: 'problem',
  code,
  finding,
  next,
})

/** The first line of an error, for a finding. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message.split('\n')[0]! : String(error)
