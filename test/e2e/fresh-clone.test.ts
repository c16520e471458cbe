/**
 * What a stranger does: clones, starts, starts again; interrupts an install, edits a source.
 *
 * Slow (it installs everything, twice), so it runs where INLAY_FRESH_CLONE=1 says so, as CI does.
 * The clone holds what is committed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FillReport } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findNpm } from '../../companion/setup/npm.mjs'
import { FillOutput } from '../../companion/src/cli/fill/output.ts'
import { useFixedPorts } from '../setup/fixed-ports.ts'
import { type Ended, fixture, repository } from './inlay.ts'

const SLOW = 600_000

let folder: string
let clone: string

/** Of what npm tells its scripts nothing may leak from the npm that runs these tests. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_|^INIT_CWD$|^NODE$|^VITEST|^NODE_ENV$/.test(name),
    ),
  )

const npmStart = (
  args: readonly string[],
  {
    cwd = clone,
    env = {},
    onText = (_: string, __: number): void => {},
  }: {
    readonly cwd?: string
    readonly env?: NodeJS.ProcessEnv
    /** All it has said so far, and its process id. */
    readonly onText?: (text: string, pid: number) => void
  } = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const npm = findNpm()
    if (npm === undefined) return reject(new Error('no npm'))
    const child = spawn(
      process.execPath,
      [npm, '--prefix', clone, 'start', '--silent', '--', ...args],
      // A group of its own, as a terminal gives each job, so that Ctrl-C can be sent to all of it.
      {
        cwd,
        env: { ...cleanEnvironment(), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      },
    )
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      onText(stdout + stderr, child.pid ?? 0)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      onText(stdout + stderr, child.pid ?? 0)
    })
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal, stdout, stderr }))
  })

const fillArgs = (out: string): string[] => [
  ...['fill', fixture('chelsea.png'), '--mask', fixture(join('masks', 'chelsea.png'))],
  ...['--seed', '1', '--out', out, '--json'],
]

const isAsked = process.env.INLAY_FRESH_CLONE === '1'

describe.skipIf(!isAsked)('a fresh clone', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inlay clone '))
    clone = join(folder, 'with spaces & more')
    const cloned = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', repository, clone])
    if (cloned.status !== 0) throw new Error(String(cloned.stderr))
    await mkdir(join(folder, 'elsewhere'))
  }, SLOW)
  afterAll(() => rm(folder, { recursive: true, force: true }), SLOW)

  it(
    'sets itself up on the first start, tells so on stderr, and fills',
    async () => {
      // With NODE_ENV=production npm would leave out the tools that build.
      const run = await npmStart(fillArgs('out.png'), {
        cwd: join(folder, 'elsewhere'),
        env: { NODE_ENV: 'production' },
      })
      expect(run.stderr).toContain('installing')
      expect(run.stderr).toContain('building')
      expect(run.status).toBe(0)
      const { input: _, mask: __, outputs, ...report } = FillOutput.parse(JSON.parse(run.stdout))
      expect(FillReport.parse(report).engine).toBe('patchmatch')
      expect(outputs).toHaveLength(1)
      // A relative path starts where the person typed it, not where npm runs the script.
      const png = await readFile(join(folder, 'elsewhere', 'out.png'))
      expect(png.subarray(1, 4).toString()).toBe('PNG')
    },
    SLOW,
  )

  it('is `npx inlay` from then on, as its own words say', () => {
    const run = spawnSync(join(clone, 'node_modules', '.bin', 'inlay'), ['--version'], {
      encoding: 'utf8',
    })
    expect(run.error).toBeUndefined()
    expect(run.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('needs no set-up the second time, and passes exit codes on', async () => {
    const run = await npmStart(['fill', 'none.png', '--mask', 'none.png', '--out', 'o.png'])
    expect(run.stderr).not.toMatch(/installing|building/)
    expect(run.stderr).toContain('The file cannot be read.')
    expect(run.status).toBe(3)
  })

  it(
    'builds again when a source changed, though two starts come at once',
    async () => {
      const source = join(clone, 'companion', 'src', 'cli', 'main.ts')
      await appendFile(source, '\nprocess.stderr.write("edited\\n")\n')
      const runs = await Promise.all([npmStart(['--version']), npmStart(['--version'])])
      for (const run of runs) {
        expect(run).toMatchObject({ status: 0, stdout: '0.1.0\n' })
        expect(run.stderr).toContain('edited')
      }
      expect(runs.filter(({ stderr }) => stderr.includes('building'))).toHaveLength(1)
    },
    SLOW,
  )

  it(
    'takes an install made by hand for what it is',
    async () => {
      await rm(join(clone, 'node_modules', '.inlay-installed.json'))
      const run = await npmStart(['--version'])
      expect(run.stderr).not.toContain('installing')
      expect(run.status).toBe(0)
    },
    SLOW,
  )

  it(
    'repairs an install that was cut short',
    async () => {
      // npm ci empties node_modules first and writes its hidden lockfile last.
      await rm(join(clone, 'node_modules', '.inlay-installed.json'))
      await rm(join(clone, 'node_modules', '.package-lock.json'))
      await rm(join(clone, 'node_modules', 'sharp'), { recursive: true })
      const run = await npmStart(fillArgs(join(folder, 'again.png')))
      expect(run.stderr).toContain('installing')
      expect(run.status).toBe(0)
    },
    SLOW,
  )

  describe.skipIf(process.platform === 'win32')('when nothing is asked', () => {
    useFixedPorts()

    it(
      'serves until Ctrl-C',
      async () => {
        let stopped = false
        const run = await npmStart([], {
          env: { INLAY_HOME: join(folder, 'home') },
          onText: (text, pid) => {
            if (stopped || !text.includes('listens on')) return
            stopped = true
            process.kill(-pid, 'SIGINT')
          },
        })
        expect(run.stdout).toContain('Inlay listens on http://localhost:431')
        // The companion ends with 0; the shell between npm and it may hand the signal on.
        expect(run.status === 0 || run.signal === 'SIGINT', JSON.stringify(run)).toBe(true)
        expect(await readdir(join(folder, 'home', 'state'))).not.toContain('daemon.json')
      },
      SLOW,
    )
  })
})
