/** The models: what each is for and may be used for, getting, checking and removing it, one's own. */
import type { ModelInfo } from '@inlay/shared'
import { models as askModels } from '../../owner-api.ts'
import { ErrorText } from '../../shell/problem.tsx'
import { formatBytes } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import { useLoaded } from '../parts/use-loaded.ts'
import { AddModel } from './add.tsx'
import { ModelCard } from './card.tsx'
import { groupModels } from './groups.ts'
import '../parts/parts.css'
import './models.css'

/** Milliseconds between two looks: while bytes come, and while none do. */
const OFTEN = 500
const SELDOM = 10_000

const isMoving = ({ fetching }: ModelInfo): boolean => fetching === true

export const View = () => {
  const { value, error, reload } = useLoaded(askModels, (list) =>
    list?.models.some(isMoving) === true ? OFTEN : SELDOM,
  )
  if (value === undefined) {
    return error === undefined ? (
      <p class="soft">{say('parts.loading')}</p>
    ) : (
      <ErrorText error={error} />
    )
  }
  const { models, free } = value
  const here = models.filter(({ state }) => state === 'installed')
  const taken = here.reduce((sum, { have }) => sum + have, 0)
  return (
    <div class="models">
      {error !== undefined && <ErrorText error={error} />}
      <p class="intro">
        {say('models.intro')}{' '}
        <span class="soft">
          {[
            ...(taken === 0 ? [] : [say('models.taken', { size: formatBytes(taken) })]),
            ...(free === undefined ? [] : [say('models.free', { size: formatBytes(free) })]),
          ].join(' · ')}
        </span>
      </p>
      {groupModels(models).map(({ task, models: some }) => (
        <section key={task} class="group" aria-labelledby={`task-${task}`}>
          <h2 id={`task-${task}`}>{say(`models.task.${task}`)}</h2>
          <ul>
            {some.map((model) => (
              <ModelCard key={model.id} model={model} onChange={reload} />
            ))}
          </ul>
        </section>
      ))}
      <AddModel models={models} onAdded={reload} />
    </div>
  )
}
