/** A real list of jobs and a real spool in a folder of their own, for tests. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openState, type State, type StateOptions } from '../disk/open-state.ts'

export interface TestState extends State {
  readonly folder: string
  /** Closes it and opens it again, as the next daemon would. */
  reopen(options?: StateOptions): Promise<TestState>
  /** Closes it and removes the folder. */
  end(): Promise<void>
}

export const withState = async (options?: StateOptions, at?: string): Promise<TestState> => {
  const folder = at ?? (await mkdtemp(join(tmpdir(), 'inlay-state-')))
  const state = await openState(folder, options)
  await state.spool.open()
  return {
    ...state,
    folder,
    reopen: async (next) => {
      await state.store.close()
      return withState(next, folder)
    },
    end: async () => {
      await state.store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
