/** Every source file of the house, and what each one imports: types, lazily, by require, all of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync } from 'vite'

export interface Source {
  /** From the repository's root, with forward slashes. */
  readonly path: string
  /** Module names as written; null for one that is made up at run time. */
  readonly imports: readonly (string | null)[]
  /** Names used as values or types, other than after a dot. */
  readonly names: ReadonlySet<string>
}

const CODE = /\.[mc]?[jt]sx?$/

/** What is built, installed or made by tests. */
const SKIPPED = ['node_modules', 'dist', 'build', 'coverage']

/** Paths of the code below a folder of the repository; none when it does not exist. */
export const listCode = (root: string, folder: string): string[] => {
  let entries: ReturnType<typeof readFolder>
  try {
    entries = readFolder(join(root, folder))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : listCode(root, path)
    return CODE.test(entry.name) ? [path] : []
  })
}

const readFolder = (path: string) => readdirSync(path, { withFileTypes: true })

export const readSource = (root: string, path: string): Source =>
  parseSource(path, readFileSync(join(root, path), 'utf8'))

/** @throws Error for text that is not TypeScript */
export const parseSource = (path: string, text: string): Source => {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const imports: (string | null)[] = []
  const names = new Set<string>()
  visit({ ...program }, (node) => {
    const module = moduleOf(node)
    if (module !== undefined) imports.push(literalOf(module))
    const { type, name } = node
    if (type === 'Identifier' && typeof name === 'string') names.add(name)
  })
  return { path, imports, names }
}

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Fields that hold a name which refers to nothing outside: `.name`, `{ name: ... }`. */
const isOwnName = (node: Node, field: string): boolean =>
  node.computed !== true && (field === 'property' || field === 'key')

const visit = (node: Node, see: (node: Node) => void): void => {
  see(node)
  for (const [field, value] of Object.entries(node)) {
    if (isOwnName(node, field)) continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, see)
    }
  }
}

/** The expression that names a module; undefined for a node that imports nothing. */
const moduleOf = (node: Node): unknown => {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source
    case 'ExportNamedDeclaration':
      return node.source ?? undefined
    case 'TSExternalModuleReference':
      return node.expression
    case 'CallExpression': {
      const { callee, arguments: args } = node
      const isRequire = isNode(callee) && (callee.name === 'require' || isResolve(callee))
      return isRequire && Array.isArray(args) ? args[0] : undefined
    }
    default:
      return undefined
  }
}

/** `require.resolve` and `import.meta.resolve` count: what is resolved is about to be run. */
const isResolve = ({ type, object, property }: Node): boolean =>
  type === 'MemberExpression' &&
  isNode(object) &&
  isNode(property) &&
  property.name === 'resolve' &&
  (object.name === 'require' || object.type === 'MetaProperty')

const literalOf = (node: unknown): string | null =>
  isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null
