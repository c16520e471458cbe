/** The JSON Schemas of everything that crosses the border, made from the zod schemas that check it. */
import {
  Autostart,
  AutostartWish,
  BoundsSchema,
  CompanionStatus,
  DeviceInfo,
  DeviceList,
  DevicesRevoked,
  Diagnostics,
  EngineInfo,
  EngineList,
  FillAccepted,
  FillEvent,
  FillList,
  FillRecord,
  FillReport,
  FillRequest,
  FillStatus,
  FillsDeleted,
  GpuEvent,
  GpuInstallRequest,
  GpuLibraries,
  Health,
  HelloAnswer,
  HelloRequest,
  LogLines,
  ModelEvent,
  ModelFolderRequest,
  ModelInfo,
  ModelList,
  ModelPullRequest,
  ModelVerified,
  PageCode,
  PageLogin,
  PageSession,
  PairClaim,
  PairExchange,
  Paired,
  PairingList,
  PairRequest,
  PairRequested,
  Pause,
  PluginList,
  RawPicture,
  RawResult,
  Released,
  RuntimeInfo,
  SegmentAnswer,
  SegmentHeader,
  SegmentReport,
  SegmentRequest,
  SettingsChange,
  SettingsInForce,
  SocketProblem,
  SocketRequest,
  SocketTicket,
  Stopping,
  SubmitHeader,
  TrayShown,
  UpscaleEvent,
  UpscaleHeader,
  UpscaleReport,
  UpscaleRequest,
  UpscaleStatus,
  VariationReport,
  WireError,
} from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { ModelAddRequest } from '../../models/add-request.ts'
import { Contract } from '../../models/contract.ts'
import { FIELD_TEXTS } from './field-texts.ts'

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** Everything with a name of its own, for writing and for reading. */
const SCHEMAS = {
  Contract,
  ModelAddRequest,
  Autostart,
  AutostartWish,
  Diagnostics,
  GpuEvent,
  GpuInstallRequest,
  GpuLibraries,
  LogLines,
  ModelFolderRequest,
  Pause,
  PluginList,
  SettingsChange,
  SettingsInForce,
  Bounds: BoundsSchema,
  CompanionStatus,
  DeviceInfo,
  DeviceList,
  DevicesRevoked,
  EngineInfo,
  EngineList,
  FillAccepted,
  FillEvent,
  FillList,
  FillRecord,
  FillReport,
  FillRequest,
  FillStatus,
  FillsDeleted,
  Health,
  HelloAnswer,
  HelloRequest,
  ModelEvent,
  ModelInfo,
  ModelList,
  ModelPullRequest,
  ModelVerified,
  PageCode,
  PageLogin,
  PageSession,
  PairClaim,
  PairExchange,
  Paired,
  PairRequest,
  PairingList,
  PairRequested,
  RawPicture,
  RawResult,
  SegmentAnswer,
  SegmentHeader,
  SegmentReport,
  SegmentRequest,
  SocketProblem,
  SocketRequest,
  SocketTicket,
  Released,
  RuntimeInfo,
  Stopping,
  SubmitHeader,
  TrayShown,
  UpscaleEvent,
  UpscaleHeader,
  UpscaleReport,
  UpscaleRequest,
  UpscaleStatus,
  VariationReport,
  WireError,
}

export type SchemaName = keyof typeof SCHEMAS

const uri = (name: string): string => `#/components/schemas/${name}`

export const refTo = (name: SchemaName): { $ref: string } => ({ $ref: uri(name) })

/** `components.schemas`. */
export const componentSchemas = (): Record<string, JsonSchema> => {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id })
  // As written by whoever sends it: fields with a default may be left out of requests, and answers
  // may hold fields that an older client does not know.
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri })
  const named = Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  )
  const request = named.FillRequest
  return {
    ...named,
    FillRequest: { ...request, properties: describeFields(request?.properties ?? {}) },
  }
}

const describeFields = (
  properties: NonNullable<JsonSchema['properties']>,
): Record<string, JsonSchema> => {
  const texts: ReadonlyMap<string, string> = new Map(Object.entries(FIELD_TEXTS))
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      typeof schema === 'boolean' ? {} : { description: texts.get(name) ?? '', ...schema },
    ]),
  )
}
