/** What the owner says of a model of their own, over HTTP and on the command line. */
import { ModelId } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { Contract } from './contract.ts'

/** The field of a form that says what its files are, as JSON. */
export const MODEL_FIELD = 'model'

export const ModelAddRequest = z.strictObject({
  /** Made from the graph's name when absent. */
  id: ModelId.optional(),
  name: z.string().min(1).max(80).optional(),
  /** Its licence's name, for the owner's own memory. */
  licence: z.string().min(1).max(80).optional(),
  /** The contract, or the id of a catalogue model whose contract it shares. */
  contract: z.union([ModelId, Contract]),
})
export type ModelAddRequest = z.infer<typeof ModelAddRequest>
