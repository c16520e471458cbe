/** Looks at what nets can run on, by trying each provider, and says why not on a graphics card. */
import { type GraphicsCard, RuntimeInfo } from '@inlay/shared'
import { readDiscovery } from '../../http/discovery.ts'
import { describeRuntime } from '../../inference/describe-runtime.ts'
import { createInference } from '../../inference/inference.ts'
import { ownerOptions } from '../../inference/owner-options.ts'
import { companionFolders, type Folders } from '../../system/folders.ts'
import { askDaemon } from '../ask-daemon.ts'
import { type Check, ok, warning, wordsOf } from './check.ts'
import { ownToken } from './own-token.ts'

/** Asks every provider afresh, so that later commands know too. @throws InlayError engine_unavailable */
export const examineRuntime = async (folders = companionFolders()): Promise<RuntimeInfo> => {
  const inference = createInference({
    folders,
    remembers: true,
    ...(await ownerOptions(folders)),
  })
  try {
    return await describeRuntime(inference, { afresh: true })
  } finally {
    await inference.dispose()
  }
}

/** The same, with what the companion's nets hold now, if one runs and knows us. */
const examineAll = async (folders: Folders): Promise<RuntimeInfo> => {
  const [here, running] = await Promise.all([examineRuntime(folders), askRunning(folders)])
  const { resident, nets } = running?.memory ?? {}
  return {
    ...here,
    memory: {
      ...here.memory,
      ...(resident !== undefined && { resident }),
      ...(nets !== undefined && { nets }),
    },
  }
}

const askRunning = async (folders: Folders): Promise<RuntimeInfo | undefined> => {
  try {
    const discovery = await readDiscovery(folders.state)
    const token = discovery && (await ownToken(folders))
    if (discovery === undefined || token === undefined) return undefined
    const { port } = discovery
    return RuntimeInfo.parse(await askDaemon({ port, token, method: 'GET', path: '/v1/runtime' }))
  } catch {
    // How the companion stands is another check's finding.
    return undefined
  }
}

const NAME = 'nets'

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`

/** "NVIDIA T4: 14.6 of 15.0 GB free, driver 550.54.14." */
export const cardWords = ({ name, driver, total, free }: GraphicsCard): string =>
  `${name}: ${(free / 2 ** 30).toFixed(1)} of ${gigabytes(total)} free, driver ${driver}.`

export const judgeRuntime = ({ providers, cards, memory }: RuntimeInfo): Check => {
  const best = providers.find(({ usable }) => usable)
  const why = providers
    .filter(({ usable }) => !usable)
    .map(({ name, reason }) => `${name}: ${reason}.`)
  const held = memory.resident === undefined ? [] : [`They hold ${gigabytes(memory.resident)} now.`]
  if (best === undefined) {
    return warning(
      NAME,
      'nets_unavailable',
      ['Models cannot run here.', ...why].join(' '),
      'The embedded engine can; models need Linux or Windows, or a Mac with Apple’s processor.',
    )
  }
  const finding = [`Models run on ${best.name}.`, ...why, ...cards.map(cardWords), ...held].join(
    ' ',
  )
  if (best.id !== 'cpu') return ok(NAME, finding, 'nets_on_card')
  return cards.length === 0
    ? ok(NAME, finding, 'nets_on_cpu')
    : warning(
        NAME,
        'nets_not_on_card',
        finding,
        'Put right what the reason names; models run many times faster on the card.',
      )
}

/** The finding and all it rests on; undefined where nothing could be asked. */
export const checkNets = async (
  folders: Folders,
): Promise<{ readonly check: Check; readonly runtime: RuntimeInfo | undefined }> => {
  try {
    const runtime = await examineAll(folders)
    return { check: judgeRuntime(runtime), runtime }
  } catch (error) {
    const finding = `Models cannot run here: ${wordsOf(error)}`
    const next = 'The embedded engine can; see INLAY_PROVIDERS if you have set it.'
    return { check: warning(NAME, 'nets_unavailable', finding, next), runtime: undefined }
  }
}
