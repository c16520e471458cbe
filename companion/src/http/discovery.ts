/** `daemon.json`: how the owner's other programs find the running companion. */
import { readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { COMPANION_NAME, Health } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { ANSWERS_WITHIN, askJson } from '../system/local-fetch.ts'
import { makePrivateFolder, writePrivateFile } from '../system/private-files.ts'

export const Discovery = z.strictObject({
  port: z.int().min(1).max(65535),
  pid: z.int().min(1),
  version: z.string(),
})
export type Discovery = z.infer<typeof Discovery>

export const discoveryPath = (stateFolder: string): string => join(stateFolder, 'daemon.json')

export const writeDiscovery = async (stateFolder: string, found: Discovery): Promise<void> => {
  await makePrivateFolder(stateFolder)
  await writePrivateFile(discoveryPath(stateFolder), `${JSON.stringify(found)}\n`)
}

/** What the last daemon wrote; undefined when there is nothing, or nothing that can be read. */
export const readDiscovery = async (stateFolder: string): Promise<Discovery | undefined> => {
  try {
    const json: unknown = JSON.parse(await readFile(discoveryPath(stateFolder), 'utf8'))
    return Discovery.safeParse(json).data
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (missing || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Removes the file unless another daemon has written its own meanwhile. */
export const removeDiscovery = async (stateFolder: string, pid: number): Promise<void> => {
  const found = await readDiscovery(stateFolder)
  if (found?.pid === pid) await rm(discoveryPath(stateFolder), { force: true })
}

/** The companion the discovery file names, if its process lives and its port answers as one. */
export const findRunning = async (stateFolder: string): Promise<Discovery | undefined> => {
  const found = await readDiscovery(stateFolder)
  if (found === undefined || !isAlive(found.pid)) return undefined
  return (await answersAsCompanion(found.port)) ? found : undefined
}

/** Whether a companion, ours or another user's, answers on the port. Nothing secret is sent. */
export const answersAsCompanion = async (port: number): Promise<boolean> => {
  try {
    const health = Health.safeParse(await askJson(port, '/v1/health'))
    return health.success && health.data.name === COMPANION_NAME
  } catch {
    // Refused, silent or speaking something else: whoever it is, it is not a companion.
    return false
  }
}

/**
 * A companion of ours that holds its port and says nothing: stopped in a debugger, or stuck. A
 * second one beside it would work in the same folders.
 */
export const findSilent = async (stateFolder: string): Promise<Discovery | undefined> => {
  const found = await readDiscovery(stateFolder)
  if (found === undefined || found.pid === process.pid || !isAlive(found.pid)) return undefined
  if (await answersAtAll(found.port)) return undefined
  return (await accepts(found.port)) ? found : undefined
}

/** Whether anybody answers a question there within the time a healthy companion takes. */
const answersAtAll = async (port: number): Promise<boolean> => {
  try {
    await askJson(port, '/v1/health')
    return true
  } catch (error) {
    // An answer in another language is one too.
    return error instanceof SyntaxError
  }
}

/** Whether the port takes connections: the system does that for a process that does nothing. */
const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: ANSWERS_WITHIN })
    const settle = (taken: boolean): void => {
      socket.destroy()
      resolve(taken)
    }
    socket.once('connect', () => settle(true))
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
  })

/** Whether a process of that id lives, whoever's it is. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
