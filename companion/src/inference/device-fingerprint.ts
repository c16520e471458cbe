/** What an answer about devices rests on: when any of it changes, the devices are asked again. */
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { release } from 'node:os'
import { join } from 'node:path'
import { COMPANION_VERSION } from '@inlay/shared'
import type { Folders } from '../system/folders.ts'
import { cudaPlaces } from './cuda/places.ts'
import { type Provider, RUNTIME_VERSION } from './providers.ts'

/** Variables that decide which driver and which card a process gets. */
const VARIABLES = [
  'CUDA_VISIBLE_DEVICES',
  'LD_LIBRARY_PATH',
  'PATH',
  'VK_DRIVER_FILES',
  'VK_ADD_DRIVER_FILES',
  'VK_ICD_FILENAMES',
] as const

/** The loader's list changes whenever a library is installed; the others tell drivers and cards. */
const FILES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/etc/ld.so.cache'],
  win32: [
    'C:\\Windows\\System32\\nvcuda.dll',
    'C:\\Windows\\System32\\DriverStore\\FileRepository',
  ],
}
const FOLDERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/dev/dri',
    '/usr/share/vulkan/icd.d',
    '/etc/vulkan/icd.d',
    '/usr/local/share/vulkan/icd.d',
  ],
}

export interface FingerprintOptions {
  readonly providers: readonly Provider[]
  readonly folders: Folders
  /** What the inference process gets beside this process's own. */
  readonly environment?: Readonly<Record<string, string>> | undefined
}

/** The same text as long as the same devices can be expected; a few looks at files, no driver loaded. */
export const deviceFingerprint = async ({
  providers,
  folders,
  environment = {},
}: FingerprintOptions): Promise<string> => {
  const env = { ...process.env, ...environment }
  const facts = [
    COMPANION_VERSION,
    RUNTIME_VERSION,
    process.version,
    process.platform,
    process.arch,
    release(),
    providers,
    VARIABLES.map((name) => env[name] ?? null),
    await Promise.all(
      [...(FILES[process.platform] ?? []), cudaPlaces(folders).ready].map(changedAt),
    ),
    await Promise.all((FOLDERS[process.platform] ?? []).map(namesIn)),
    await readFile('/proc/driver/nvidia/version', 'utf8').catch(() => ''),
  ]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

const changedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

const namesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => [])
  const times = await Promise.all(
    names.map((name) => (folder.startsWith('/dev/') ? 0 : changedAt(join(folder, name)))),
  )
  return names.map((name, i) => `${name} ${times[i]}`).sort()
}
