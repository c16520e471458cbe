/**
 * Which onnxruntime-node 1.30.0 execution providers exist where, best first, and what to say when
 * one cannot be used. Read off its package and README on 2026-11-23; macOS x64 has no binary at all.
 */
import { expected, InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

export const Provider = z.enum(['cuda', 'dml', 'coreml', 'webgpu', 'cpu'])
export type Provider = z.infer<typeof Provider>

/** Of onnxruntime-node; what the table below and the installed libraries go with. */
export const RUNTIME_VERSION = '1.30.0'

export const PROVIDERS_AS_OF = `2026-11-23, onnxruntime-node ${RUNTIME_VERSION}`

const TABLE: Readonly<Record<string, readonly Provider[]>> = {
  'linux-x64': ['cuda', 'webgpu', 'cpu'],
  'linux-arm64': ['cpu'],
  'win32-x64': ['dml', 'webgpu', 'cpu'],
  'win32-arm64': ['dml', 'webgpu', 'cpu'],
  'darwin-arm64': ['coreml', 'webgpu', 'cpu'],
}

/** Best first; empty where the runtime has no binary. */
export const providersFor = (platform: string, architecture: string): readonly Provider[] =>
  TABLE[`${platform}-${architecture}`] ?? []

/** Names the providers that may be used, best first: `cpu` keeps nets off a card that misbehaves. */
export const PROVIDERS_VARIABLE = 'INLAY_PROVIDERS'

/**
 * Those of the platform that the owner allows.
 * @throws InlayError engine_unavailable for a name that is none
 */
export const allowedProviders = (env: NodeJS.ProcessEnv = process.env): readonly Provider[] => {
  const all = providersFor(process.platform, process.arch)
  const text = env[PROVIDERS_VARIABLE]
  if (text === undefined || text.trim() === '') return all
  const wanted = z.array(Provider).safeParse(text.split(',').map((name) => name.trim()))
  if (wanted.success) return all.filter((provider) => wanted.data.includes(provider))
  throw new InlayError(
    'engine_unavailable',
    expected(Provider.options.join(', '), PROVIDERS_VARIABLE, text),
  )
}

const NAMES: Readonly<Record<Provider, string>> = {
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
  cpu: 'CPU',
}

export const providerName = (provider: Provider): string => NAMES[provider]

/** What is said in place of a probe that could only fail. */
export const NO_NVIDIA = 'no NVIDIA card'

/** What onnxruntime, Dawn and the drivers say, and what a person can make of it. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(NO_NVIDIA), 'there is no NVIDIA graphics card with its driver'],
  [/libcuda\.so\.1/, 'there is no NVIDIA driver'],
  [
    /Failed to load (shared )?library|providers_(shared|cuda)/i,
    'its libraries are not installed; `inlay gpu install` fetches them',
  ],
  [/CUDA driver version is insufficient/i, 'the NVIDIA driver is too old; update it'],
  [/no CUDA-capable device/i, 'there is no NVIDIA graphics card'],
  [/cudnn/i, 'cuDNN 9 is missing; `inlay gpu install` fetches it'],
  [
    /No supported adapters|RequestAdapter/i,
    'no graphics card answered; on Linux install libvulkan1 and the card’s driver',
  ],
  [/fallback|not.*assigned|CPU EP/i, 'the graphics card does not take every step of the test'],
  [/out of memory|bad_alloc|allocat/i, 'there is not enough memory on it'],
  [/wrong values/i, 'it computed wrong values'],
  [/did not start in time|did not stop/i, 'it did not answer in time'],
]

const UNKNOWN = 'it failed for an unknown reason'

/** Every clause there may be, for whoever says them in another language. */
export const PROVIDER_REASONS: readonly string[] = [
  ...new Set([...REASONS.map(([, clause]) => clause), UNKNOWN]),
]

/** One clause without a full stop; the raw text stays out of it, since it may hold paths. */
export const reasonOf = (raw: string): string =>
  REASONS.find(([pattern]) => pattern.test(raw))?.[1] ?? UNKNOWN
