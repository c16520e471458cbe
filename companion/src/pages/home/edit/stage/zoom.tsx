/** How large the picture is shown: smaller, larger, pixel for pixel, all of it. */
import { formatPercent } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import { FitIcon, LessIcon, MoreIcon } from '../tools/icons.tsx'
import type { View } from './use-view.ts'

/** What one press enlarges by. */
export const ZOOM_STEP = 1.25

export const ZoomBar = ({ view }: { readonly view: View }) => {
  const share = formatPercent(Math.round(view.now.scale * view.ratio * 100) / 100)
  return (
    <div class="stage-zoom" role="toolbar" aria-label={say('stage.zoom')}>
      <button
        type="button"
        class="tool"
        title={`${say('stage.smaller')} (−)`}
        aria-label={say('stage.smaller')}
        onClick={() => view.zoom(1 / ZOOM_STEP)}
      >
        <LessIcon />
      </button>
      <button
        type="button"
        class="tool share"
        title={`${say('stage.actual')} (1)`}
        aria-label={`${share}, ${say('stage.actual')}`}
        onClick={() => view.actual()}
      >
        {share}
      </button>
      <button
        type="button"
        class="tool"
        title={`${say('stage.larger')} (+)`}
        aria-label={say('stage.larger')}
        onClick={() => view.zoom(ZOOM_STEP)}
      >
        <MoreIcon />
      </button>
      <button
        type="button"
        class="tool"
        title={`${say('stage.fit')} (0)`}
        aria-label={say('stage.fit')}
        disabled={view.isFitted}
        onClick={() => view.fit()}
      >
        <FitIcon />
      </button>
    </div>
  )
}
