/**
 * Whether a prompt is evidently not English, and then what it is: by its script, or by the small words
 * that only one language has. Prompts are short, so that silence is better than a guess.
 */

/** Scripts that are one language's, or as good as. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['uk', /[іїєґ]/giu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['fa', /[پچژگ]/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
]

/** Share of the letters from which a script counts: a name in an English sentence does not. */
const SHARE = 0.3

/** Small words that are no English ones. */
const WORDS: ReadonlyMap<string, string> = new Map([
  [
    'de',
    'der das und ein eine einen einem einer eines mit auf im dem ist nicht für von vom zum zur aus bei über unter vor hinter neben sehr wie ohne alte alter altes',
  ],
  [
    'fr',
    'le les une des avec dans sur et du au aux est pour sans sous derrière devant très vieux vieille un ancien ancienne',
  ],
  ['es', 'el los las una con en y por para del sin sobre bajo muy viejo vieja un junto detrás'],
  [
    'it',
    'il gli una con di della delle nel nella sul sulla per senza sotto molto vecchio vecchia un dietro davanti accanto',
  ],
  ['pt', 'uma um com em do da dos das na nos para sem sobre muito velho velha atrás ao'],
  ['nl', 'het een met op van voor niet en naast onder zeer oude zonder achter boven'],
  ['pl', 'w na z ze nad pod jest nie stary stara stare bardzo przed obok oraz'],
  ['sv', 'en ett och med på av för inte under mycket gammal gamla bakom bredvid framför'],
  ['tr', 've bir ile için bu çok eski önünde arkasında üzerinde'],
])

const ENGLISH = new Set(
  'the a an of with in on and at by over under is are to from for behind near this that no without old very'.split(
    ' ',
  ),
)

/** Which languages a small word may be of. */
const LANGUAGES_OF: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>()
  for (const [language, words] of WORDS) {
    for (const word of words.split(' ')) found.set(word, [...(found.get(word) ?? []), language])
  }
  return found
})()

/**
 * The language's code (ISO 639-1) of a text that is evidently not English; undefined for English, and
 * wherever it cannot be told.
 */
export const evidentLanguage = (text: string): string | undefined => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters < 2) return undefined
  for (const [language, script] of SCRIPTS) {
    const count = text.match(script)?.length ?? 0
    // Chinese and Japanese share characters, Russian and Ukrainian letters: the rarer sign decides.
    const needed = language === 'ja' || language === 'uk' || language === 'fa' ? 0.05 : SHARE
    const share = count / letters
    if (count > 0 && share >= needed && isScript(text, letters)) return language
  }
  return byWords(text)
}

/** True where letters of other scripts than ours carry the text. */
const isScript = (text: string, letters: number): boolean =>
  letters - (text.match(/\p{Script=Latin}/gu)?.length ?? 0) >= letters * SHARE

const byWords = (text: string): string | undefined => {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const hits = new Map<string, number>()
  let english = 0
  for (const word of words) {
    if (ENGLISH.has(word)) english += 1
    for (const language of LANGUAGES_OF.get(word) ?? []) {
      hits.set(language, (hits.get(language) ?? 0) + 1)
    }
  }
  const [best] = [...hits].sort(([, a], [, b]) => b - a)
  if (best === undefined) return undefined
  const [language, count] = best
  const isEvident = count >= 2 ? count > 2 * english : english === 0 && count / words.length >= 0.25
  return isEvident ? language : undefined
}

/** "German". */
export const languageName = (code: string): string =>
  new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code
