/** Looks at the engines: which can be used, and why not the others. */
import type { EngineInfo } from '@inlay/shared'
import { createEngines } from '../../engines/registry.ts'
import { type Check, ok, problem, warning, wordsOf } from './check.ts'

const listEngines = async (): Promise<readonly EngineInfo[]> => {
  const engines = createEngines()
  try {
    return await engines.list()
  } finally {
    await engines.dispose()
  }
}

const EMBEDDED = 'patchmatch'

const REBUILD = 'Delete companion/dist and run `npm start` again.'

export const checkEngines = async (
  list: () => Promise<readonly EngineInfo[]> = listEngines,
): Promise<Check[]> => {
  try {
    const engines = await list()
    // A model that nobody fetched is nothing wrong.
    const here = engines.filter(({ available, id }) => available || id === EMBEDDED)
    return here.some(({ available }) => available)
      ? here.map(describe)
      : [
          ...here.map(describe),
          problem('engines', 'engines_broken', 'No engine can be used.', REBUILD),
        ]
  } catch (error) {
    return [
      problem(
        'engines',
        'engines_broken',
        `The engines cannot be listed: ${wordsOf(error)}`,
        REBUILD,
      ),
    ]
  }
}

const describe = ({ id, name, available, device, reason }: EngineInfo): Check =>
  available
    ? ok(`engine ${id}`, `${name} is ready: ${device}.`)
    : warning(
        `engine ${id}`,
        'engine_unavailable',
        `${name} is not available: ${reason ?? 'no reason given'}`,
        'Use another engine, or put right what the reason names.',
      )
