/** `inlay models`: what there is, what is here, and what it may be used for. */
import type { ModelInfo } from '@inlay/shared'
import { megabytes } from '../../models/disk.ts'
import { createModels } from '../../models/models.ts'
import { ownName } from '../own-name.ts'
import type { Terminal } from '../terminal.ts'

export const listCommand = async (
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const models = await createModels().list()
  if (json) await terminal.out(`${JSON.stringify({ models }, null, 2)}\n`)
  else {
    await terminal.out(
      `${models.map(describeModel).join('\n')}\n\`${ownName()} models pull <id>\` fetches one.\n`,
    )
  }
}

/** Three or four lines. */
export const describeModel = (model: ModelInfo): string => {
  const { id, name, task, bestFor, licence, note } = model
  const size = model.bytes === undefined ? '' : `, ${megabytes(model.bytes)}`
  const memory = model.memory === undefined ? '' : `, about ${megabytes(model.memory)} of memory`
  return (
    `${id} (${name}): ${stateOf(model)}\n` +
    `  ${bestFor} (${task}${size}${memory})\n` +
    `  ${licence.name}: ${licence.use}\n` +
    (note === undefined ? '' : `  ${note}\n`)
  )
}

const stateOf = ({ state, have, bytes = 0, pullable }: ModelInfo): string => {
  if (state === 'installed') return 'here'
  if (state === 'partial') return `begun, ${megabytes(have)} of ${megabytes(bytes)} are here`
  return pullable ? 'not here' : 'not here; to be given by file'
}
