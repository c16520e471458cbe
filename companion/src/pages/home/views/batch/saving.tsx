/** What results are saved as, and where they go. */
import { InlayError } from '@inlay/shared'
import { useState } from 'preact/hooks'
import { Problem } from '../../shell/problem.tsx'
import { say } from '../../words/say.ts'
import { canKeepInFolder, chooseFolder, type KeepFormat } from './keep.ts'
import type { DeskProps } from './state.ts'

const FORMATS: readonly (readonly [KeepFormat, string])[] = [
  ['png', 'PNG'],
  ['jpeg', 'JPEG'],
  ['webp', 'WebP'],
  ['tiff', 'TIFF'],
  ['avif', 'AVIF'],
]

export const Saving = ({ held, desk }: DeskProps) => {
  const { choice, folder } = desk
  const [problem, setProblem] = useState<InlayError>()
  const ask = async (): Promise<void> => {
    try {
      const chosen = await chooseFolder()
      if (chosen !== undefined) held.set({ folder: chosen })
      setProblem(undefined)
    } catch (error) {
      if (!(error instanceof InlayError)) throw error
      setProblem(error)
    }
  }
  return (
    <section class="card">
      <h2>{say('batch.into')}</h2>
      <div class="batch-fields">
        <label class="batch-field">
          {say('batch.format')}
          <select
            value={choice.format}
            onChange={(event) => {
              const { value } = event.currentTarget
              const found = FORMATS.find(([id]) => id === value)
              held.choose({ format: found?.[0] ?? 'same' })
            }}
          >
            <option value="same">{say('batch.format.same')}</option>
            {FORMATS.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {canKeepInFolder() && (
          <div class="batch-field">
            <span aria-hidden="true">&nbsp;</span>
            <button type="button" onClick={() => void ask()}>
              {say('batch.into.folder')}
            </button>
          </div>
        )}
      </div>
      <p class="soft" role="status">
        {folder === undefined
          ? say('batch.into.later')
          : say('batch.into.chosen', { name: folder.name })}
      </p>
      {problem !== undefined && <Problem error={problem} onClose={() => setProblem(undefined)} />}
    </section>
  )
}
