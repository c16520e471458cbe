/** `inlay models` as a person's shell runs it: list, licences, files, own nets, an interrupted fetch. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  answers,
  holds,
  type ModelServer,
  startModelServer,
} from '@inlay/companion/models/testing/model-server.ts'
import { lamaLike, noise, onnxFile } from '@inlay/companion/models/testing/onnx.ts'
import { ModelInfo, ModelList } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, inlay, type RunOptions } from './inlay.ts'

/** MI-GAN's bare generator has no hash in the catalogue: any graph of its shape is taken. */
const GENERATOR = onnxFile({
  inputs: [{ name: 'input', shape: [1, 4, 512, 512] }],
  outputs: [{ name: 'output', shape: [1, 3, 512, 512] }],
})
/** As the catalogue says of MI-GAN's pipeline. */
const MIGAN_BYTES = 28_079_181

let server: ModelServer
let home = ''
beforeAll(async () => {
  server = await startModelServer(noise(1000))
  home = await mkdtemp(join(tmpdir(), 'inlay-cli-models-'))
  await mkdir(join(home, 'given'))
})
afterAll(async () => {
  await server.end()
  await rm(home, { recursive: true, force: true })
})

const models = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
  inlay(['models', ...args], { ...options, env: { INLAY_HOME: home, ...options.env } })

const put = async (name: string, content: Uint8Array | string): Promise<string> => {
  const path = join(home, 'given', name)
  await writeFile(path, content)
  return path
}

const list = async (): Promise<ModelInfo[]> => {
  const { stdout, status } = await models(['--json'])
  expect(status).toBe(0)
  return ModelList.parse(JSON.parse(stdout)).models
}

const stateOf = async (id: string) => (await list()).find((model) => model.id === id)?.state

describe('what there is', () => {
  it('says of each what it is good for, its size, and what it may be used for', async () => {
    const { stdout, stderr, status } = await models([])
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^lama \(LaMa\): not here\n {2}.*208 MB.*\n {2}Apache-2\.0: .+/m)
    expect(stdout).toMatch(/^migan-bare .*given by file/m)
    expect((await models(['list'])).stdout).toBe(stdout)
  })

  it('a licence is asked for before anything is fetched', async () => {
    const { status, stderr } = await models(['pull', 'lama'])
    expect(status).toBe(3)
    expect(stderr).toMatch(/licence has not been accepted[\s\S]*Apache-2\.0[\s\S]*--accept-licence/)
    const { stdout } = await models(['pull', 'lama', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ code: 'model_licence' })
  })

  it('a wrong id is answered with the right ones', async () => {
    const { status, stderr } = await models(['pull', 'lamma'])
    expect(status).toBe(3)
    expect(stderr).toMatch(/There are: .*lama/)
  })
})

describe('without the internet', () => {
  it('takes files in, checks them later, removes them', async () => {
    const path = await put('generator.onnx', GENERATOR)
    const pulled = await models(['pull', 'migan-bare', '--from', path, '--accept-licence'])
    expect([pulled.status, pulled.stdout]).toEqual([0, 'MI-GAN, bare generator is here.\n'])
    expect(await stateOf('migan-bare')).toBe('installed')
    expect((await models(['verify'])).stdout).toBe('migan-bare: as it was.\n')

    const folder = join(home, 'state', 'models', 'files')
    const [key = ''] = await readdir(folder)
    const stored = join(folder, key, 'migan_generator.onnx')
    const bytes = await readFile(stored)
    bytes[20] = (bytes[20] ?? 0) ^ 1
    await writeFile(stored, bytes)
    const damaged = await models(['verify', 'migan-bare', '--json'])
    expect(damaged.status).toBe(3)
    expect(JSON.parse(damaged.stdout)).toMatchObject({
      models: [{ id: 'migan-bare', ok: false, problem: expect.stringContaining('SHA-256') }],
    })
    expect((await models(['remove', 'migan-bare'])).status).toBe(0)
    expect(await stateOf('migan-bare')).toBe('absent')
    expect((await models(['remove', 'migan-bare'])).stderr).toMatch(/not on this machine/)
  })

  it('refuses what is another file, by its hash', async () => {
    const path = await put('lama_fp32.onnx', lamaLike())
    const { status, stderr } = await models(['pull', 'lama', '--from', path, '--accept-licence'])
    expect(status).toBe(3)
    expect(stderr).toMatch(/Expected SHA-256 1faef5301d78/)
  })
})

describe('bring your own', () => {
  it('shows what a graph has, takes it with its contract, and gives it back', async () => {
    const path = await put('My Net.onnx', lamaLike(400))
    const inspected = await models(['inspect', path])
    expect(inspected.stdout).toMatch(/takes "image": float32 \[1, 3, 512, 512\]/)
    expect(inspected.stdout).toMatch(/fits the contract of: lama\b/)

    const contract = {
      task: 'inpaint',
      image: { input: 'image' },
      mask: { input: 'mask' },
      output: { output: 'output' },
      size: { width: 512, height: 512 },
    }
    const good = await put('contract.json', JSON.stringify(contract))
    const added = await models(['add', path, '--contract', good, '--licence', 'MIT', '--json'])
    expect(added.status).toBe(0)
    expect(ModelInfo.parse(JSON.parse(added.stdout))).toMatchObject({
      id: 'my-net',
      source: 'own',
      licence: { name: 'MIT' },
    })
    const engines = JSON.parse(
      (await inlay(['engines', '--json'], { env: { INLAY_HOME: home } })).stdout,
    )
    expect(engines.engines.map(({ id }: { id: string }) => id)).toContain('my-net')
    expect((await models(['remove', 'my-net'])).status).toBe(0)
  })

  it('says what the graph has and what was expected when the contract is wrong', async () => {
    const path = await put('net.onnx', lamaLike(400))
    const wrong = await models(['add', path, '--contract', 'migan-bare'])
    expect(wrong.status).toBe(3)
    expect(wrong.stderr).toMatch(/Expected one of the graph’s inputs \("image", "mask"\).*"input"/)
    const bad = await put('bad.json', '{"task": "inpaint", "image": {"input": 5}}')
    const refused = await models(['add', path, '--contract', bad])
    expect([refused.status, refused.stderr]).toMatchObject([
      2,
      expect.stringMatching(/Expected a text for image.input but received 5/),
    ])
  })

  it('refuses pickles whatever they are called', async () => {
    const pickle = Buffer.from('\x80\x02}q\x00.', 'latin1')
    for (const name of ['model.pt', 'model.onnx']) {
      const { status, stderr } = await models([
        'add',
        await put(name, pickle),
        '--contract',
        'lama',
      ])
      expect([name, status]).toEqual([name, 3])
      expect(stderr).toMatch(/not taken as a model/)
    }
  })
})

describe('fetching', () => {
  beforeAll(async () => {
    expect((await models(['settings', '--mirror', server.address])).status).toBe(0)
    server.serve(Buffer.alloc(MIGAN_BYTES))
  })

  it('is interrupted by Ctrl-C, keeps what came, and goes on from there', async () => {
    server.queue(holds(Buffer.alloc(MIGAN_BYTES), 1_000_000))
    const pull = await models(['pull', 'migan', '--accept-licence'], {
      onStart: whenThere(1_000_000, 'SIGINT'),
    })
    expect(pull.status).toBe(130)
    expect(pull.stderr).toMatch(/what came is kept/)
    expect(await stateOf('migan')).toBe('partial')

    const before = server.asked.length
    const again = await models(['pull', 'migan'])
    expect(server.asked[before]).toMatchObject({
      range: 'bytes=1000000-',
      path: '/andraniksargsyan/migan/resolve/406830d0fa60666da0071c342ad2fbc8f30c5c64/migan_pipeline_v2.onnx',
    })
    // The server's bytes are zeros: fetched whole once more, then refused.
    expect(again.status).toBe(3)
    expect(again.stderr).toMatch(/Expected SHA-256 6f1f3530a1a2/)
    expect(await stateOf('migan')).toBe('absent')
  })

  it('goes on after its process was killed, without waiting for the dead', async () => {
    server.queue(holds(Buffer.alloc(MIGAN_BYTES), 500_000))
    const killed = await models(['pull', 'migan', '--accept-licence'], {
      onStart: whenThere(500_000, 'SIGKILL'),
    })
    expect(killed.signal).toBe('SIGKILL')
    const before = server.asked.length
    server.queue(answers(404))
    const again = await models(['pull', 'migan'])
    expect(server.asked[before]).toMatchObject({ range: 'bytes=500000-' })
    expect(again.stderr).not.toMatch(/Another Inlay/)
    expect((await models(['remove', 'migan'])).status).toBe(0)
    expect(await stateOf('migan')).toBe('absent')
  })

  it('ends by name when the mirror does not have it', async () => {
    server.queue(answers(404))
    const { status, stderr } = await models(['pull', 'migan', '--quiet', '--accept-licence'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/The server answers 404/)
  })

  it('takes no mirror that anybody on the way could stand in for', async () => {
    const { status, stderr } = await models(['settings', '--mirror', 'http://mirror.example'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/Expected an https address/)
  })
})

/** Signals a pull once so many bytes are on disk. */
const whenThere =
  (bytes: number, signal: NodeJS.Signals): NonNullable<RunOptions['onStart']> =>
  (child) => {
    const look = async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return
      if ((await partOf()) >= bytes) child.kill(signal)
      else setTimeout(look, 50)
    }
    void look()
  }

const partOf = async (): Promise<number> => {
  const folder = join(home, 'state', 'models', 'partial')
  const names = await readdir(folder).catch((): string[] => [])
  const part = names.find((name) => name.endsWith('.part'))
  return part === undefined ? 0 : (await stat(join(folder, part))).size
}

describe('settings', () => {
  it('moves the folder, keeps the rest, and takes it back', async () => {
    const chosen = join(home, 'elsewhere')
    await models(['settings', '--mirror', server.address])
    const set = await models(['settings', '--folder', chosen, '--json'])
    expect(JSON.parse(set.stdout)).toEqual({
      folder: join(chosen, 'inlay-models'),
      mirror: `${server.address}/`,
    })
    const path = await put('generator.onnx', GENERATOR)
    await models(['pull', 'migan-bare', '--from', path, '--accept-licence'])
    expect(await readdir(join(chosen, 'inlay-models', 'records'))).toEqual(['migan-bare.json'])
    const back = await models(['settings', '--folder', 'default', '--mirror', 'none'])
    expect(back.stdout).toMatch(/come from their publishers/)
    expect(await stateOf('migan-bare')).toBe('absent')
    const env = { INLAY_HOME: home, INLAY_MODELS: chosen }
    const seen = await inlay(['models', '--json'], { env })
    expect(
      ModelList.parse(JSON.parse(seen.stdout)).models.find(({ id }) => id === 'migan-bare')?.state,
    ).toBe('installed')
  })
})
