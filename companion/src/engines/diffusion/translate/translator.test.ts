import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findTranslator } from './places.ts'
import { createTranslator } from './translator.ts'

/** Stands where @huggingface/transformers is put (474 MB); says what it was asked for. */
const LIBRARY = `
exports.env = { allowRemoteModels: true, useFSCache: true }
exports.pipeline = async (...made) => async (text, options) => {
  if (text === 'fail') throw new Error('words that nobody may see: ' + text)
  return [{ translation_text: JSON.stringify({ env: exports.env, made, text, options }) }]
}
`

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-translator-'))
  const library = join(folder, 'node_modules', '@huggingface', 'transformers')
  await mkdir(library, { recursive: true })
  await writeFile(join(library, 'package.json'), '{"name":"@huggingface/transformers"}')
  await writeFile(join(library, 'index.js'), LIBRARY)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const putModel = async (config: object, graph: string): Promise<void> => {
  await rm(join(folder, 'model'), { recursive: true, force: true })
  await mkdir(join(folder, 'model', 'onnx'), { recursive: true })
  await writeFile(join(folder, 'model', 'config.json'), JSON.stringify(config))
  await writeFile(join(folder, 'model', 'onnx', graph), '')
}

const { signal } = new AbortController()

describe('the translator', () => {
  it('is there when library and model are, and of a kind that translates', async () => {
    expect(findTranslator(folder)).toBeUndefined()
    await putModel({ model_type: 'marian' }, 'encoder_model.onnx')
    expect(findTranslator(folder)).toMatchObject({ kind: 'marian', precision: 'fp32' })
    await putModel({ model_type: 'm2m_100' }, 'encoder_model_quantized.onnx')
    expect(findTranslator(folder)).toMatchObject({ kind: 'm2m_100', precision: 'q8' })
    await putModel(
      { model_type: 'm2m_100', _name_or_path: 'facebook/nllb-200-distilled-600M' },
      'encoder_model.onnx',
    )
    expect(findTranslator(folder)).toMatchObject({ kind: 'nllb' })
    await putModel({ model_type: 'bert' }, 'encoder_model.onnx')
    expect(findTranslator(folder)).toBeUndefined()
    expect(findTranslator(join(folder, 'nowhere'))).toBeUndefined()
  })

  it('runs the owner’s library in a process of its own, and lets it fetch nothing', async () => {
    await putModel({ model_type: 'm2m_100' }, 'encoder_model_quantized.onnx')
    const translator = createTranslator(folder)
    const [answer = ''] = await translator.translate(['eine Mauer'], 'de', signal)
    expect(JSON.parse(answer)).toEqual({
      env: {
        allowRemoteModels: false,
        allowLocalModels: true,
        localModelPath: folder,
        useFSCache: false,
        useBrowserCache: false,
      },
      made: ['translation', 'model', { dtype: 'q8', device: 'cpu', local_files_only: true }],
      text: 'eine Mauer',
      options: { src_lang: 'de', tgt_lang: 'en' },
    })
    const failed = await translator.translate(['fail'], 'de', signal).catch((e: unknown) => e)
    expect(failed).toMatchObject({
      code: 'engine_failed',
      detail: 'The translator failed (Error).',
    })
    expect(String(failed)).not.toContain('nobody may see')
    await translator.close()
  })

  it('says when none is installed', async () => {
    const translator = createTranslator(join(folder, 'nowhere'))
    expect(translator.isHere()).toBe(false)
    await expect(translator.translate(['x'], 'de', signal)).rejects.toMatchObject({
      code: 'engine_unavailable',
    })
  })
})
