/** `inlay doctor`: every check, in the order a person would ask, and one verdict. */
import { tmpdir } from 'node:os'
import type { RuntimeInfo } from '@inlay/shared'
import { companionFolders } from '../../system/folders.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'
import type { Check } from './check.ts'
import { checkClock } from './clock.ts'
import { checkCompanion } from './companion.ts'
import { checkEngines } from './engines.ts'
import { checkFolder } from './folders.ts'
import { checkGpu } from './gpu.ts'
import { checkImages } from './images.ts'
import { checkInstalls } from './installs.ts'
import { checkMemory, checkNode, checkProcessor, checkWasm } from './machine.ts'
import { checkModels } from './models.ts'
import { checkNets } from './nets.ts'

interface Examined {
  readonly checks: readonly Check[]
  readonly runtime: RuntimeInfo | undefined
}

const examine = async (): Promise<Examined> => {
  const folders = companionFolders()
  const [companion, images, engines, models, gpu, nets, clock, installs, ...places] =
    await Promise.all([
      checkCompanion(folders),
      checkImages(),
      checkEngines(),
      checkModels(),
      checkGpu(),
      checkNets(folders),
      checkClock(folders),
      checkInstalls(),
      checkFolder('settings folder', folders.config),
      checkFolder('jobs folder', folders.state),
      checkFolder('temporary folder', tmpdir()),
    ])
  const checks = [
    checkNode(),
    checkProcessor(),
    checkMemory(),
    checkWasm(),
    gpu,
    nets.check,
    images,
    ...engines,
    ...models,
    ...places,
    clock,
    installs,
    ...companion,
  ]
  return { checks, runtime: nets.runtime }
}

const MARKS = { ok: 'ok      ', warning: 'warning ', problem: 'PROBLEM ' } as const

const describe = ({ name, state, finding, next }: Check): string =>
  `${MARKS[state]} ${name}: ${finding}\n${next === undefined ? '' : `           ${next}\n`}`

const verdict = (checks: readonly Check[]): string => {
  const problems = checks.filter(({ state }) => state === 'problem').length
  if (problems > 0) return `${problems} ${problems === 1 ? 'problem' : 'problems'} found.\n`
  return checks.some(({ state }) => state === 'warning')
    ? 'Inlay works here; see the warnings above.\n'
    : 'All is well.\n'
}

/** Exit code 1 when there is a problem; warnings alone are 0. */
export const doctorCommand = async (
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> => {
  const { checks, runtime } = await examine()
  const isWell = checks.every(({ state }) => state !== 'problem')
  await terminal.out(
    json
      ? `${JSON.stringify({ ok: isWell, checks, runtime }, null, 2)}\n`
      : `${checks.map(describe).join('')}\n${verdict(checks)}`,
  )
  return isWell ? EXIT.done : EXIT.failed
}
