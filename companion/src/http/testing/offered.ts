/** What a companion offers beside itself, in a small: the two plugins, and a library for graphics cards. */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Wheel } from '../../inference/cuda/wheels.ts'
import type { PluginPlaces } from '../../system/plugin-places.ts'

/** @param folder made here; where both plugins lie */
export const offerPlugins = async (folder: string): Promise<() => Promise<PluginPlaces>> => {
  const manifest = join(folder, 'manifest.json')
  const ccx = join(folder, 'inlay.ccx')
  await mkdir(folder)
  await writeFile(manifest, '{}')
  await writeFile(ccx, 'PK-plugin')
  return async () => ({ figma: { folder, manifest }, photoshop: { file: ccx } })
}

/** @param bytes what the publisher's server gives for it */
export const cudaWheel = (bytes: Buffer, changed: Partial<Wheel> = {}): Wheel => ({
  name: 'cuda.whl',
  what: 'CUDA runtime',
  url: 'https://files.pythonhosted.org/packages/cuda.whl',
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  unpacked: 10,
  libraries: [],
  beside: false,
  ...changed,
})
