/** What is known of a model: its entry in the catalogue, and its record once it is on this machine. */
import { ModelId, ModelTask } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { Contract } from './contract.ts'
import { isDataName, isGraphName, isTextName } from './names.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Which graph of the model a file belongs to; a net of one graph has `main` only. */
export const PARTS = [
  'main',
  'encoder',
  'decoder',
  'unet',
  'vae-encoder',
  'vae-decoder',
  'vae-decoder-tiny',
  'text-encoder',
] as const
export const Part = z.enum(PARTS)
export type Part = z.infer<typeof Part>

const Role = z.enum(['graph', 'data', 'text'])
type Role = z.infer<typeof Role>

const fileHead = {
  /** Its name on disk; a graph finds its data by this name, so data keeps its own. */
  name: z.string().max(120),
  part: Part,
  /**
   * `data`: tensors that the graph of the same part keeps outside itself; `text`: what turns a prompt
   * into the numbers that the graph of the same part takes.
   */
  role: Role,
}

const FITS: Readonly<Record<Role, (name: string) => boolean>> = {
  graph: isGraphName,
  data: isDataName,
  text: isTextName,
}

/** @throws a zod issue where names could not lie side by side, or a part has not one graph */
const filesOf = <File extends z.ZodType<{ name: string; part: Part; role: Role }>>(file: File) =>
  z
    .array(file)
    .min(1)
    .max(16)
    .refine((files) => new Set(files.map(({ name }) => name.toLowerCase())).size === files.length, {
      message: 'files of different names',
    })
    .refine((files) => files.every(({ name, role }) => FITS[role](name)), {
      message: 'names like "model.onnx" for graphs and "model.onnx_data" for data',
    })
    .refine(
      (files) =>
        files.every(
          ({ part }) => files.filter((f) => f.part === part && f.role === 'graph').length === 1,
        ),
      { message: 'one graph for each part' },
    )

const LicenceTerms = z.strictObject({
  name: z.string().min(1).max(80),
  url: z.url({ protocol: /^https$/ }).optional(),
  use: z.string().min(1).max(300),
})

const CatalogueFile = z.strictObject({
  ...fileHead,
  url: z.url({ protocol: /^https$/ }).optional(),
  bytes: z.int().min(1).optional(),
  /** Absent: nobody has said in public what the file must be, so it is not fetched. */
  sha256: Sha256.optional(),
})
export type CatalogueFile = z.infer<typeof CatalogueFile>

const Plain = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const DiffusionSettings = z.strictObject({ index: Plain, scheduler: Plain })
export type DiffusionSettings = z.infer<typeof DiffusionSettings>

export const CatalogueEntry = z
  .strictObject({
    id: ModelId,
    name: z.string().min(1).max(80),
    task: ModelTask,
    bestFor: z.string().min(1).max(200),
    licence: LicenceTerms.required({ url: true }),
    page: z.url({ protocol: /^https$/ }),
    /** Rough need of memory while it runs, in bytes: the weights twice, and its activations. */
    memory: z.int().min(1),
    files: filesOf(CatalogueFile),
    /** Diffusion folders have none: whoever runs them reads their own settings. */
    contract: Contract.optional(),
    /** Of a diffusion model: what its folder would say in model_index.json and of its scheduler. */
    settings: DiffusionSettings.optional(),
    note: z.string().max(300).optional(),
  })
  .refine(({ task, contract }) => contract === undefined || contract.task === task, {
    message: 'a contract of the same task',
  })
export type CatalogueEntry = z.infer<typeof CatalogueEntry>
export type CatalogueInput = z.input<typeof CatalogueEntry>

/** A catalogue file that can be fetched: its place and what must come from there are known. */
export interface PinnedFile extends CatalogueFile {
  readonly url: string
  readonly bytes: number
  readonly sha256: string
}

/** What a download needs to know of a file. */
export type FetchedFile = Pick<PinnedFile, 'name' | 'url' | 'bytes' | 'sha256'>

export const isPinned = (file: CatalogueFile): file is PinnedFile =>
  file.url !== undefined && file.bytes !== undefined && file.sha256 !== undefined

const StoredFile = z.strictObject({ ...fileHead, bytes: z.int().min(1), sha256: Sha256 })
export type StoredFile = z.infer<typeof StoredFile>

/** A model on this machine. */
export const ModelRecord = z.strictObject({
  version: z.literal(1),
  id: ModelId,
  name: z.string().min(1).max(80),
  task: ModelTask,
  source: z.enum(['catalogue', 'own']),
  licence: LicenceTerms,
  files: filesOf(StoredFile),
  /** Of the owner's own models; the catalogue's are looked up there. */
  contract: Contract.optional(),
  /** ISO 8601, UTC. */
  installed: z.iso.datetime(),
})
export type ModelRecord = z.infer<typeof ModelRecord>
