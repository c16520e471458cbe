/**
 * `npm run bench:idle [-- SECONDS]`: what the companion costs while nobody uses it. From its start to
 * the first answer of /v1/health (best of five), its memory, and its processor time in a minute; with
 * the tray's process where `--tray` is said and a desktop is there. Linux.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CLI } from '../../e2e/inlay.ts'
import { familyFigures } from '../../setup/process-figures.ts'

const STARTS = 5
/** Milliseconds after which a companion that has just started has come to rest. */
const SETTLES = 10_000

const hasTray = process.argv.includes('--tray')
const seconds = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 60)

const answers = (): Promise<boolean> =>
  new Promise((resolve) => {
    const asking = request({ port: 43117, path: '/v1/health', agent: false }, (answer) => {
      answer.resume().once('end', () => resolve(true))
    })
    asking.once('error', () => resolve(false)).end()
  })

const start = async (home: string): Promise<{ child: ChildProcess; ms: number }> => {
  const from = performance.now()
  const child = spawn(process.execPath, [CLI, hasTray ? 'tray' : 'serve'], {
    env: { ...process.env, INLAY_HOME: home },
    stdio: 'ignore',
  })
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error('It ended: does another companion run?')
    await sleep(2)
  }
  return { child, ms: performance.now() - from }
}

const end = async (child: ChildProcess): Promise<void> => {
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

const main = async (): Promise<void> => {
  if (await answers()) throw new Error('A companion runs already; stop it first.')
  const home = await mkdtemp(join(tmpdir(), 'inlay-idle-'))
  const starts: number[] = []
  const works: number[] = []
  for (let i = 0; i < STARTS; i++) {
    const { child, ms } = await start(home)
    starts.push(ms)
    works.push((await familyFigures(child.pid ?? 0)).cpu)
    await end(child)
  }
  const { child } = await start(home)
  await sleep(SETTLES)
  const pid = child.pid ?? 0
  const before = await familyFigures(pid)
  await sleep(seconds * 1000)
  const after = await familyFigures(pid)
  await end(child)
  await rm(home, { recursive: true, force: true })
  console.log(
    [
      // The second figure is the one to go by on a busy machine.
      `health after the start: ${Math.round(Math.min(...starts))} ms (best of ${STARTS}), ` +
        `of processor time ${Math.min(...works)} ms`,
      `memory at rest${hasTray ? ', the tray with it' : ''}: ${Math.round(after.memory / 1e6)} MB`,
      `processor in ${seconds} s: ${after.cpu - before.cpu} ms`,
    ].join('\n'),
  )
}

await main()
