/** The weighting grammar of AUTOMATIC1111's prompts: (more), (this much:1.3), [less], \( literal. */
import type { WeightedText } from './prompt.ts'

const MORE = 1.1
const LESS = 1 / 1.1

/** What a prompt consists of; a literal may be a single sign that meant nothing where it stood. */
type Sign =
  | { readonly kind: 'open' | 'close'; readonly text: '(' | ')' | '[' | ']' }
  | { readonly kind: 'weight'; readonly text: string; readonly weight: number }
  | { readonly kind: 'text'; readonly text: string }

/** `\(`; `:1.3)`; a bracket; a run of anything else. */
const SIGNS = /\\[()[\]\\]|:\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*\)|[()[\]]|[^\\()[\]:]+|[\\:]/g

const signsOf = (prompt: string): Sign[] =>
  Array.from(prompt.matchAll(SIGNS), ([text, weight]): Sign => {
    if (weight !== undefined) return { kind: 'weight', text, weight: Number.parseFloat(weight) }
    if (text === '(' || text === '[') return { kind: 'open', text }
    if (text === ')' || text === ']') return { kind: 'close', text }
    return { kind: 'text', text: text.length === 2 && text[0] === '\\' ? text[1]! : text }
  })

interface Piece {
  text: string
  weight: number
}

/**
 * A prompt cut at each BREAK (upper case, a word of its own), each part cut where the weight
 * changes. Brackets nest and multiply; those left open reach to the end of the prompt, those that
 * close nothing are literal. An empty prompt is one part of one empty text.
 */
export const parsePrompt = (prompt: string): WeightedText[][] => {
  const pieces: Piece[] = []
  const open: { readonly text: '(' | '['; readonly from: number }[] = []
  const multiply = (from: number, by: number): void => {
    for (const piece of pieces.slice(from)) piece.weight *= by
  }
  /** The innermost bracket, when it is of this kind. A1111 looks past those of the other kind. */
  const closes = (text: '(' | '['): number | null => {
    const at = open.map((bracket) => bracket.text).lastIndexOf(text)
    return at < 0 ? null : open.splice(at, 1)[0]!.from
  }
  for (const sign of signsOf(prompt)) {
    if (sign.kind === 'open' && (sign.text === '(' || sign.text === '[')) {
      open.push({ text: sign.text, from: pieces.length })
      continue
    }
    const square = sign.text === ']'
    const from = sign.kind === 'text' ? null : closes(square ? '[' : '(')
    if (from === null) pieces.push({ text: sign.text, weight: 1 })
    else multiply(from, sign.kind === 'weight' ? sign.weight : square ? LESS : MORE)
  }
  for (const { text, from } of open) multiply(from, text === '(' ? MORE : LESS)
  return partsOf(pieces)
}

/** Neighbours of one weight joined, parts divided at BREAK. */
const partsOf = (pieces: readonly Piece[]): WeightedText[][] => {
  const parts: Piece[][] = [[]]
  for (const { text, weight } of pieces) {
    for (const [i, piece] of text.split(/\s*\bBREAK\b\s*/).entries()) {
      if (i > 0) parts.push([])
      const part = parts[parts.length - 1]!
      const last = part[part.length - 1]
      if (last && last.weight === weight) last.text += piece
      else if (piece !== '') part.push({ text: piece, weight })
    }
  }
  return parts.map((part) => (part.length === 0 ? [{ text: '', weight: 1 }] : part))
}

/** True when nothing in the prompt is weighted or divided: it may go the plain way. */
export const isPlain = (parts: readonly (readonly WeightedText[])[]): boolean =>
  parts.length === 1 && parts[0]!.every(({ weight }) => weight === 1)
