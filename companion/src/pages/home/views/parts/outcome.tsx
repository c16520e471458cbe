/** How something that was fetched has ended, until it is begun again. */
import type { InlayError, WireError } from '@inlay/shared'
import type { ComponentChildren } from 'preact'
import { ErrorText } from '../../shell/problem.tsx'
import { say } from '../../words/say.ts'

export interface OutcomeProps {
  /** Its last news; only an end is told of, and only while nothing is under way. */
  readonly news: { readonly type: string; readonly error?: WireError } | undefined
  readonly isUnderWay: boolean
  /** What kept it from being begun. */
  readonly problem: InlayError | undefined
  /** Said before it. */
  readonly children?: ComponentChildren
}

export const Outcome = ({ news, isUnderWay, problem, children }: OutcomeProps) => (
  <div role="status" class="news">
    {children}
    {!isUnderWay && news?.type === 'cancelled' && (
      <p class="outcome soft">{say('models.cancelled')}</p>
    )}
    {!isUnderWay && news?.type === 'failed' && news.error !== undefined && (
      <div class="outcome bad">
        <ErrorText error={news.error} />
      </div>
    )}
    {problem !== undefined && (
      <div class="outcome bad">
        <ErrorText error={problem} />
      </div>
    )}
  </div>
)
