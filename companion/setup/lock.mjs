/** One set-up at a time: a folder made exclusively, holding the id of the process that made it. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { say } from './say.mjs'

const RETRY_MS = 250
/** A lock folder without an id this old was left by a process that died between two calls. */
const ORPHAN_MS = 5_000

const alive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const holderOf = (folder) => {
  try {
    return Number(readFileSync(join(folder, 'pid'), 'utf8')) || undefined
  } catch {
    return undefined
  }
}

const isOrphan = (folder) => {
  const holder = holderOf(folder)
  if (holder !== undefined) return !alive(holder)
  try {
    return Date.now() - statSync(folder).mtimeMs > ORPHAN_MS
  } catch {
    return false
  }
}

const tryTake = (folder) => {
  try {
    mkdirSync(dirname(folder), { recursive: true })
    mkdirSync(folder)
    writeFileSync(join(folder, 'pid'), String(process.pid))
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

/** Waits for the lock, runs `work`, gives the lock back whatever happens, Ctrl-C included. */
export const withLock = async (folder, work) => {
  let told = false
  while (!tryTake(folder)) {
    if (isOrphan(folder)) {
      rmSync(folder, { recursive: true, force: true })
      continue
    }
    if (!told) say('waiting for another set-up of this folder to finish ...')
    told = true
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
  const release = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}
