/** Who may import whom. One sentence a rule; CONTRIBUTING tells newcomers the same. */
import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import type { Source } from './sources.ts'

/** What the rules need to know beyond the sources. */
export interface House {
  /** Folder of each workspace, by its package name. */
  readonly workspaces: ReadonlyMap<string, string>
  /** Packages that `shared` may use. */
  readonly sharedPackages: readonly string[]
  /** Packages that are there when the companion runs. */
  readonly companionPackages: readonly string[]
}

/** Folders of companion/src, lowest first: none imports from one after it. */
export const COMPANION_ORDER = [
  // What runs in a browser: it may use none of the rest.
  'pages',
  'system',
  'models',
  'inference',
  'engines',
  'pipeline',
  'jobs',
  'http',
  'tray',
  'cli',
] as const

/** Names that exist in some JavaScript hosts only, or that make code at run time. */
const FORBIDDEN_IN_SHARED = [
  'Atomics',
  'Blob',
  'Buffer',
  'Function',
  'SharedArrayBuffer',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'crypto',
  'eval',
  'process',
  'structuredClone',
] as const

/** What browsers have and Figma's sandbox has not (facts/hosts.md 1.2). */
const FORBIDDEN_IN_SANDBOX = [
  'Intl',
  'XMLHttpRequest',
  'WebSocket',
  'atob',
  'btoa',
  'document',
  'fetch',
  'localStorage',
  'navigator',
  'performance',
  'queueMicrotask',
  'window',
] as const

const isWindow = (path: string): boolean => path.startsWith('plugins/figma/src/ui/')

/** All of Figma's plugin but its window runs in the sandbox. */
const isSandboxed = (path: string): boolean =>
  path.startsWith('plugins/figma/src/') && !isWindow(path)

type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'builtin' | 'package'; readonly name: string }
  | { readonly kind: 'unknown' }

/** One line for each import that breaks a rule: "path imports what: why not". */
export const violationsOf = (sources: readonly Source[], house: House): string[] =>
  sources.flatMap((source) => {
    const lines = source.imports.flatMap((name) => {
      const target = targetOf(source.path, name, house)
      const reason = reasonAgainst(source.path, target, house)
      return reason === null ? [] : [`${source.path} imports ${name ?? 'at run time'}: ${reason}`]
    })
    return [...lines, ...forbiddenNames(source)]
  })

const reasonAgainst = (path: string, target: Target, house: House): string | null => {
  if (target.kind === 'file') {
    const plugin = pluginOf(target.path)
    if (plugin !== null && plugin !== pluginOf(path) && layerOf(path) !== 'test') {
      return 'nothing imports a plugin'
    }
    if (isPluginBuild(target.path) && !isPluginBuild(path) && !isTestCode(path)) {
      return 'what builds a plugin is no part of anything'
    }
    if (isTestCode(target.path) && !isTestCode(path)) return 'tests stay out of what is shipped'
  }
  switch (layerOf(path)) {
    case 'shared':
      return reasonInShared(path, target, house)
    case 'companion':
      return reasonInCompanion(path, target, house)
    case 'plugins':
      if (
        target.kind === 'file' &&
        isSandboxed(path) &&
        isWindow(target.path) &&
        !isTestCode(path)
      ) {
        return 'the sandbox lies below the window'
      }
      return target.kind === 'file' && layerOf(target.path) === 'companion'
        ? 'a plugin talks to the companion over HTTP only'
        : null
    default:
      return null
  }
}

const reasonInShared = (path: string, target: Target, house: House): string | null => {
  if (target.kind === 'file') {
    return layerOf(target.path) === 'shared' ? null : 'shared imports nothing of ours'
  }
  if (isTestCode(path)) return null
  if (target.kind === 'builtin') return 'shared runs where there is no Node'
  if (target.kind === 'unknown') return 'shared loads nothing at run time'
  return house.sharedPackages.includes(target.name)
    ? null
    : 'shared may use zod and its two of @noble only'
}

const reasonInCompanion = (path: string, target: Target, house: House): string | null => {
  if (target.kind === 'package' && path.startsWith('companion/src/') && !isTestCode(path)) {
    // A page is bundled: what it is made of need not be there when the companion runs.
    const isPage = path.startsWith('companion/src/pages/') && target.name === 'preact'
    return isPage || house.companionPackages.includes(target.name)
      ? null
      : 'not among the companion’s dependencies'
  }
  if (target.kind !== 'file') return null
  const [own, other] = [heightOf(path), heightOf(target.path)]
  return own >= 0 && other > own && !isTestCode(path)
    ? `${COMPANION_ORDER[own]} lies below ${COMPANION_ORDER[other]}`
    : null
}

const forbiddenNames = ({ path, names }: Source): string[] => {
  if (isTestCode(path)) return []
  const sandboxed = isSandboxed(path)
  const forbidden: readonly string[] = [
    ...(layerOf(path) === 'shared' || sandboxed ? FORBIDDEN_IN_SHARED : []),
    ...(sandboxed ? FORBIDDEN_IN_SANDBOX : []),
  ]
  return forbidden
    .filter((name) => names.has(name))
    .map((name) => `${path} uses ${name}: not every host has it`)
}

const layerOf = (path: string): string => path.split('/', 1)[0] ?? ''

/** A script beside the plugins builds them and is none itself. */
const isPluginBuild = (path: string): boolean => /^plugins\/([^/]+\/)?[^/]+\.mjs$/.test(path)

const pluginOf = (path: string): string | null =>
  /^plugins\/(?![^/]+\.mjs\/$)([^/]+)\//.exec(`${path}/`)?.[1] ?? null

const heightOf = (path: string): number => {
  const folder = /^companion\/src\/([^/]+)\//.exec(path)?.[1]
  return COMPANION_ORDER.map(String).indexOf(folder ?? '')
}

/** Tests, what only tests use, and the workspace `test`. */
const isTestCode = (path: string): boolean =>
  /\.(test|fixture)\.[mc]?tsx?$/.test(path) ||
  path.includes('/testing/') ||
  layerOf(path) === 'test'

/** A workspace's package name and a relative path that leads to the same file are the same. */
const targetOf = (from: string, name: string | null, { workspaces }: House): Target => {
  if (name === null) return { kind: 'unknown' }
  if (name.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(from), name) }
  const packageName = name.split('/', name.startsWith('@') ? 2 : 1).join('/')
  const folder = workspaces.get(packageName)
  if (folder !== undefined) {
    return { kind: 'file', path: posix.join(folder, 'src', name.slice(packageName.length)) }
  }
  return name.startsWith('node:') || builtinModules.includes(packageName)
    ? { kind: 'builtin', name }
    : { kind: 'package', name: packageName }
}
