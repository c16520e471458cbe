/** `inlay fill`: plans, opens the engine once, carries out each task, tells what came of it. */
import { access } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { InlayError } from '@inlay/shared'
import { createEngines } from '../../engines/registry.ts'
import { CLI_MAX_PIXELS, type PipelineEvent } from '../../pipeline/run-fill.ts'
import { cancelOnSignals } from '../cancel.ts'
import { EXIT, type ExitCode, exitCodeOf, worstExitCode } from '../exit-code.ts'
import { asInlayError, debugTrace, describeError } from '../print-error.ts'
import type { Terminal } from '../terminal.ts'
import { type FillOptions, operationOf, requestFrom } from './options.ts'
import type { BatchOutput, FillOutput } from './output.ts'
import { type FillPlan, type FillTask, planFill } from './plan.ts'
import { chooseProgress, type Progress } from './progress.ts'
import { runTask } from './task.ts'
import { describeBatch, describeFill, describeNotes } from './words.ts'

type Outcome =
  | { readonly state: 'done'; readonly input: string; readonly fill: FillOutput }
  | { readonly state: 'skipped'; readonly input: string }
  | { readonly state: 'failed'; readonly input: string; readonly problem: InlayError }

/** @throws InlayError for everything that concerns the whole run, not one picture of a batch */
export const fillCommand = async (
  images: readonly string[],
  options: FillOptions,
  terminal: Terminal,
): Promise<ExitCode> => {
  const started = performance.now()
  const { signal, dispose } = cancelOnSignals()
  try {
    const plan = await planFill(images, options)
    const progress = await chooseProgress(terminal, options)
    const outcomes = await runPlan(plan, options, { terminal, progress, signal })
    if (!plan.isBatch) return tellOne(outcomes[0], options, terminal)
    return tellBatch(outcomes, performance.now() - started, options, terminal)
  } finally {
    dispose()
  }
}

interface RunContext {
  readonly terminal: Terminal
  readonly progress: Progress
  readonly signal: AbortSignal
}

const runPlan = async (
  plan: FillPlan,
  options: FillOptions,
  { terminal, progress, signal }: RunContext,
): Promise<Outcome[]> => {
  const engines = createEngines(
    options.model === undefined ? {} : { modelFolder: resolve(options.model) },
  )
  const outcomes: Outcome[] = []
  try {
    const hasSample = options.sample !== undefined || options.sampleDir !== undefined
    const engine = await engines.open(options.engine ?? 'auto', operationOf(options), {
      sample: hasSample,
      prompt: (options.prompt ?? '') !== '',
    })
    engine.warmUp?.()
    for (const [index, task] of plan.tasks.entries()) {
      const { image } = task
      if (plan.isBatch && options.force !== true && (await isDone(task))) {
        outcomes.push({ state: 'skipped', input: image })
        continue
      }
      const request = requestFrom(options, {
        mask: task.mask !== undefined,
        sample: task.sample !== undefined,
      })
      const count = plan.tasks.length > 1 ? `[${index + 1}/${plan.tasks.length}] ` : ''
      progress.begin(count + basename(image))
      try {
        const onEvent = (event: PipelineEvent): void => {
          if (event.type === 'progress') progress.update(event.fraction, event.stage)
        }
        const maxPixels = options.maxPixels ?? CLI_MAX_PIXELS
        const fill = await runTask(task, request, { engine, maxPixels, signal, onEvent })
        progress.end()
        outcomes.push({ state: 'done', input: image, fill })
        if (plan.isBatch) await tellDone(fill, options, terminal)
      } catch (error) {
        progress.end()
        const problem = asInlayError(error)
        terminal.err(debugTrace(error))
        outcomes.push({ state: 'failed', input: image, problem })
        if (plan.isBatch && options.json !== true) terminal.err(describeError(problem, image))
        if (problem.code === 'cancelled') break
      }
    }
    return outcomes
  } finally {
    await engines.dispose()
  }
}

const isDone = async (task: FillTask): Promise<boolean> => {
  const found = await Promise.all(
    task.outputs.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.every(Boolean)
}

const tellDone = async (
  fill: FillOutput,
  options: FillOptions,
  terminal: Terminal,
): Promise<void> => {
  if (options.json === true || options.quiet === true) return
  await terminal.out(describeFill(fill))
  terminal.err(describeNotes(fill))
}

const tellOne = async (
  outcome: Outcome | undefined,
  options: FillOptions,
  terminal: Terminal,
): Promise<ExitCode> => {
  if (outcome?.state === 'failed') throw outcome.problem
  if (outcome?.state !== 'done') throw new Error('a plan with --out has exactly one task')
  if (options.json === true) await terminal.out(`${JSON.stringify(outcome.fill, null, 2)}\n`)
  else await tellDone(outcome.fill, options, terminal)
  return EXIT.done
}

const tellBatch = async (
  outcomes: readonly Outcome[],
  total: number,
  options: FillOptions,
  terminal: Terminal,
): Promise<ExitCode> => {
  const count = (state: Outcome['state']): number =>
    outcomes.filter((outcome) => outcome.state === state).length
  const summary = {
    done: count('done'),
    skipped: count('skipped'),
    failed: count('failed'),
    total: Math.round(total),
  }
  if (options.json === true) {
    const { toWireError } = await import('../wire-error.ts')
    const results: BatchOutput['results'] = outcomes.map((outcome) =>
      outcome.state === 'failed'
        ? { state: 'failed', input: outcome.input, error: toWireError(outcome.problem) }
        : outcome,
    )
    const batch: BatchOutput = { ...summary, results }
    await terminal.out(`${JSON.stringify(batch, null, 2)}\n`)
  } else if (options.quiet !== true) {
    await terminal.out(describeBatch(summary))
  }
  return worstExitCode(
    outcomes.map((outcome) =>
      outcome.state === 'failed' ? exitCodeOf(outcome.problem) : EXIT.done,
    ),
  )
}
