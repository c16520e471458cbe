import { cp, link, mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeOnnx } from '../../../inference/onnx-writer.ts'
import { tinyFolder } from '../testing/tiny.ts'
import { describeModel } from './describe.ts'
import { looksLikeModelFolder, readModelFolder } from './folder.ts'

let home = ''
let model = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-model-'))
  model = join(home, 'model')
  await cp(tinyFolder('sd15-inpaint'), model, { recursive: true })
})
afterEach(() => rm(home, { recursive: true, force: true }))

const read = async () => describeModel(await readModelFolder(model))

describe('a model folder', () => {
  it.each([
    ['sd15-inpaint', { architecture: 'sd', channels: 9, native: 64, multiple: 16 }],
    ['sd15-legacy', { architecture: 'sd', channels: 9, native: 512, multiple: 64 }],
    ['sd15', { architecture: 'sd', channels: 4 }],
    ['lcm-inpaint', { architecture: 'sd', channels: 9, guidanceEmbedding: 16 }],
    ['sdxl-inpaint', { architecture: 'sdxl', channels: 9, forceZerosForEmptyPrompt: true }],
    ['flux-fill', { architecture: 'flux', channels: 384, native: 1024, multiple: 16 }],
  ])('tells what %s is', async (name, expected) => {
    const described = describeModel(await readModelFolder(tinyFolder(name)))
    expect(described).toMatchObject(expected)
    expect(described.vae.samplesItself).toBe(name === 'sd15-legacy')
    expect(described.vae.factor).toBe(8)
    expect(await looksLikeModelFolder(tinyFolder(name))).toBe(true)
  })

  it('has the constants of its autoencoder', async () => {
    const constants = async (name: string) =>
      describeModel(await readModelFolder(tinyFolder(name))).vae
    expect(await constants('sd15')).toMatchObject({ scaling: 0.18215, shift: 0, channels: 4 })
    expect(await constants('sdxl')).toMatchObject({ scaling: 0.13025, shift: 0, channels: 4 })
    expect(await constants('flux-fill')).toMatchObject({
      scaling: 0.3611,
      shift: 0.1159,
      channels: 16,
    })
  })

  it('has another key when any of its files is another', async () => {
    const { key } = await read()
    expect((await read()).key).toBe(key)
    await writeFile(join(model, 'tokenizer', 'merges.txt'), '#version: 0.2\na n\n')
    const after = (await read()).key
    expect(after).not.toBe(key)
    const graph = join(model, 'unet', 'model.onnx')
    await cp(graph, join(home, 'copy'))
    await rename(join(home, 'copy'), graph)
    expect((await read()).key).not.toBe(after)
  })

  it.each([
    ['unet/model.onnx', 'contract_mismatch'],
    ['vae_encoder/model.onnx', 'contract_mismatch'],
    ['scheduler/scheduler_config.json', 'contract_mismatch'],
    ['tokenizer/vocab.json', 'contract_mismatch'],
  ])('without %s is refused by name', async (file, code) => {
    await unlink(join(model, file))
    await expect(read()).rejects.toMatchObject({
      code,
      detail: expect.stringContaining(
        file.split('/')[0] === 'unet' ? 'transformer' : file.split('/')[0]!,
      ),
    })
  })

  it.each(['unet/model.onnx', 'tokenizer/vocab.json', 'model_index.json'])(
    'with a link for %s is refused',
    async (file) => {
      const outside = join(home, 'outside')
      await rename(join(model, file), outside)
      await symlink(outside, join(model, file))
      await expect(read()).rejects.toMatchObject({
        code: 'model_refused',
        detail: expect.stringContaining('is a link'),
      })
    },
  )

  it('with a linked folder is refused', async () => {
    await rename(join(model, 'unet'), join(home, 'outside'))
    await symlink(join(home, 'outside'), join(model, 'unet'))
    await expect(read()).rejects.toMatchObject({ code: 'model_refused' })
  })

  it('with weights elsewhere than beside the graph is refused', async () => {
    const graph = (name: string) =>
      writeOnnx({
        inputs: [{ name: 'sample', type: 'float32', shape: ['b', 4, 'h', 'w'] }],
        outputs: [{ name: 'out', type: 'float32', shape: ['b', 4, 'h', 'w'] }],
        constants: [
          { name: 'w', type: 'float32', shape: [2], values: [1, 2], external: { name, offset: 0 } },
        ],
        nodes: [{ op: 'Identity', inputs: ['sample'], outputs: ['out'] }],
      })
    await writeFile(join(model, 'unet', 'model.onnx'), graph('../secret'))
    await expect(read()).rejects.toMatchObject({ code: 'model_refused' })
    await writeFile(join(model, 'unet', 'model.onnx'), graph('weights.pb'))
    await expect(read()).rejects.toMatchObject({
      code: 'model_damaged',
      detail: expect.stringContaining('weights.pb is not there'),
    })
    await writeFile(join(model, 'unet', 'weights.pb'), new Uint8Array(8))
    expect((await readModelFolder(model)).parts.unet?.graph.external).toEqual([
      { name: 'weights.pb', path: join(model, 'unet', 'weights.pb') },
    ])
  })

  it('that is a pickle under another name is refused', async () => {
    await writeFile(join(model, 'unet', 'model.onnx'), Uint8Array.of(0x80, 2, 0x7d, 0x71, 0))
    await expect(read()).rejects.toMatchObject({
      code: 'model_refused',
      detail: expect.stringContaining('pickle'),
    })
  })

  it('whose files are not what they should be says which', async () => {
    await writeFile(join(model, 'unet', 'config.json'), '{"block_out_channels": "many"}')
    await expect(read()).rejects.toMatchObject({
      code: 'contract_mismatch',
      detail: expect.stringContaining('unet/config.json, "block_out_channels"'),
    })
    await writeFile(join(model, 'unet', 'config.json'), 'not json')
    await expect(read()).rejects.toMatchObject({ detail: 'unet/config.json is not JSON.' })
  })

  it('of other channels, as depth-to-image models have, is refused', async () => {
    const graph = writeOnnx({
      inputs: [
        { name: 'sample', type: 'float32', shape: ['b', 5, 'h', 'w'] },
        { name: 'timestep', type: 'float32', shape: [] },
      ],
      outputs: [{ name: 'out_sample', type: 'float32', shape: ['b', 5, 'h', 'w'] }],
      constants: [],
      nodes: [{ op: 'Identity', inputs: ['sample'], outputs: ['out_sample'] }],
    })
    await writeFile(join(model, 'unet', 'model.onnx'), graph)
    await expect(read()).rejects.toMatchObject({
      code: 'contract_mismatch',
      detail: expect.stringContaining('4 or 9 input channels'),
    })
  })

  it('that is none says so', async () => {
    await expect(readModelFolder(join(home, 'nothing'))).rejects.toMatchObject({
      code: 'file_unreadable',
    })
    await expect(readModelFolder(join(model, 'model_index.json'))).rejects.toMatchObject({
      code: 'model_refused',
    })
    await mkdir(join(home, 'empty'))
    const empty = await readModelFolder(join(home, 'empty'))
    expect(() => describeModel(empty)).toThrow(/contract/)
    await link(join(model, 'model_index.json'), join(home, 'again'))
    expect(await looksLikeModelFolder(join(home, 'empty'))).toBe(false)
  })
})
