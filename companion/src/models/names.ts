/**
 * Names that a model's files may have: plain ones, in one folder, that say ONNX or safetensors, and
 * the two plain texts of a CLIP tokenizer. Everything else (archives, pickles, paths, names that Windows keeps for devices) is refused.
 */

/** "lama_fp32.onnx". */
const GRAPH = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.onnx$/
/** "model.onnx_data", "model.onnx.data", "model.onnx_data_1", "weights.safetensors". */
const DATA = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:\.onnx[._]data(?:_\d{1,3})?|\.safetensors)$/

const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

export const isGraphName = (name: string): boolean => GRAPH.test(name) && !DEVICES.test(name)

export const isDataName = (name: string): boolean => DATA.test(name) && !DEVICES.test(name)

/** A tokenizer's words and the pairs they are put together by. */
export const isTextName = (name: string): boolean => name === 'vocab.json' || name === 'merges.txt'
