/** What `inlay` says and does when something is wrong: a named error, its exit code, nothing written. */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ERRORS, type ErrorCode, WireError } from '@inlay/shared'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CLI, fixture, inlay } from './inlay.ts'
import { asImage, drawPicture, flatMask } from './pictures.ts'

/** Good and bad inputs, made once. */
let inputs: string
/** A fresh folder for each test's output. */
let folder: string

const given = (name: string): string => join(inputs, name)

beforeAll(async () => {
  inputs = await mkdtemp(join(tmpdir(), 'inlay-bad-'))
  const picture = drawPicture(64, 48, 3)
  await asImage(picture).png().toFile(given('good.png'))
  await asImage(picture).toColourspace('cmyk').jpeg().toFile(given('cmyk.jpg'))
  const white = flatMask(64, 48, 255)
  const half = { ...white, data: white.data.map((_, i) => (i % 64 < 20 ? 255 : 0)) }
  await asImage(half).png().toFile(given('mask.png'))
  await asImage(white).png().toFile(given('white.png'))
  await asImage(flatMask(64, 48, 0))
    .png()
    .toFile(given('black.png'))
  await asImage(flatMask(63, 48, 255))
    .png()
    .toFile(given('narrow.png'))
  await writeFile(given('noise.png'), Buffer.alloc(4096, 'not a picture'))
  await writeFile(given('empty.png'), '')
  await writeFile(
    given('drawing.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"/>',
  )
  await writeFile(given('cut.png'), (await readFile(given('good.png'))).subarray(0, 2000))
  await mkdir(given('folder.png'))
})
afterAll(() => rm(inputs, { recursive: true, force: true }))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-error-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const out = (): string => join(folder, 'out.png')

const fillArgs = (image = 'good.png', mask = 'mask.png', ...options: string[]): string[] => [
  ...['fill', given(image), '--mask', given(mask), '--out', out()],
  ...options,
]

describe('bad input', () => {
  interface Case {
    readonly name: string
    readonly code: ErrorCode
    readonly image?: string
    readonly mask?: string
    readonly options?: readonly string[]
  }

  const CASES: readonly Case[] = [
    { name: 'an image that is not there', code: 'file_unreadable', image: 'none.png' },
    { name: 'a mask that is not there', code: 'file_unreadable', mask: 'none.png' },
    { name: 'an image of no known kind', code: 'image_unreadable', image: 'noise.png' },
    { name: 'an empty image file', code: 'image_unreadable', image: 'empty.png' },
    { name: 'an image cut short', code: 'image_unreadable', image: 'cut.png' },
    { name: 'an SVG', code: 'image_unreadable', image: 'drawing.svg' },
    { name: 'a mask of no known kind', code: 'mask_unreadable', mask: 'noise.png' },
    { name: 'a mask of another size', code: 'mask_size_mismatch', mask: 'narrow.png' },
    { name: 'a mask that selects nothing', code: 'mask_empty', mask: 'black.png' },
    { name: 'a mask that selects everything', code: 'mask_covers_everything', mask: 'white.png' },
    { name: 'CMYK', code: 'colour_mode_unsupported', image: 'cmyk.jpg' },
    { name: 'too many pixels', code: 'image_too_large', options: ['--max-pixels', '3071'] },
  ]

  it.each(CASES)('$name is $code', async ({ code, image, mask, options = [] }) => {
    const person = await inlay(fillArgs(image, mask, ...options))
    expect(person).toMatchObject({ status: 3, stdout: '' })
    expect(person.stderr).toContain(ERRORS[code].message)
    expect(person.stderr).toContain(ERRORS[code].next)
    expect(person.stderr).not.toContain('    at ')

    const program = await inlay(fillArgs(image, mask, '--json', ...options))
    expect(program).toMatchObject({ status: 3, stderr: '' })
    expect(WireError.parse(JSON.parse(program.stdout)).code).toBe(code)
    expect(await readdir(folder)).toEqual([])
  })

  it('CMYK is taken when conversion is asked for', async () => {
    const run = await inlay(fillArgs('cmyk.jpg', 'mask.png', '--convert'))
    expect(run.status).toBe(0)
  })
})

describe('inputs are never overwritten', () => {
  it.each([
    ['the image by another spelling', (image: string) => join(inputs, 'folder.png', '..', image)],
    ['the mask', () => given('mask.png')],
  ])('%s', async (_, target) => {
    const before = await readFile(given('good.png'))
    const run = await inlay([
      ...['fill', given('good.png'), '--mask', given('mask.png'), '--out', target('good.png')],
      ...['--force', '--json'],
    ])
    expect(run.status).toBe(3)
    expect(WireError.parse(JSON.parse(run.stdout)).code).toBe('output_exists')
    expect((await readFile(given('good.png'))).equals(before)).toBe(true)
  })

  it('the image through a link', async () => {
    await symlink(given('good.png'), out())
    const before = await readFile(given('good.png'))
    const run = await inlay(fillArgs('good.png', 'mask.png'))
    expect(run.status).toBe(3)
    expect((await readFile(given('good.png'))).equals(before)).toBe(true)
  })
})

describe('an engine that is not there', () => {
  it.each(['nosuch', 'No Such'])('"%s" ends with 4 and names the choices', async (engine) => {
    const run = await inlay(fillArgs('good.png', 'mask.png', '--engine', engine))
    expect(run.status).toBe(4)
    expect(run.stderr).toContain(ERRORS.engine_unavailable.message)
    expect(run.stderr).toContain('inlay engines')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('usage', () => {
  it.each([
    [['fill', 'a.png', '--bogus'], "unknown option '--bogus'"],
    [['fill', 'a.png', '--seeds', '1'], '--seed?'],
    [['fill'], "missing required argument 'image'"],
    [['fill', 'a.png', '--mask'], "'-m, --mask <file>' argument missing"],
    [['fill', 'a.png', '--out', 'o.png'], 'a file name for --mask'],
    [['fill', 'a.png', '--mask', 'm.png'], 'a file name for --out'],
    [['fill', 'a.png', 'b.png', '--mask', 'm.png', '--out', 'o.png'], 'use --out-dir'],
    [
      ['fill', 'a.png', '--grow', '1.5', '--mask', 'm', '--out', 'o.png'],
      'Expected an integer from 0 to 512 for --grow but received "1.5"',
    ],
    [
      ['fill', 'a.png', '--operation', 'erase', '--mask', 'm', '--out', 'o.png'],
      'Expected one of remove, fill, expand for --operation but received "erase"',
    ],
    [['fill', 'a.png', '--mask', 'm.png', '--out', 'o.gif'], 'for --out but received "o.gif"'],
    [['serve', '--port', '80'], 'Expected one of 43117, 43118, 43119 for --port'],
    [['nosuch'], "unknown command 'nosuch'"],
    [['engines', 'extra'], 'too many arguments'],
    [['settings', 'set'], "missing required argument 'name'"],
    [['settings', 'set', 'engine', 'none'], 'Expected one of auto, patchmatch,'],
    [['models', 'fetch', 'migan'], 'models has no command of that name; it has list, pull,'],
    [['autostart', 'maybe'], 'Expected one of on, off, status for the wish but received "maybe"'],
    [['history', 'save', '3f2a', '--form', 'psd'], '`inlay history save --help`'],
  ])('%j is explained and ends with 2', async (args, words) => {
    const run = await inlay(args, { cwd: folder })
    expect(run).toMatchObject({ status: 2, stdout: '' })
    expect(run.stderr).toContain(words)
    expect(run.stderr).toContain('--help')
    expect(await readdir(folder)).toEqual([])
  })

  it('is one WireError with --json', async () => {
    const run = await inlay(['fill', 'a.png', '--json', '--bogus'])
    expect(run).toMatchObject({ status: 2, stderr: '' })
    expect(WireError.parse(JSON.parse(run.stdout))).toMatchObject({
      code: 'invalid_request',
      detail: "unknown option '--bogus'",
    })
  })

  it('shows help and version on stdout, and help on stderr when nothing was asked', async () => {
    for (const args of [
      ['--help'],
      ['fill', '--help'],
      ['help', 'fill'],
      ['gpu', 'install', '-h'],
    ]) {
      const run = await inlay(args)
      expect(run).toMatchObject({ status: 0, stderr: '' })
      expect(run.stdout).toContain('Usage: inlay')
    }
    for (const args of [['--version'], ['-V']]) {
      expect(await inlay(args)).toMatchObject({ status: 0, stdout: '0.1.0\n', stderr: '' })
    }
    const bare = await inlay([])
    expect(bare).toMatchObject({ status: 2, stdout: '' })
    expect(bare.stderr).toContain('Usage: inlay')
  })
})

describe.skipIf(process.platform === 'win32')('a reader that leaves early', () => {
  it('is no error', async () => {
    const script = `'${process.execPath}' '${CLI}' engines | true; echo "\${PIPESTATUS[0]}"`
    const run = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
    expect(run).toMatchObject({ stdout: '0\n', stderr: '' })
  })
})

describe('what is not ours to keep secret stays out of the way', () => {
  it('a prompt is not repeated in an error', async () => {
    const run = await inlay([
      ...['fill', fixture('chelsea.png'), '--mask', given('mask.png'), '--out', out()],
      ...['--prompt', 'canary-words'],
    ])
    expect(run.status).toBe(3)
    expect(run.stderr + run.stdout).not.toContain('canary-words')
  })
})
