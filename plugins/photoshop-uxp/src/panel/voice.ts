/** The language that the plugin speaks: Photoshop's own, unless another was chosen in the panel. */
import { bestLanguage, type Language } from '@inlay/shared'
import { createSay, panelCatalogue, type Say } from '@inlay/shared/panel'

export interface Voice {
  readonly language: Language
  /** Always the same function, in whichever language is spoken then. */
  readonly say: Say
  /** Empty: as Photoshop. */
  choose(language: Language | ''): void
}

/**
 * @param uiLocale what `require('uxp').host.uiLocale` gives: five letters ("de_DE", Host.md); English
 *   where it gives nothing, or a language that is not spoken here
 */
export const createVoice = (uiLocale: unknown, chosen: Language | '' = ''): Voice => {
  const own = bestLanguage(typeof uiLocale === 'string' ? [uiLocale] : [])
  let language = chosen === '' ? own : chosen
  let speak = createSay(panelCatalogue(language))
  return {
    get language() {
      return language
    },
    say: (sentence, values) => speak(sentence, values),
    choose: (other) => {
      language = other === '' ? own : other
      speak = createSay(panelCatalogue(language))
    },
  }
}
