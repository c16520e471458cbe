import { describe, expect, it } from 'vitest'
import { evidentLanguage, languageName } from './language.ts'

describe('evidentLanguage', () => {
  it.each([
    ['eine rote Mauer mit Efeu im Abendlicht', 'de'],
    ['ein alter Baum', 'de'],
    ['un mur de briques rouges avec du lierre', 'fr'],
    ['una casa blanca junto al mar, muy soleada', 'es'],
    ['un gatto nero sul tetto della chiesa', 'it'],
    ['uma praia com palmeiras ao entardecer', 'pt'],
    ['een houten deur met een bel', 'nl'],
    ['stara drewniana łódź na jeziorze', 'pl'],
    ['en röd stuga vid havet med båtar', 'sv'],
    ['eski bir ev ve deniz', 'tr'],
    ['красная кирпичная стена', 'ru'],
    ['стара цегляна стіна', 'uk'],
    ['古い木のドア', 'ja'],
    ['红色的砖墙', 'zh'],
    ['오래된 나무 문', 'ko'],
    ['جدار من الطوب الأحمر', 'ar'],
    ['קיר לבנים אדום', 'he'],
    ['ένας τοίχος', 'el'],
  ])('%s is %s', (text, language) => {
    expect(evidentLanguage(text)).toBe(language)
  })

  it.each([
    '',
    'sky',
    'a red brick wall with ivy',
    'photo of the sea at dusk, soft light, 50mm, f/1.8',
    'café terrace, déjà vu, art nouveau poster',
    'portrait of Jürgen, oil on canvas',
    'a poster that says 東京 in neon',
    'Die Hard movie poster',
    'la la land, city at night',
    'masterpiece, best quality, (sharp:1.2), 8k',
    'the van in front of a door',
    'red pen on a table',
    'el capitan, yosemite, golden hour, wide shot, dramatic clouds, mountains',
    'con artist in a suit, film noir',
  ])('says nothing of "%s"', (text) => {
    expect(evidentLanguage(text)).toBeUndefined()
  })

  it('has names for people', () => {
    expect(languageName('de')).toBe('German')
  })
})
