/** Prompts to what steers the denoising net: one encoder, two side by side, or CLIP and T5. */
import { expected, InlayError } from '@inlay/shared'
import type { DiffusionModel } from '../model/describe.ts'
import type { PartName } from '../model/folder.ts'
import type { Nets, OpenPart } from '../model/nets.ts'
import { asFloats, asTensor } from '../model/values.ts'
import { chunkPrompt, padChunks } from '../prompt/chunks.ts'
import { plainIds } from '../prompt/ids.ts'
import type { Chunk, Embedding, Tokenizer } from '../prompt/prompt.ts'
import { weighChunk } from '../prompt/weigh.ts'
import { normaliseLike } from './layer-norm.ts'
import type { Tokenizers } from './tokenizers.ts'

export interface TextInput {
  readonly prompt: string
  /** '' is none. */
  readonly negativePrompt: string
  /** Whether the negative prompt is needed at all. */
  readonly guided: boolean
  /** Layers left out from the encoder's end: 0 none, 1 what AUTOMATIC1111 calls clip skip 2. */
  readonly clipSkip: number
}

/** What one prompt says to the net. */
export interface Condition {
  readonly embedding: Embedding
  /** SDXL's `text_embeds`, FLUX's `pooled_projections`. */
  readonly pooled?: Float32Array
}

export interface Conditions {
  readonly positive: Condition
  /** There when guided. */
  readonly negative?: Condition
}

/**
 * @throws InlayError contract_mismatch | invalid_request (an export without the layers that clip
 *   skip needs) | cancelled | out_of_memory | engine_failed
 */
export const encodeText = async (
  model: DiffusionModel,
  nets: Nets,
  tokenizers: Tokenizers,
  input: TextInput,
  signal: AbortSignal,
): Promise<Conditions> => {
  switch (model.architecture) {
    case 'sd':
      return encodeOne(nets, tokenizers, input, signal)
    case 'sdxl':
      return encodeTwo(model, nets, tokenizers, input, signal)
    case 'flux':
      return { positive: await encodeFlux(nets, tokenizers, input.prompt, signal) }
  }
}

const encodeOne = async (
  nets: Nets,
  tokenizers: Tokenizers,
  { prompt, negativePrompt, guided, clipSkip }: TextInput,
  signal: AbortSignal,
): Promise<Conditions> => {
  const [positive, negative] = chunkBoth(tokenizers.first(), prompt, negativePrompt, guided)
  const encode = (chunks: readonly Chunk[], fromEnd: number) =>
    encodeChunks(nets, 'text_encoder', chunks, { fromEnd, normalised: true }, signal)
  // diffusers lets the negative prompt keep all layers, and so do we.
  const conditions: Conditions = {
    positive: { embedding: (await encode(positive, clipSkip)).embedding },
    ...(negative !== undefined && {
      negative: { embedding: (await encode(negative, 0)).embedding },
    }),
  }
  await nets.leave('text_encoder')
  return conditions
}

const encodeTwo = async (
  { forceZerosForEmptyPrompt }: DiffusionModel,
  nets: Nets,
  tokenizers: Tokenizers,
  { prompt, negativePrompt, guided, clipSkip }: TextInput,
  signal: AbortSignal,
): Promise<Conditions> => {
  const zeros = guided && negativePrompt === '' && forceZerosForEmptyPrompt
  const both = guided && !zeros
  const layers = [clipSkip + 1, 1].map((fromEnd) => ({ fromEnd, normalised: false }))
  const first = chunkBoth(tokenizers.first(), prompt, negativePrompt, both)
  const second = chunkBoth(tokenizers.second(), prompt, negativePrompt, both)
  const found: Condition[] = []
  // Encoder after encoder, so that one can leave before the other is loaded.
  const halves: Encoded[] = []
  for (const [i, chunks] of first.entries()) {
    if (chunks === undefined) continue
    halves.push(await encodeChunks(nets, 'text_encoder', chunks, layers[i]!, signal))
  }
  await nets.leave('text_encoder')
  for (const [i, chunks] of second.entries()) {
    if (chunks === undefined) continue
    const half = await encodeChunks(nets, 'text_encoder_2', chunks, layers[i]!, signal)
    const { pooled } = half
    if (pooled === undefined) {
      throw new InlayError('contract_mismatch', 'text_encoder_2/model.onnx gives no text_embeds.')
    }
    found.push({ embedding: sideBySide(halves[i]!.embedding, half.embedding), pooled })
  }
  await nets.leave('text_encoder_2')
  const [positive, negative] = found
  if (positive === undefined) throw new InlayError('internal', 'No prompt was encoded.')
  if (!guided) return { positive }
  return { positive, negative: negative ?? zerosLike(positive) }
}

const zerosLike = ({ embedding, pooled }: Condition): Condition => ({
  embedding: { ...embedding, data: new Float32Array(embedding.data.length) },
  ...(pooled !== undefined && { pooled: new Float32Array(pooled.length) }),
})

const encodeFlux = async (
  nets: Nets,
  tokenizers: Tokenizers,
  prompt: string,
  signal: AbortSignal,
): Promise<Condition> => {
  const clip = await nets.open('text_encoder', signal)
  const ids = plainIds(tokenizers.first(), prompt)
  const answer = await clip.run(
    { input_ids: asTensor(clip.input('input_ids'), [1, ids.length], ids) },
    ['pooler_output'],
    signal,
  )
  const pooled = asFloats(answer.pooler_output, 'the text encoder’s answer')
  await nets.leave('text_encoder')
  const t5 = await nets.open('text_encoder_2', signal)
  const words = plainIds(tokenizers.second(), prompt)
  const states = await t5.run(
    { input_ids: asTensor(t5.input('input_ids'), [1, words.length], words) },
    ['last_hidden_state'],
    signal,
  )
  const data = asFloats(states.last_hidden_state, 'the text encoder’s answer')
  await nets.leave('text_encoder_2')
  return { embedding: { tokens: words.length, width: data.length / words.length, data }, pooled }
}

/** Both prompts in as many pieces: the net takes them as one batch. */
const chunkBoth = (
  tokenizer: Tokenizer,
  prompt: string,
  negativePrompt: string,
  both: boolean,
): readonly [Chunk[], Chunk[] | undefined] => {
  const positive = chunkPrompt(tokenizer, prompt)
  if (!both) return [positive, undefined]
  return padChunks(tokenizer, positive, chunkPrompt(tokenizer, negativePrompt))
}

interface Layer {
  /** 0 is the last layer, 1 the one before it. */
  readonly fromEnd: number
  /** Goes through the encoder's last normalisation. */
  readonly normalised: boolean
}

interface Encoded {
  readonly embedding: Embedding
  /** Of the first chunk, as AUTOMATIC1111 takes it. */
  readonly pooled?: Float32Array
}

const encodeChunks = async (
  nets: Nets,
  name: PartName,
  chunks: readonly Chunk[],
  layer: Layer,
  signal: AbortSignal,
): Promise<Encoded> => {
  const encoder = await nets.open(name, signal)
  const pieces: Embedding[] = []
  let pooled: Float32Array | undefined
  for (const chunk of chunks) {
    const one = await encodeChunk(encoder, name, chunk, layer, signal)
    pieces.push(one.embedding)
    pooled ??= one.pooled
  }
  return { embedding: joined(pieces), ...(pooled !== undefined && { pooled }) }
}

const encodeChunk = async (
  encoder: OpenPart,
  name: PartName,
  { ids, weights }: Chunk,
  { fromEnd, normalised }: Layer,
  signal: AbortSignal,
): Promise<Encoded> => {
  const states = encoder.outputs.filter((info) => info.name.startsWith('hidden_states.')).length
  const isLast = fromEnd === 0 && normalised
  const at = states - 1 - fromEnd
  if (!isLast && at < 0) throw withoutLayer(name, fromEnd, states)
  const pools = encoder.outputs.some((info) => info.name === 'text_embeds')
  const wanted = isLast
    ? ['last_hidden_state']
    : [
        `hidden_states.${at}`,
        ...(normalised ? [`hidden_states.${states - 1}`, 'last_hidden_state'] : []),
      ]
  const answer = await encoder.run(
    { input_ids: asTensor(encoder.input('input_ids'), [1, ids.length], ids) },
    [...wanted, ...(pools ? ['text_embeds'] : [])],
    signal,
  )
  const [state, ...lastOnes] = wanted.map((one) => asFloats(answer[one], `${name}, ${one}`))
  const [before, after] = lastOnes
  const width = state!.length / ids.length
  const data =
    before === undefined || after === undefined
      ? state!
      : normaliseLike(before, after, state!, width)
  return {
    embedding: { tokens: ids.length, width, data: weighChunk(data, weights) },
    ...(pools && { pooled: asFloats(answer.text_embeds, `${name}, text_embeds`) }),
  }
}

const withoutLayer = (name: PartName, fromEnd: number, states: number): InlayError =>
  states === 0
    ? new InlayError(
        'contract_mismatch',
        `${name}/model.onnx hands out its last layer only; clip skip, and SDXL, need an export with hidden states.`,
      )
    : new InlayError(
        'invalid_request',
        expected(`fewer than ${states - 1} layers`, 'clip skip', fromEnd),
      )

/** Chunk after chunk. */
const joined = (pieces: readonly Embedding[]): Embedding => {
  const [first] = pieces
  if (first === undefined) throw new InlayError('internal', 'No prompt was encoded.')
  if (pieces.length === 1) return first
  const data = new Float32Array(pieces.reduce((sum, piece) => sum + piece.data.length, 0))
  let at = 0
  for (const piece of pieces) {
    data.set(piece.data, at)
    at += piece.data.length
  }
  return { tokens: data.length / first.width, width: first.width, data }
}

/** Row by row, the second's numbers after the first's. */
const sideBySide = (a: Embedding, b: Embedding): Embedding => {
  if (a.tokens !== b.tokens) {
    throw new InlayError('contract_mismatch', 'The two tokenizers cut the prompt differently.')
  }
  const width = a.width + b.width
  const data = new Float32Array(a.tokens * width)
  for (let row = 0; row < a.tokens; row++) {
    data.set(a.data.subarray(row * a.width, (row + 1) * a.width), row * width)
    data.set(b.data.subarray(row * b.width, (row + 1) * b.width), row * width + a.width)
  }
  return { tokens: a.tokens, width, data }
}
