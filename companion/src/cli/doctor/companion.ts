/**
 * Looks for the companion: which of its states it is in, whether it takes our token, and who else holds
 * its ports. Everything is gathered first; what it means is judged apart from that.
 */
import { COMPANION_PORTS, COMPANION_VERSION, judgeVersion, type Phase } from '@inlay/shared'
import { type Discovery, isAlive, readDiscovery } from '../../http/discovery.ts'
import type { Folders } from '../../system/folders.ts'
import { ownName } from '../own-name.ts'
import { type Check, type DoctorCode, ok, problem, warning } from './check.ts'
import { askForStatus, type TokenState } from './own-token.ts'
import { findPortHolder, type PortHolder } from './port-holder.ts'
import { type PortState, probePort } from './probe-port.ts'

export interface ProbedPort {
  readonly port: number
  readonly state: PortState
  /** Where it is neither free nor a companion's, if the system tells. */
  readonly holder?: PortHolder | undefined
}

export interface Situation {
  readonly ports: readonly ProbedPort[]
  /** What the last companion of this user wrote; undefined when it ended as it should. */
  readonly discovery: Discovery | undefined
  /** Whether the process it names lives. */
  readonly isAlive: boolean
  /** Whether the companion on `asked` takes our token; undefined where none was asked. */
  readonly token?: { readonly port: number; readonly state: TokenState } | undefined
}

const gatherSituation = async (
  folders: Folders,
  ports: readonly number[] = COMPANION_PORTS,
): Promise<Situation> => {
  const discovery = await readDiscovery(folders.state).catch(() => undefined)
  // A companion under test may have a port of its own.
  const all = discovery === undefined ? ports : [...new Set([...ports, discovery.port])]
  const probed = await Promise.all(
    all.map(async (port): Promise<ProbedPort> => {
      const state = await probePort(port)
      const isOther = state.kind === 'silent' || state.kind === 'stranger'
      return { port, state, holder: isOther ? await findPortHolder(port) : undefined }
    }),
  )
  const isReady = ({ state }: ProbedPort): boolean =>
    state.kind === 'companion' && state.phase !== 'starting'
  const found =
    probed.find((one) => isReady(one) && one.port === discovery?.port) ?? probed.find(isReady)
  return {
    ports: probed,
    discovery,
    isAlive: discovery !== undefined && isAlive(discovery.pid),
    token:
      found === undefined
        ? undefined
        : { port: found.port, state: await askForStatus(folders, found.port) },
  }
}

/** One finding about the companion, then one for each port that somebody else holds. */
export const judgeSituation = (situation: Situation): Check[] => {
  const { ports, discovery } = situation
  const isOurs = ({ port, state }: ProbedPort): boolean =>
    state.kind === 'silent' && port === discovery?.port && situation.isAlive
  const taken = ports.filter(
    (one) => (one.state.kind === 'stranger' || one.state.kind === 'silent') && !isOurs(one),
  )
  return [
    judgeCompanion(situation, ports.find(isOurs), taken.length === ports.length),
    ...taken.map(({ port, holder }) =>
      warning(
        `port ${port}`,
        'port_taken',
        `${nameOf(holder)} holds port ${port}.`,
        'The companion takes the next of its ports; stop that program if a plugin cannot connect.',
      ),
    ),
  ]
}

const nameOf = (holder: PortHolder | undefined): string => {
  if (holder === undefined) return 'Another program, perhaps another user’s,'
  const { program, pid } = holder
  return program === undefined ? `Process ${pid}` : `${program} (process ${pid})`
}

const NAME = 'companion'

const judgeCompanion = (
  { ports, discovery, isAlive: lives, token }: Situation,
  silent: ProbedPort | undefined,
  allTaken: boolean,
): Check => {
  const serve = `Start it with \`${ownName()} serve\`.`
  if (silent !== undefined && discovery !== undefined) {
    return problem(
      NAME,
      'companion_silent',
      `The companion (process ${discovery.pid}) holds port ${silent.port} and does not answer.`,
      `End process ${discovery.pid}, then start the companion again; \`${ownName()} logs\` may say why.`,
    )
  }
  const starting = ports.find(isIn('starting'))
  if (starting !== undefined) {
    return warning(
      NAME,
      'companion_starting',
      `The companion on port ${starting.port} is starting.`,
      'Wait a moment and look again; if it stays so, end its process and start it again.',
    )
  }
  const found = ports.find(({ port }) => port === token?.port)
  if (found !== undefined && found.state.kind === 'companion' && token !== undefined) {
    const { version, phase } = found.state
    return judgeFound({ port: found.port, version, phase, token: token.state, discovery })
  }
  if (allTaken) {
    return problem(
      NAME,
      'ports_all_taken',
      'The companion does not run, and other programs hold every one of its ports.',
      'Stop one of the programs named below.',
    )
  }
  return discovery !== undefined && !lives
    ? warning(
        NAME,
        'companion_died',
        `The companion does not run; the last one (process ${discovery.pid}) ended without being stopped.`,
        `${serve} \`${ownName()} logs\` shows what it did last.`,
      )
    : warning(NAME, 'companion_not_running', 'The companion does not run.', serve)
}

const isIn =
  (phase: Phase) =>
  ({ state }: ProbedPort): boolean =>
    state.kind === 'companion' && state.phase === phase

interface Found {
  readonly port: number
  readonly version: string
  readonly phase: Phase
  readonly token: TokenState
  readonly discovery: Discovery | undefined
}

const judgeFound = ({ port, version, phase, token, discovery }: Found): Check => {
  const where = `The companion ${version} runs on port ${port}`
  const restart = `Stop it with \`${ownName()} stop\` and start it again with \`${ownName()} serve\`.`
  const verdict = judgeVersion(version)
  if (verdict !== 'compatible') {
    return problem(
      NAME,
      'companion_incompatible',
      `${where}, which speaks another protocol than this command (${COMPANION_VERSION}).`,
      verdict === 'client_too_old'
        ? 'Update this command and the plugins.'
        : 'Update the companion.',
    )
  }
  if (token.kind !== 'taken') return judgeToken({ where, port, token, discovery })
  if (phase === 'stopping') {
    return warning(
      NAME,
      'companion_stopping',
      `${where} and is stopping; it takes no new fills.`,
      `Wait ten seconds, then start it with \`${ownName()} serve\`.`,
    )
  }
  if (version !== COMPANION_VERSION) {
    return warning(
      NAME,
      'companion_other_version',
      `${where}; this command is ${COMPANION_VERSION}.`,
      restart,
    )
  }
  return ok(NAME, `${where} and takes your token.`, 'companion_running')
}

const judgeToken = ({
  where,
  port,
  token,
  discovery,
}: {
  readonly where: string
  readonly port: number
  readonly token: Exclude<TokenState, { kind: 'taken' }>
  readonly discovery: Discovery | undefined
}): Check => {
  const failed = (code: DoctorCode, finding: string, next: string): Check =>
    problem(NAME, code, finding, next)
  if (token.kind === 'unreadable') {
    return failed(
      'token_unreadable',
      `${where}; ${lowerFirst(token.error.message)}`,
      token.error.next,
    )
  }
  if (token.kind === 'silent') {
    return failed(
      'companion_silent',
      `${where} and stopped answering while it was asked.`,
      `Look again; if it stays so, end its process. \`${ownName()} logs\` may say why.`,
    )
  }
  // One of ours wrote where it listens; one of somebody else's did so elsewhere.
  return discovery?.port === port
    ? failed(
        'token_refused',
        `${where} and refuses your token: the token was replaced while it ran, or it was started with other settings.`,
        `End process ${discovery.pid} and start the companion again; plugins that are refused are paired again.`,
      )
    : warning(
        NAME,
        'companion_foreign',
        `${where}, but it is not yours: another user’s, or one with another INLAY_HOME.`,
        `Start your own with \`${ownName()} serve\`; it takes the next port.`,
      )
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

export const checkCompanion = async (folders: Folders): Promise<Check[]> =>
  judgeSituation(await gatherSituation(folders))
