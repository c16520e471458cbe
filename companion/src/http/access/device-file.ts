/** `devices.json`: the paired devices on disk, 0600 in a 0700 folder, written whole and renamed. */
import { readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DeviceInfo, InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { makePrivateFolder, PRIVATE_FILE, writePrivateFile } from '../../system/private-files.ts'

const Hex256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A device as it is kept: nothing in here can be sent as a token. */
export const DeviceRecord = DeviceInfo.extend({
  /** SHA-256 of its token. */
  tokenHash: Hex256,
  /**
   * What it is proven by that we are its companion (`helloKey`). It opens nothing here; whoever
   * reads it could stand in for us before this device, and could as well put a file of their own
   * in its place: only this user's own programs can.
   */
  helloKey: Hex256,
})
export type DeviceRecord = z.infer<typeof DeviceRecord>

const DeviceFile = z.object({ version: z.literal(1), devices: z.array(DeviceRecord) })

export const devicesPath = (configFolder: string): string => join(configFolder, 'devices.json')

export interface StoredDevices {
  readonly devices: readonly DeviceRecord[]
  /** True when a file was there that could not be relied on; it lies beside, as `*.damaged`. */
  readonly setAside: boolean
}

/**
 * What is on disk. A file that is damaged, or that others could have read or written, tells friend
 * from stranger no longer: it is set aside and everybody pairs again.
 * @throws InlayError file_unreadable
 */
export const readDevices = async (configFolder: string): Promise<StoredDevices> => {
  const path = devicesPath(configFolder)
  try {
    const { mode } = await stat(path)
    // Windows has no such modes: there the user's profile keeps others out.
    const isPrivate = process.platform === 'win32' || (mode & 0o777) === PRIVATE_FILE
    const file = isPrivate ? parse(await readFile(path, 'utf8')) : undefined
    if (file !== undefined) return { devices: file.devices, setAside: false }
    await rename(path, `${path}.damaged`)
    return { devices: [], setAside: true }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      return { devices: [], setAside: false }
    }
    throw new InlayError('file_unreadable', 'It is the list of paired devices.', { cause })
  }
}

/** @throws InlayError file_unwritable */
export const writeDevices = async (
  configFolder: string,
  devices: readonly DeviceRecord[],
): Promise<void> => {
  try {
    await makePrivateFolder(configFolder)
    const content = JSON.stringify({ version: 1, devices }, null, 2)
    await writePrivateFile(devicesPath(configFolder), `${content}\n`)
  } catch (cause) {
    throw new InlayError('file_unwritable', 'It is the list of paired devices.', { cause })
  }
}

const parse = (text: string): z.infer<typeof DeviceFile> | undefined => {
  try {
    return DeviceFile.safeParse(JSON.parse(text)).data
  } catch {
    // Not JSON: as damaged as JSON of another shape.
    return undefined
  }
}
