/** A program asks to be let in: its code, wherever on the page one is. */
import { refuse } from '../api.ts'
import type { Store } from '../state.ts'
import { say } from '../words/say.ts'

export const Pairings = ({ store }: { readonly store: Store }) => (
  <div role="status">
    {store.state.pairings.map(({ id, name, code }) => (
      <div key={id} class="notice asks">
        <p>{say('pairing.asks', { name })}</p>
        <p class="code">
          <span aria-hidden="true">
            {code.slice(0, 3)} {code.slice(3)}
          </span>
          {/* Digit by digit, not as a number. */}
          <span class="unseen">{say('pairing.code', { code: [...code].join(' ') })}</span>
        </p>
        <button type="button" onClick={() => void store.act(() => refuse(id))}>
          {say('pairing.refuse')}
        </button>
      </div>
    ))}
  </div>
)
