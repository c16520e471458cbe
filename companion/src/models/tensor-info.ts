/** An input or output of a graph, as onnxruntime's metadata and our own reader describe it. */

export interface TensorInfo {
  readonly name: string
  /** onnxruntime's word: "float32", "uint8", "int64", ... */
  readonly type: string
  /** A word stands for a size known only when the graph runs; '' or a number below 1 likewise. */
  readonly shape: readonly (number | string)[]
}
