/** Where a fill is set up: what to do, the picture, its mask, the prompt, and more. */
import { engineInUse, type Say, type Sentence, takesPrompt } from '@inlay/shared/panel'
import { leftOut, obstacle, toFill } from '../panel/plan.ts'
import type { Panel, PanelState } from '../panel/state.ts'
import { ExpandControls } from './expand-controls.tsx'
import { MaskControls } from './mask-controls.tsx'
import { More } from './more.tsx'
import { Picture } from './picture.tsx'

interface Props {
  readonly say: Say
  readonly panel: Panel
  readonly state: PanelState
}

export const Edit = ({ say, panel, state }: Props) => {
  const { settings, selection } = state
  const { operation } = settings
  const work = state.work !== null && 'capture' in state.work ? state.work : undefined
  const blocked = obstacle(state)
  const count = toFill(state).length
  const isMany = selection.sources.length > 1
  // Its variations are at hand below; a mask would be for making something of the result itself.
  const hint: Sentence | undefined = state.placed && blocked && { key: 'result.selected' }
  const said = hint ?? blocked ?? leftOut(state)
  return (
    <>
      <div class="work">
        <Picture {...{ say, panel, state, work }} />
        <div class="controls">
          {operation === 'expand' ? (
            <ExpandControls {...{ say, panel, work }} />
          ) : (
            <MaskControls {...{ say, panel, state, work }} />
          )}
          {operation !== 'remove' && <Prompt {...{ say, panel, state }} />}
          <More {...{ say, panel, state }} />
        </div>
      </div>
      <footer>
        <button
          type="button"
          class="button primary wide"
          disabled={blocked !== undefined}
          aria-describedby="blocked"
          onClick={() => panel.run()}
        >
          {say(
            isMany && count > 0
              ? { plural: `run.${operation}.many`, count }
              : { key: `run.${operation}` },
          )}
        </button>
        <p id="blocked" class="soft line">
          {said === undefined ? <Engine {...{ say, state }} /> : say(said)}
        </p>
      </footer>
    </>
  )
}

const Engine = ({ say, state }: Pick<Props, 'say' | 'state'>) => {
  const { link, settings } = state
  if (link.at !== 'ready') return null
  const engine = engineInUse(settings, link.engines)
  if (engine === undefined) return null
  return <>{say('link.ready.engine', { engine: engine.name, device: { heard: engine.device } })}</>
}

const Prompt = ({ say, panel, state }: Props) => {
  const { settings, link } = state
  const engines = link.at === 'ready' ? link.engines : []
  const isHeeded = takesPrompt(settings, engines)
  const { operation } = settings
  return (
    <section class="group">
      <label class="label" for="prompt">
        {say('prompt.label')}
      </label>
      <textarea
        id="prompt"
        class="field"
        rows={2}
        maxLength={4000}
        placeholder={say(operation === 'expand' ? 'prompt.expand' : 'prompt.fill')}
        value={settings.prompt}
        aria-describedby="prompt-said"
        onInput={(event) => panel.set({ prompt: event.currentTarget.value })}
      />
      <div id="prompt-said" hidden={isHeeded}>
        <p class="soft hint">{say('prompt.none.installed')}</p>
        {link.at === 'ready' && (
          <button
            type="button"
            class="button quiet"
            onClick={() => panel.openUrl(`${link.baseUrl}/#/models`)}
          >
            {say('prompt.engine.add')}
          </button>
        )}
      </div>
    </section>
  )
}
