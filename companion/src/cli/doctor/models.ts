/** Looks at the models that are here: whether their files are what they were. */
import { InlayError } from '@inlay/shared'
import { megabytes } from '../../models/disk.ts'
import { createModels, type Models } from '../../models/models.ts'
import { type Check, ok, problem, warning, wordsOf } from './check.ts'

export const checkModels = async (
  models: Pick<Models, 'list' | 'open'> = createModels(),
): Promise<Check[]> => {
  try {
    const here = (await models.list()).filter(({ state }) => state !== 'absent')
    const checks: Check[] = []
    for (const { id, name, state, have, source } of here) {
      const title = `model ${id}`
      if (state === 'partial') {
        const finding = `${name} is begun: ${megabytes(have)} of it are here.`
        checks.push(
          warning(title, 'model_partial', finding, `Go on with \`inlay models pull ${id}\`.`),
        )
      } else checks.push(await checkFiles(models, { id, name, title, have, source }))
    }
    return checks
  } catch (error) {
    const finding = `The models cannot be listed: ${wordsOf(error)}`
    return [
      problem(
        'models',
        'models_unreadable',
        finding,
        '`inlay models settings` shows where they lie.',
      ),
    ]
  }
}

interface Here {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly have: number
  readonly source: 'catalogue' | 'own'
}

const checkFiles = async (
  models: Pick<Models, 'open'>,
  { id, name, title, have, source }: Here,
): Promise<Check> => {
  try {
    await models.open(id)
    return ok(title, `${name} is here (${megabytes(have)}), as it was.`)
  } catch (error) {
    const detail = error instanceof InlayError ? (error.detail ?? error.message) : wordsOf(error)
    const next =
      source === 'catalogue'
        ? `Fetch it again: \`inlay models pull ${id}\`.`
        : `Add it again: \`inlay models remove ${id}\`, then \`inlay models add\`.`
    return problem(title, 'model_damaged', `${name} is damaged: ${detail}`, next)
  }
}
