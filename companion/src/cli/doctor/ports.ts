/** Looks at the companion's ports: does it run, and does a stranger hold one of them. */
import { COMPANION_PORTS, COMPANION_VERSION } from '@inlay/shared'
import { type Check, ok, problem, warning } from './check.ts'
import { type PortState, probePort } from './probe-port.ts'

interface Probed {
  readonly port: number
  readonly state: PortState
}

/** One finding about the companion, then one for each port a stranger holds. */
export const checkPorts = async (
  ports: readonly number[] = COMPANION_PORTS,
  probe: (port: number) => Promise<PortState> = probePort,
): Promise<Check[]> => {
  const probed = await Promise.all(ports.map(async (port) => ({ port, state: await probe(port) })))
  const strangers = probed.filter(({ state }) => state.kind === 'stranger')
  return [
    companionCheck(probed, strangers.length === ports.length),
    ...strangers.map(({ port }) =>
      warning(
        `port ${port}`,
        `Another program holds port ${port}.`,
        'The companion takes the next of its ports; stop that program if a plugin cannot connect.',
      ),
    ),
  ]
}

const companionCheck = (probed: readonly Probed[], allTaken: boolean): Check => {
  for (const { port, state } of probed) {
    if (state.kind !== 'companion') continue
    const where = `The companion ${state.version} runs on port ${port}.`
    return state.version === COMPANION_VERSION
      ? ok('companion', where)
      : warning(
          'companion',
          `${where} This command is ${COMPANION_VERSION}.`,
          'Stop the companion and start it again.',
        )
  }
  return allTaken
    ? problem(
        'companion',
        'The companion does not run and strangers hold every one of its ports.',
        'Stop one of the programs that hold them.',
      )
    : ok('companion', 'The companion does not run; `inlay serve` starts it.')
}
