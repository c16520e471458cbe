/** A folder of pictures with one mask or a mask each: chosen, run, seen as it comes. */
import { useEffect } from 'preact/hooks'
import { client } from '../../companion.ts'
import type { ViewProps } from '../../shell/sections.tsx'
import { useChanges } from '../../use-changes.ts'
import { say } from '../../words/say.ts'
import { Running } from './running.tsx'
import { Setup } from './setup.tsx'
import { deskOf } from './state.ts'
import './batch.css'

export const View = ({ store }: ViewProps) => {
  const held = deskOf(store)
  useChanges(held)
  const { desk } = held
  useEffect(() => {
    // Without the list "best there is" stays; the page says itself that the companion is away.
    client.engines().then(
      (engines) => held.set({ engines }),
      () => undefined,
    )
  }, [held])
  return desk.batch === undefined ? (
    <>
      <p class="batch-lead soft">{say('batch.lead')}</p>
      <Setup held={held} desk={desk} />
    </>
  ) : (
    <Running held={held} desk={desk} batch={desk.batch} />
  )
}
