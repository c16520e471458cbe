import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkFolder } from './folders.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-doctor-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('checkFolder', () => {
  it('is content with a folder that can be written or made, and leaves nothing behind', async () => {
    expect((await checkFolder('jobs', folder)).state).not.toBe('problem')
    expect((await checkFolder('jobs', join(folder, 'not', 'yet'))).state).not.toBe('problem')
    expect(await readdir(folder)).toEqual([])
  })

  it('finds that a file is in the way', async () => {
    await writeFile(join(folder, 'file'), '')
    expect(await checkFolder('jobs', join(folder, 'file', 'deeper'))).toMatchObject({
      state: 'problem',
      next: expect.stringContaining('INLAY_HOME'),
    })
  })
})
