/** The few things that the sandbox says itself, where no window is there to say them. */
import type { Language } from '@inlay/shared'

export interface SandboxWords {
  /** Below the result's relaunch button; from 1. */
  readonly variation: (index: number, count: number) => string
  /** While somebody types a quick action's shape; the menu beside it is in English. */
  readonly unknownShape: string
  /** Something failed that nobody waits for, as Figma says it. */
  readonly failed: (detail: string) => string
}

export const SANDBOX_WORDS: Readonly<Record<Language, SandboxWords>> = {
  en: {
    variation: (index, count) => `Variation ${index} of ${count}`,
    unknownShape:
      'Type a shape such as 16:9, a share such as 20%, or pixels such as 200: for every side.',
    failed: (detail) => `That did not work. Figma says: ${detail}`,
  },
  de: {
    variation: (index, count) => `Variante ${index} von ${count}`,
    unknownShape:
      'Geben Sie ein Format wie 16:9, einen Anteil wie 20% oder Pixel wie 200 ein: für jede Seite.',
    failed: (detail) => `Das hat nicht geklappt. Figma meldet: ${detail}`,
  },
  tr: {
    variation: (index, count) => `Varyasyon ${index}/${count}`,
    unknownShape:
      '16:9 gibi bir oran, 20% gibi bir pay ya da 200 gibi piksel yazın: her kenar için.',
    failed: (detail) => `Bu olmadı. Figma’nın iletisi: ${detail}`,
  },
  ja: {
    variation: (index, count) => `バリエーション${index}/${count}`,
    unknownShape:
      '16:9のような縦横比、20%のような割合、または200のようなピクセル数を入力してください（各辺に適用）。',
    failed: (detail) => `うまくいきませんでした。Figmaのメッセージ：${detail}`,
  },
  es: {
    variation: (index, count) => `Variación ${index} de ${count}`,
    unknownShape:
      'Escriba una proporción como 16:9, un porcentaje como 20% o píxeles como 200: para cada lado.',
    failed: (detail) => `No ha funcionado. Figma dice: ${detail}`,
  },
}
