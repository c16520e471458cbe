/** Every text that a source says, with `{}` where a value goes: "The server answers {}." */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

export interface Said {
  readonly path: string
  readonly text: string
  /** It stands there as the detail of an error, or as what was `expected`, or for what. */
  readonly as: 'detail' | 'what' | 'name' | undefined
}

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

const nodesIn = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter(isNode) : []

const textOf = ({ type, value, quasis }: Node): string | undefined => {
  if (type === 'Literal' && typeof value === 'string') return value
  if (type !== 'TemplateLiteral') return undefined
  return nodesIn(quasis)
    .map((quasi) => (isNode(quasi.value) ? String(quasi.value.cooked) : ''))
    .join('{}')
}

/** "a" + "b" is one text. */
const wholeText = (node: Node): string | undefined => {
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return textOf(node)
  const [left, right] = [node.left, node.right].map((side) =>
    isNode(side) ? wholeText(side) : undefined,
  )
  return left === undefined || right === undefined ? undefined : left + right
}

export const textsOf = (root: string, path: string): Said[] => {
  const { program } = parseSync(path, readFileSync(join(root, path), 'utf8'))
  const found: Said[] = []
  const visit = (node: unknown, as?: Said['as']): void => {
    if (Array.isArray(node)) {
      for (const one of node) visit(one)
      return
    }
    if (!isNode(node)) return
    const text = wholeText(node)
    if (text !== undefined) found.push({ path, text, as })
    const known = partsOf(node)
    for (const value of Object.values(node)) visit(value)
    for (const [part, kind] of known) visit(part, kind)
  }
  visit({ ...program })
  return found
}

/** What matters in `new InlayError(code, detail)` and in `expected(what, name, received)`. */
const partsOf = ({ type, callee, arguments: given }: Node): [Node, Said['as']][] => {
  const name = isNode(callee) ? callee.name : undefined
  const [first, second] = nodesIn(given)
  if (type === 'NewExpression' && name === 'InlayError' && second !== undefined) {
    return [[second, 'detail']]
  }
  if (type !== 'CallExpression' || name !== 'expected') return []
  return [
    ...(first === undefined ? [] : [[first, 'what'] satisfies [Node, Said['as']]]),
    ...(second === undefined ? [] : [[second, 'name'] satisfies [Node, Said['as']]]),
  ]
}
