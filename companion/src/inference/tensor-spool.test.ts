import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTensorSpool, tensorFolder } from './tensor-spool.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-spools-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('shared memory that is missing, or as small as a container’s, is left alone', async (context) => {
  expect(await tensorFolder(join(folder, 'nothing'))).toBe(tmpdir())
  const run = promisify(execFile)
  const small = join(folder, 'small')
  await mkdir(small)
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', small]).then(
    () => true,
    () => false,
  )
  if (!mounted) console.warn('SKIPPED: no small disk could be mounted; this needs root on Linux.')
  context.skip(!mounted)
  try {
    expect(await tensorFolder(small)).toBe(tmpdir())
  } finally {
    await run('umount', [small])
  }
})

test('what a killed process left is swept, what a living one has is not', async () => {
  const { pid } = await promisify(execFile)(process.execPath, ['-p', 'process.pid']).then(
    ({ stdout }) => ({ pid: stdout.trim() }),
  )
  await mkdir(join(folder, `inlay-tensors-${pid}-gone`))
  await mkdir(join(folder, `inlay-tensors-${process.ppid}-alive`))
  const spool = await openTensorSpool(folder)
  const left = (await readdir(folder)).filter((name) => !name.includes(`-${process.pid}-`))
  expect(left).toEqual([`inlay-tensors-${process.ppid}-alive`])
  await spool.close()
  expect(await readdir(folder)).toEqual(left)
})
