/**
 * Everything that can be done with models, for the command line, the daemon and the engines. Each
 * process may have its own: they meet on disk, and never work on the same model at once.
 */
import { expected, InlayError, ModelId, type ModelInfo, type ModelVerified } from '@inlay/shared'
import { companionFolders, type Folders } from '../system/folders.ts'
import { addModel, ownId } from './add.ts'
import type { ModelAddRequest } from './add-request.ts'
import { findEntry, readCatalogue, unknownModel } from './catalogue.ts'
import type { Contract } from './contract.ts'
import { freeBytes } from './disk.ts'
import type { Patience } from './download/fetch-file.ts'
import type { WebOptions } from './download/web.ts'
import type { Feed } from './feed.ts'
import { dropGiven, type GivenFile, takeFiles } from './given-files.ts'
import { entryInfo, isPullable, ownInfo } from './info.ts'
import { inspectFiles } from './inspect.ts'
import { type LinkedModel, linkedInfo } from './linked.ts'
import { takeLock } from './lock.ts'
import type { CatalogueEntry, ModelRecord } from './manifest.ts'
import { contractOf, type OpenedModel, openModel, verifyFiles } from './open-model.ts'
import { dropPartial, partialBytes, pullGiven } from './pull.ts'
import { createPulls } from './pulls.ts'
import {
  acceptLicence,
  hasAccepted,
  linkModel,
  type ModelSettings,
  modelsFolder,
  readSettings,
  unlinkModel,
} from './settings.ts'
import { openStore, type Store } from './store.ts'

export interface ModelsOptions {
  readonly folders?: Folders
  readonly catalogue?: readonly CatalogueEntry[]
  readonly patience?: Partial<Patience>
  readonly web?: Omit<WebOptions, 'mirror'>
  /** Milliseconds between two looks at a model that another process works on. */
  readonly lookEvery?: number
  /** A model has come or gone. */
  readonly onChange?: () => void
  /** Hears of failures that are not the input's fault. */
  readonly onFailure?: (error: InlayError) => void
}

export interface PullOptions {
  readonly acceptLicence?: boolean
  /** Paths of the model's files on this machine; fetched from the internet when there are none. */
  readonly from?: readonly string[]
}

export interface Models {
  /** The catalogue's, in its order, then the owner's own. */
  list(): Promise<ModelInfo[]>
  /** @throws InlayError model_unknown */
  info(id: string): Promise<ModelInfo>
  /**
   * Begins to get a model, or joins whoever does already; the feed tells how it goes and ends.
   * @throws InlayError model_unknown | model_licence | model_download_failed, before anything begins
   */
  pull(id: string, options?: PullOptions): Promise<Feed>
  /** Of the running or last pull in this process. */
  feed(id: string): Feed | undefined
  /** Ends a pull of this process; what is here stays for the next. False when there is none. */
  cancel(id: string): boolean
  /** Takes a model of the owner's own in, from paths. Throws as `addGiven`, and file_unreadable. */
  add(sources: readonly string[], request: ModelAddRequest): Promise<ModelInfo>
  /**
   * Names a model that stays in its own folder.
   * @throws InlayError invalid_request when the id is taken; file_unwritable
   */
  link(model: LinkedModel): Promise<ModelInfo>
  /** Those models, in the order they were named. */
  linked(): Promise<readonly LinkedModel[]>
  /**
   * Takes a model in from copies that lie in `partialFolder` already.
   * @throws InlayError invalid_request | model_refused | contract_mismatch | disk_full |
   *   file_unwritable | model_busy
   */
  addGiven(given: readonly GivenFile[], request: ModelAddRequest): Promise<ModelInfo>
  /**
   * Takes a catalogue model in from such copies.
   * @throws InlayError model_unknown | model_licence | model_damaged, and as `addGiven`
   */
  installGiven(
    id: string,
    given: readonly GivenFile[],
    options?: Pick<PullOptions, 'acceptLicence'>,
  ): Promise<ModelInfo>
  /** Where copies have to lie to be taken in. */
  partialFolder(): Promise<string>
  /** Hashes every byte and checks the contract. @throws InlayError model_unknown | model_missing */
  verify(id: string): Promise<ModelVerified>
  /** Removes a model and what lies here of it unfinished. @throws InlayError model_unknown | model_busy | model_missing */
  remove(id: string): Promise<void>
  /** For engines: paths whose hashes are checked. @throws InlayError model_unknown | model_missing | model_damaged */
  open(id: string, options?: { readonly rehash?: boolean }): Promise<OpenedModel>
  /** What an installed model's graphs expect and give, without a look at its files. */
  contractOf(id: string): Promise<Contract | undefined>
  /** Where models lie. */
  folder(): Promise<string>
  /** Bytes free there; undefined where the system does not tell. */
  free(): Promise<number | undefined>
  /** Ends every pull. */
  close(): Promise<void>
}

export const createModels = (options: ModelsOptions = {}): Models => {
  const { folders = companionFolders(), lookEvery = 500, onChange: changed = () => {} } = options
  let known: readonly CatalogueEntry[] | undefined = options.catalogue
  const catalogue = (): readonly CatalogueEntry[] => {
    known ??= readCatalogue()
    return known
  }

  const openAll = async (): Promise<{ settings: ModelSettings; store: Store }> => {
    const settings = await readSettings(folders)
    return { settings, store: openStore(modelsFolder(folders, settings)) }
  }

  const pulls = createPulls({
    openAll,
    lookEvery,
    onChange: changed,
    onFailure: options.onFailure,
    patience: options.patience,
    web: options.web,
  })

  const list = async (): Promise<ModelInfo[]> => {
    const { settings, store } = await openAll()
    const records = new Map((await store.records()).map((record) => [record.id, record]))
    const entries = await Promise.all(
      catalogue().map(async (entry) => ({
        ...entryInfo(entry, records.get(entry.id), await partialBytes(store, entry), settings),
        ...(pulls.running(entry.id) !== undefined && { fetching: true }),
      })),
    )
    const own = [...records.values()].filter(({ source }) => source === 'own')
    return [
      ...entries,
      ...own.map(ownInfo),
      ...(await Promise.all(settings.linked.map(linkedInfo))),
    ]
  }

  const info = async (id: string): Promise<ModelInfo> => {
    const models = await list()
    const found = models.find((model) => model.id === id)
    if (found === undefined) throw unknownModel(models.map((model) => model.id))
    return found
  }

  const findRecord = async (store: Store, id: string): Promise<ModelRecord> => {
    const record = await store.find(id)
    if (record !== undefined) return record
    // Says which ids there are when there is none such.
    await info(id)
    throw new InlayError('model_missing', `It is "${id}".`)
  }

  const withLock = async <T>(store: Store, id: string, work: () => Promise<T>): Promise<T> => {
    const lock = await takeLock(store.locks, id)
    if (lock === undefined) throw new InlayError('model_busy')
    try {
      return await work()
    } finally {
      await lock.release()
    }
  }

  const addLocked = (
    store: Store,
    given: readonly GivenFile[],
    request: ModelAddRequest,
  ): Promise<ModelInfo> =>
    withLock(store, ownId(request, given), async () => {
      const added = ownInfo(await addModel(store, request, given, catalogue()))
      changed()
      return added
    })

  /** @throws InlayError model_licence */
  const settleLicence = async (
    settings: ModelSettings,
    entry: CatalogueEntry,
    accept: boolean,
  ): Promise<void> => {
    if (hasAccepted(settings, entry)) return
    if (!accept) throw licenceQuestion(entry)
    await acceptLicence(folders, entry)
  }

  return {
    list,
    info,
    folder: async () => (await openAll()).store.folder,
    free: async () => freeBytes((await openAll()).store.folder),
    partialFolder: async () => (await openAll()).store.partial,
    pull: async (id, { acceptLicence: accept = false, from = [] } = {}) => {
      const { settings, store } = await openAll()
      if ((await store.find(id))?.source === 'own') {
        throw new InlayError('invalid_request', expected('a model of the catalogue', 'pull', id))
      }
      const entry = findEntry(catalogue(), id)
      const joined = pulls.running(id)
      if (joined !== undefined) return joined
      await settleLicence(settings, entry, accept)
      if (from.length === 0 && !isPullable(entry) && (await store.find(id)) === undefined) {
        throw new InlayError(
          'model_download_failed',
          'Nobody has published what its files must be, so they are not fetched: give them with --from.',
        )
      }
      return pulls.begin(entry, from)
    },
    feed: pulls.feed,
    cancel: pulls.cancel,
    add: async (sources, request) => {
      const { store } = await openAll()
      const signal = new AbortController().signal
      const given = await takeFiles(sources, { folder: store.partial, signal })
      try {
        return await addLocked(store, given, request)
      } finally {
        await dropGiven(given)
      }
    },
    addGiven: async (given, request) => {
      const { store } = await openAll()
      return addLocked(store, given, request)
    },
    installGiven: async (id, given, { acceptLicence: accept = false } = {}) => {
      const { settings, store } = await openAll()
      const entry = findEntry(catalogue(), id)
      await settleLicence(settings, entry, accept)
      await withLock(store, id, () => pullGiven(entry, given, { store }))
      changed()
      return info(id)
    },
    link: async (model) => {
      const taken = (await list()).some(({ id }) => id === model.id)
      if (taken) {
        throw new InlayError(
          'invalid_request',
          `${expected('an id that is free', 'the model', model.id)}; give another with --id.`,
        )
      }
      await linkModel(folders, model)
      changed()
      return linkedInfo(model)
    },
    linked: async () => (await openAll()).settings.linked,
    verify: async (id) => {
      const { settings, store } = await openAll()
      const linked = settings.linked.find((model) => model.id === id)
      if (linked !== undefined) {
        const { state, note } = await linkedInfo(linked)
        return state === 'installed'
          ? { id, ok: true }
          : { id, ok: false, ...(note !== undefined && { problem: note }) }
      }
      const record = await findRecord(store, id)
      try {
        await verifyFiles(store, record, { rehash: true })
        const { files, contract } = await openModel(store, id, { catalogue: catalogue() })
        await inspectFiles(files, contract)
        return { id, ok: true }
      } catch (error) {
        if (!(error instanceof InlayError)) throw error
        return { id, ok: false, problem: error.detail ?? error.message }
      }
    },
    remove: async (id) => {
      if (await unlinkModel(folders, id)) {
        changed()
        return
      }
      const { store } = await openAll()
      // Below, the id names a lock file.
      if (!ModelId.safeParse(id).success) await findRecord(store, id)
      const entry = catalogue().find((one) => one.id === id)
      if (pulls.running(id) !== undefined) throw new InlayError('model_busy')
      const removed = await withLock(store, id, async () => {
        const hadPart = entry !== undefined && (await partialBytes(store, entry)) > 0
        if (entry !== undefined) await dropPartial(store, entry)
        return (await store.remove(id)) || hadPart
      })
      if (!removed) await findRecord(store, id)
      changed()
    },
    open: async (id, { rehash = false } = {}) => {
      const { store } = await openAll()
      return openModel(store, id, { rehash, catalogue: catalogue() })
    },
    contractOf: async (id) => {
      const { store } = await openAll()
      const record = await store.find(id)
      return record === undefined ? undefined : contractOf(record, catalogue())
    },
    close: pulls.close,
  }
}

const licenceQuestion = ({ name, licence }: CatalogueEntry): InlayError =>
  new InlayError(
    'model_licence',
    `${name} comes under ${licence.name} (${licence.url}). ${licence.use}`,
  )
