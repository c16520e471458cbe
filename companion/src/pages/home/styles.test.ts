/** A section's style stays once it is loaded: no two of them may speak of the same class. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const here = new URL('.', import.meta.url)

/** Classes that rules of the file begin with: what they are about. */
const subjects = (css: string): string[] => {
  const bare = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/@(media|supports|container)[^{]*\{/g, '')
  const selectors = [...bare.matchAll(/([^{}]+)\{/g)].flatMap(([, list = '']) => list.split(','))
  // A file may lay out the section that holds something of its own.
  return selectors.flatMap(
    (selector) => /^\s*(?:\.section:has\(> |[a-z]*)\.([\w-]+)/.exec(selector)?.[1] ?? [],
  )
}

const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).map((path) =>
  path.replaceAll('\\', '/'),
)
const read = (path: string): string => readFileSync(new URL(path, here), 'utf8')

/** Whose classes anybody may use. */
const COMMON = ['page.css', 'shell/shell.css', 'views/parts/parts.css']

/** Files that define a class, by its name. */
const owners = new Map<string, Set<string>>()
for (const path of files.filter((one) => one.endsWith('.css'))) {
  for (const name of subjects(read(path))) {
    owners.set(name, (owners.get(name) ?? new Set()).add(path))
  }
}

/** "views/logs", "edit", "shell". */
const sectionOf = (path: string): string => /^(views\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path

it('is about classes of its own', () => {
  expect(owners.size).toBeGreaterThan(50)
  const shared = [...owners].filter(([, paths]) => paths.size > 1)
  expect(shared.map(([name, paths]) => [name, ...paths])).toEqual([])
})

it('is meant for nobody else', () => {
  const strays = files
    .filter((path) => path.endsWith('.tsx'))
    .flatMap((path) =>
      [...read(path).matchAll(/class=(?:"([^"]*)"|\{([^}]*)\})/g)]
        .flatMap(
          ([, plain, code = '']) =>
            plain ?? [...code.matchAll(/'([^']*)'/g)].map(([, one]) => one ?? ''),
        )
        .flatMap((names) => names.split(/\s+/))
        .filter((name) =>
          [...(owners.get(name) ?? [])].some(
            (css) => !COMMON.includes(css) && sectionOf(css) !== sectionOf(path),
          ),
        )
        .map((name) => [path, name]),
    )
  expect(strays).toEqual([])
})
