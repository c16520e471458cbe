import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ModelInfo } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { idFromFolder, type LinkedModel } from './linked.ts'
import { createModels } from './models.ts'

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-linked-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const models = () =>
  createModels({ folders: { config: join(home, 'config'), state: join(home, 'state') } })
const link = (more: Partial<LinkedModel> = {}): LinkedModel => ({
  id: 'mine',
  name: 'Mine',
  kind: 'sd15',
  path: home,
  bytes: 10,
  ...more,
})

describe('models that stay where they are', () => {
  it('are known until they are removed, and their folder stays', async () => {
    const info = await models().link(link())
    expect(ModelInfo.parse(info)).toEqual(info)
    expect(info).toMatchObject({ state: 'installed', source: 'own', task: 'diffusion', bytes: 10 })
    expect(await models().info('mine')).toEqual(info)
    expect(await models().linked()).toEqual([link()])
    expect(await models().verify('mine')).toEqual({ id: 'mine', ok: true })
    await models().remove('mine')
    expect(await models().linked()).toEqual([])
    await expect(models().info('mine')).rejects.toMatchObject({ code: 'model_unknown' })
  })

  it('have an id of their own', async () => {
    await models().link(link())
    for (const id of ['mine', 'lama']) {
      await expect(models().link(link({ id }))).rejects.toMatchObject({
        code: 'invalid_request',
        detail: expect.stringContaining('an id that is free'),
      })
    }
  })

  it('are said to be absent when their folder is gone', async () => {
    await models().link(link({ path: join(home, 'gone') }))
    expect(await models().info('mine')).toMatchObject({ state: 'absent', have: 0 })
    expect(await models().verify('mine')).toMatchObject({ ok: false })
  })

  it('get an id from their folder’s name', () => {
    expect(idFromFolder('SD 1.5 inpainting (fp16)')).toBe('sd-1-5-inpainting-fp16')
    expect(() => idFromFolder('模型')).toThrow(/not understood/)
  })
})
