/** What happens to one model while it is fetched, for any number of followers. */
import type { ModelEvent } from '@inlay/shared'
import { type Feed as AnyFeed, createFeed as createAnyFeed } from '../system/feed.ts'

type WithoutHead<E> = E extends ModelEvent ? Omit<E, 'id' | 'sequence'> : never
/** An event before it has its place. */
export type ModelEventBody = WithoutHead<ModelEvent>

const isFinalEvent = ({ type }: Pick<ModelEvent, 'type'>): boolean => type !== 'progress'

export interface Feed extends AnyFeed<ModelEventBody, ModelEvent> {
  readonly id: string
}

export const createFeed = (id: string): Feed => {
  const feed = createAnyFeed<ModelEventBody, ModelEvent>(
    (body, sequence) => ({ ...body, id, sequence }),
    isFinalEvent,
  )
  return Object.assign(feed, { id })
}
