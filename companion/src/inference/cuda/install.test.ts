import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Folders } from '../../system/folders.ts'
import { createInference } from '../inference.ts'
import { tensor } from '../tensors.ts'
import { identity, writeGraph } from '../testing/graphs.ts'
import { type CudaInstallOptions, installCuda, removeCuda } from './install.ts'
import { cudaEnvironment, cudaPlaces } from './places.ts'
import { storedZip } from './testing/stored-zip.ts'
import { WHEELS, type Wheel } from './wheels.ts'

const canInstall = process.platform === 'linux' && process.arch === 'x64'

let home = ''
let folders: Folders
let given: string[] = []
let wheels: Wheel[] = []

const makeWheel = async (name: string, libraries: Record<string, string>, beside: boolean) => {
  const bytes = storedZip({ ...libraries, 'other/notes.txt': 'not wanted' })
  const path = join(home, `as-downloaded-${name}`)
  await writeFile(path, bytes)
  given.push(path)
  wheels.push({
    name,
    what: name,
    url: `https://files.pythonhosted.org/packages/${name}`,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    unpacked: 10,
    libraries: Object.keys(libraries),
    beside,
  })
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-cuda-'))
  folders = { config: join(home, 'config'), state: join(home, 'state') }
  given = []
  wheels = []
  await makeWheel('provider.whl', { 'onnxruntime/capi/libprovider.so': 'provider' }, true)
  await makeWheel('cuda.whl', { 'nvidia/cu13/lib/libcudart.so.13': 'cudart' }, false)
})
afterEach(() => rm(home, { recursive: true, force: true }))

const install = (more: Partial<CudaInstallOptions> = {}): Promise<void> =>
  installCuda({
    folders,
    wheels,
    from: given,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...more,
  })

describe.skipIf(!canInstall)('what CUDA needs', () => {
  it('is put where the inference process finds it, and the copied runtime runs', async () => {
    expect(cudaEnvironment(folders, {})).toBeUndefined()
    await install()
    const { runtime, libraries } = cudaPlaces(folders)
    const beside = join(runtime, 'bin', 'napi-v6', 'linux', 'x64', 'libprovider.so')
    expect(await readFile(beside, 'utf8')).toBe('provider')
    expect(await readFile(join(libraries, 'libcudart.so.13'), 'utf8')).toBe('cudart')
    expect(await readdir(libraries)).toEqual(['libcudart.so.13'])
    expect(cudaEnvironment(folders, { LD_LIBRARY_PATH: '/mine' })).toEqual({
      INLAY_RUNTIME: runtime,
      LD_LIBRARY_PATH: `${libraries}:/mine`,
    })
    const inference = createInference({ folders, providers: ['cpu'], threads: 1 })
    try {
      const path = await writeGraph(home, 'identity.onnx', identity('uint8', 1))
      const net = await inference.open({ path, external: [] })
      const x = tensor('uint8', [2], Uint8Array.of(4, 2))
      expect((await net.run({ x }, ['y'], new AbortController().signal)).y).toEqual(x)
    } finally {
      await inference.dispose()
    }
  })

  it('must all be there, and be what it should be', async () => {
    await writeFile(given[1]!, 'something else')
    await expect(install()).rejects.toMatchObject({
      code: 'model_damaged',
      detail: 'Not among the files, or not what they should be: cuda.whl.',
    })
    expect(existsSync(cudaPlaces(folders).folder)).toBe(false)
  })

  it('stays as it was when a new try fails', async () => {
    await install()
    const broken = wheels.map((wheel) => ({ ...wheel, libraries: ['not/in/it.so'] }))
    await expect(install({ wheels: broken })).rejects.toMatchObject({ code: 'model_damaged' })
    expect(existsSync(cudaPlaces(folders).ready)).toBe(true)
    expect(existsSync(`${cudaPlaces(folders).folder}.new`)).toBe(false)
  })

  it('stops when asked to, leaving nothing half done', async () => {
    const stop = new AbortController()
    stop.abort(new Error('enough'))
    await expect(install({ signal: stop.signal })).rejects.toThrow('enough')
    expect(existsSync(cudaPlaces(folders).folder)).toBe(false)
  })

  it('goes away whole', async () => {
    await install()
    expect(await removeCuda(folders)).toBe(true)
    expect(existsSync(join(folders.state, 'gpu'))).toBe(false)
    expect(await removeCuda(folders)).toBe(false)
  })
})

describe('the list of wheels', () => {
  it('is of one host, each file named once, by https and with its hash', () => {
    for (const { url, sha256, name, libraries } of WHEELS) {
      expect(url).toMatch(/^https:\/\/files\.pythonhosted\.org\/packages\/.+\.whl$/)
      expect(url.endsWith(`/${name}`)).toBe(true)
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(libraries.length).toBeGreaterThan(0)
    }
    const libraries = WHEELS.flatMap((wheel) => wheel.libraries)
    expect(new Set(libraries).size).toBe(libraries.length)
  })
})
