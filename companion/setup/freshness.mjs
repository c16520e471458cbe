/** Tells whether companion/dist was built from the sources as they are now, without reading them if it can. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { buildStamp, companion, dist, repository } from './places.mjs'

const ROOTS = [join(companion, 'src'), join(companion, 'setup'), join(repository, 'shared', 'src')]
const FILES = [
  join(repository, 'package-lock.json'),
  join(companion, 'package.json'),
  join(repository, 'shared', 'package.json'),
]

const isSource = (name) => /\.(tsx?|mjs|json|html|css|svg)$/.test(name) && !/\.test\.ts$/.test(name)

/** Every file in the folder, at any depth, whose name fits. */
export const filesUnder = (folder, fits) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesUnder(path, fits)
    return fits(entry.name) ? [path] : []
  })

const sources = () => [...ROOTS.flatMap((root) => filesUnder(root, isSource)), ...FILES].sort()

/** Names, sizes and times: changes whenever a file may have changed (also on a mere checkout). */
export const quickKey = (paths) => {
  const hash = createHash('sha256')
  for (const path of paths) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** Names and contents: changes only when a build would come out different. */
const contentKey = (paths) => {
  const hash = createHash('sha256')
  for (const path of paths) {
    hash.update(`${relative(repository, path).split(sep).join('/')}\0`)
    hash.update(readFileSync(path))
    hash.update('\0')
  }
  return hash.digest('hex')
}

const readStamp = () => {
  try {
    return JSON.parse(readFileSync(buildStamp, 'utf8'))
  } catch {
    return { quick: '', content: '', files: [] }
  }
}

/** File names the last build wrote; [] when there was none. */
export const builtFiles = () => readStamp().files

/** Taken before a build starts: a source saved during the build then makes the next one run. */
export const takeKeys = () => {
  const paths = sources()
  return { quick: quickKey(paths), content: contentKey(paths) }
}

/** Written last, so that a build that was cut short is never taken for a whole one. */
export const writeStamp = (keys, files) => {
  writeFileSync(buildStamp, JSON.stringify({ ...keys, files }))
}

export const isBuilt = () => {
  const stamp = readStamp()
  if (stamp.quick === '' || !stamp.files.every((name) => existsSync(join(dist, name)))) return false
  const paths = sources()
  const quick = quickKey(paths)
  if (quick === stamp.quick) return true
  if (contentKey(paths) !== stamp.content) return false
  writeFileSync(buildStamp, JSON.stringify({ ...stamp, quick }))
  return true
}
