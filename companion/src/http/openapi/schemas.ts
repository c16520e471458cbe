/** The JSON Schemas of everything that crosses the border, made from the zod schemas that check it. */
import {
  BoundsSchema,
  EngineInfo,
  EngineList,
  FillAccepted,
  FillEvent,
  FillReport,
  FillRequest,
  FillStatus,
  Health,
  RawResult,
  SocketProblem,
  SocketRequest,
  SocketTicket,
  VariationReport,
  WireError,
} from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { FIELD_TEXTS } from './field-texts.ts'

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** What clients write: fields with a default may be left out. */
const WRITTEN = { FillRequest, SocketRequest }

/** What clients read. */
const READ = {
  Bounds: BoundsSchema,
  EngineInfo,
  EngineList,
  FillAccepted,
  FillEvent,
  FillReport,
  FillStatus,
  Health,
  RawResult,
  SocketProblem,
  SocketTicket,
  VariationReport,
  WireError,
}

export type SchemaName = keyof typeof WRITTEN | keyof typeof READ

const uri = (name: string): string => `#/components/schemas/${name}`

export const refTo = (name: SchemaName): { $ref: string } => ({ $ref: uri(name) })

const convert = (
  named: Readonly<Record<string, z.ZodType>>,
  io: 'input' | 'output',
): Record<string, JsonSchema> => {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { io, uri })
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  )
}

/** `components.schemas`, in alphabetical order. */
export const componentSchemas = (): Record<string, JsonSchema> => {
  const all = { ...convert(WRITTEN, 'input'), ...convert(READ, 'output') }
  const request = all.FillRequest
  const described = { ...request, properties: describeFields(request?.properties ?? {}) }
  return Object.fromEntries(
    Object.entries({ ...all, FillRequest: described }).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
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
