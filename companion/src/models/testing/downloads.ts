/** What tests of downloads do to a line, and where they look afterwards. */
import { readFile, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { partPath } from '../download/part-file.ts'
import { answers, holds, type ModelServer } from './model-server.ts'
import { sha256, type TestModels, WEIGHTS } from './models.ts'

/** Where what has come of the weights lies until all is here. */
export const partOf = async (home: TestModels): Promise<string> =>
  partPath(await home.models.partialFolder(), sha256(WEIGHTS))

/** Waits until so many bytes are on disk. */
export const arrived = async (home: TestModels, bytes: number): Promise<void> => {
  const path = await partOf(home)
  for (;;) {
    const stats = await stat(path).catch(() => undefined)
    if ((stats?.size ?? 0) >= bytes) return
    await sleep(10)
  }
}

/** A pull of which so many bytes of this content come, and then nothing for as long as it asks. */
export const breaksAfter = async (
  { home, server }: { readonly home: TestModels; readonly server: ModelServer },
  bytes: number,
  content = WEIGHTS,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> => {
  server.queue(holds(content, bytes, headers), answers(500), answers(500), answers(500))
  const pull = home.pull()
  await arrived(home, bytes)
  server.cut()
  expect((await pull).at(-1)).toEqual(failure('model_download_failed', /answers 500/))
  expect((await stat(await partOf(home))).size).toBe(bytes)
}

/** The bytes of the model as engines get them. */
export const installed = async (home: TestModels): Promise<Buffer> => {
  const [file] = (await home.models.open('lama')).files
  if (file === undefined) throw new Error('no file')
  return readFile(file.path)
}

/** Equals the event of a pull that failed this way. */
export const failure = (code: string, detail?: RegExp) =>
  expect.objectContaining({
    type: 'failed',
    error: expect.objectContaining({
      code,
      ...(detail !== undefined && { detail: expect.stringMatching(detail) }),
    }),
  })
