/** What the sections that manage the companion ask of it: models, engines, settings, log, plugins. */
import {
  Autostart,
  Diagnostics,
  EngineList,
  GpuEvent,
  GpuLibraries,
  type LogLevel,
  LogLines,
  ModelEvent,
  type ModelFolderRequest,
  ModelInfo,
  ModelList,
  ModelVerified,
  type PluginApp,
  PluginList,
  RuntimeInfo,
  type SettingsChange,
  SettingsInForce,
} from '@inlay/shared'
import { http } from './companion.ts'

const json = (value: unknown): { type: string; body: Uint8Array<ArrayBuffer> } => ({
  type: 'application/json',
  body: new TextEncoder().encode(JSON.stringify(value)),
})

const of = (id: string): string => `/v1/models/${encodeURIComponent(id)}`

export const models = (): Promise<ModelList> => http.json(ModelList, { path: '/v1/models' })

export const pullModel = (id: string, acceptLicence: boolean): Promise<ModelInfo> =>
  http.json(ModelInfo, { method: 'POST', path: `${of(id)}/pull`, ...json({ acceptLicence }) })

export const cancelPull = async (id: string): Promise<void> => {
  await http.text({ method: 'DELETE', path: `${of(id)}/pull` })
}

/** How the last fetch of a model ended; undefined while it goes on. */
export const pullEnd = async (id: string): Promise<ModelEvent | undefined> =>
  lastOf(await http.text({ path: `${of(id)}/events?wait=false` }), (value) =>
    ModelEvent.parse(value),
  )

/** The last event of a stream that was read to its end. */
const lastOf = <T>(text: string, parse: (value: unknown) => T): T | undefined => {
  const line = text
    .split('\n')
    .filter((one) => one !== '')
    .at(-1)
  return line === undefined ? undefined : parse(JSON.parse(line))
}

export const verifyModel = (id: string): Promise<ModelVerified> =>
  http.json(ModelVerified, { method: 'POST', path: `${of(id)}/verify` })

export const removeModel = async (id: string): Promise<void> => {
  await http.text({ method: 'DELETE', path: of(id) })
}

export const linkFolder = (request: ModelFolderRequest): Promise<ModelInfo> =>
  http.json(ModelInfo, { method: 'POST', path: '/v1/models/folders', ...json(request) })

export const engines = (): Promise<EngineList> => http.json(EngineList, { path: '/v1/engines' })
export const runtime = (): Promise<RuntimeInfo> => http.json(RuntimeInfo, { path: '/v1/runtime' })
export const gpu = (): Promise<GpuLibraries> => http.json(GpuLibraries, { path: '/v1/gpu' })

export const installGpu = (): Promise<GpuLibraries> =>
  http.json(GpuLibraries, {
    method: 'POST',
    path: '/v1/gpu/install',
    ...json({ acceptLicence: true }),
  })

export const cancelGpu = async (): Promise<void> => {
  await http.text({ method: 'DELETE', path: '/v1/gpu/install' })
}

export const removeGpu = async (): Promise<void> => {
  await http.text({ method: 'DELETE', path: '/v1/gpu' })
}

export const gpuNews = async (): Promise<GpuEvent | undefined> =>
  lastOf(await http.text({ path: '/v1/gpu/events?wait=false' }), (value) => GpuEvent.parse(value))

export const changeSettings = (change: SettingsChange): Promise<SettingsInForce> =>
  http.json(SettingsInForce, { method: 'PATCH', path: '/v1/settings', ...json(change) })

export const setAutostart = (on: boolean): Promise<Autostart> =>
  http.json(Autostart, { method: 'PUT', path: '/v1/autostart', ...json({ on }) })

export const logs = (query: {
  readonly after?: string | undefined
  readonly lines: number
  readonly level: LogLevel
}): Promise<LogLines> => {
  const { after, lines, level } = query
  const since = after === undefined ? '' : `&after=${encodeURIComponent(after)}`
  return http.json(LogLines, { path: `/v1/logs?lines=${lines}&level=${level}${since}` })
}

export const diagnostics = (): Promise<Diagnostics> =>
  http.json(Diagnostics, { path: '/v1/diagnostics' })

export const plugins = (): Promise<PluginList> => http.json(PluginList, { path: '/v1/plugins' })

export const showPlugin = async (app: PluginApp): Promise<void> => {
  await http.text({ method: 'POST', path: `/v1/plugins/${app}/show` })
}

export const pluginFile = (app: PluginApp): Promise<Uint8Array<ArrayBuffer>> =>
  http.bytes({ path: `/v1/plugins/${app}/file` })
