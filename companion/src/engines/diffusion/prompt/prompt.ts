/** Prompts as the text encoders want them: what the tokenizers and the weighting hand on. */

export interface Tokenizer {
  /** Ids of the text alone, without start, end and padding; never cut. */
  encode(text: string): number[]
  readonly startId: number | null
  readonly endId: number
  readonly padId: number
  /** What one pass of the encoder takes, 77 for CLIP. */
  readonly maxLength: number
}

/** A piece of a prompt and how much it counts; 1 is normal. */
export interface WeightedText {
  readonly text: string
  readonly weight: number
}

/** One pass of a text encoder. */
export interface Chunk {
  /** `maxLength` ids: start, text, end, padding. */
  readonly ids: Int32Array
  /** One weight for each id; 1 for start, end and padding. */
  readonly weights: Float32Array
}

/** Embeddings of one prompt, chunk after chunk: tokens x width, row after row. */
export interface Embedding {
  readonly tokens: number
  readonly width: number
  readonly data: Float32Array
}
