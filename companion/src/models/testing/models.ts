/** Models of a test's own home, from a server of its own. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ModelEvent } from '@inlay/shared'
import { companionFolders, type Folders } from '../../system/folders.ts'
import { readCatalogue } from '../catalogue.ts'
import type { CatalogueEntry, CatalogueInput } from '../manifest.ts'
import { createModels, type Models, type ModelsOptions, type PullOptions } from '../models.ts'
import { changeSettings } from '../settings.ts'
import { lamaLike } from './onnx.ts'

export const sha256 = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

/** A LaMa of so many bytes of weights, 200 kB when not said otherwise. */
export const WEIGHTS = lamaLike(200_000)

export const lamaEntry = (
  content: Buffer = WEIGHTS,
  change: Partial<CatalogueInput> = {},
): CatalogueInput => ({
  id: 'lama',
  name: 'LaMa',
  task: 'inpaint',
  bestFor: 'Tests.',
  licence: { name: 'Apache-2.0', url: 'https://www.apache.org/', use: 'Any use.' },
  page: 'https://huggingface.co/test/lama',
  memory: 1,
  files: [
    {
      name: 'lama.onnx',
      part: 'main',
      role: 'graph',
      url: 'https://huggingface.co/test/lama/resolve/main/lama.onnx',
      bytes: content.length,
      sha256: sha256(content),
    },
  ],
  contract: {
    task: 'inpaint',
    image: { input: 'image' },
    mask: { input: 'mask' },
    output: { output: 'output' },
    size: { width: 512, height: 512 },
  },
  ...change,
})

export interface TestModels {
  readonly models: Models
  readonly folders: Folders
  readonly home: string
  readonly catalogue: readonly CatalogueEntry[]
  /** Another process's view of the same home. */
  again(options?: Partial<ModelsOptions>): Models
  /** Pulls with the licence accepted; every event to the last. */
  pull(id?: string, options?: PullOptions): Promise<ModelEvent[]>
  /** Paths below the models' folder, without the locks. */
  files(): Promise<string[]>
  end(): Promise<void>
}

/** In memory where the system has such a place: a busy disk takes seconds to sync. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Patience of a test: short, but long enough for a busy machine. */
export const QUICK = { silence: 20_000, attempts: 3, pause: 10 }

export const startModels = async (
  mirror: string | undefined,
  options: Partial<ModelsOptions> & { readonly entries?: readonly CatalogueInput[] } = {},
): Promise<TestModels> => {
  const home = await mkdtemp(join(place, 'inlay-models-'))
  const folders = companionFolders(home)
  const { entries = [lamaEntry()], ...rest } = options
  const catalogue = readCatalogue(entries)
  if (mirror !== undefined) await changeSettings(folders, { mirror })
  const again = (more: Partial<ModelsOptions> = {}): Models =>
    createModels({ folders, catalogue, patience: QUICK, lookEvery: 20, ...rest, ...more })
  const models = again()
  return {
    models,
    folders,
    home,
    catalogue,
    again,
    pull: async (id = 'lama', pullOptions = {}) => {
      const feed = await models.pull(id, { acceptLicence: true, ...pullOptions })
      return collect(feed)
    },
    files: async () => {
      const all = await readdir(await models.folder(), { recursive: true }).catch(() => [])
      return all.filter((path) => !path.startsWith('locks')).sort()
    },
    end: async () => {
      await models.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

type Followed = Pick<Awaited<ReturnType<Models['pull']>>, 'follow'>

export const collect = async (feed: Followed): Promise<ModelEvent[]> => {
  const events: ModelEvent[] = []
  for await (const event of feed.follow(new AbortController().signal)) events.push(event)
  return events
}
