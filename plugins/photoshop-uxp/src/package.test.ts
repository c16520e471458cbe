/** What Creative Cloud installs: a zip that holds what the manifest and the page name, and no more. */
import { beforeAll, describe, expect, it } from 'vitest'
import { fromBuffer, type ZipFile } from 'yauzl'
import { Realm } from '../../../test/hosts/photoshop/realm.ts'
import { cssFaults, htmlFaults } from '../../../test/hosts/photoshop/uxp-lint.ts'
import { bundle, pack } from '../build.mjs'
import { manifestFor } from './manifest.ts'
import { manifestFaults } from './manifest-rules.ts'
import { documentOf, edges, openDesk, softSelection } from './testing/desk.ts'

let files: Readonly<Record<string, Buffer>>
let ccx: Buffer

beforeAll(async () => {
  files = await bundle()
  ccx = await pack(files)
})

/** Name -> contents, as another program unpacks it. */
const unpacked = async (bytes: Buffer): Promise<Map<string, Buffer>> => {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, opened) =>
      error === null ? resolve(opened) : reject(error),
    )
  })
  const found = new Map<string, Buffer>()
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error)
        const pieces: Buffer[] = []
        stream.on('data', (piece: Buffer) => pieces.push(piece))
        stream.on('end', () => {
          found.set(entry.fileName, Buffer.concat(pieces))
          zip.readEntry()
        })
      })
    })
    zip.readEntry()
  })
  return found
}

const text = (name: string): string => files[name]?.toString() ?? ''

describe('the package', () => {
  it('is a zip of what was built, the same each time', async () => {
    const found = await unpacked(ccx)
    expect([...found.keys()].sort()).toEqual(Object.keys(files).sort())
    for (const [name, contents] of found)
      expect(contents.equals(files[name] ?? Buffer.of())).toBe(true)
    expect((await pack(files)).equals(ccx)).toBe(true)
  })

  it('holds every file that is named somewhere, and no other', () => {
    const manifest = JSON.parse(text('manifest.json'))
    expect(manifestFaults(manifest)).toEqual([])
    const { icons, entrypoints, main } = manifestFor('x')
    const all = [...icons, ...entrypoints.flatMap((entry) => ('icons' in entry ? entry.icons : []))]
    const drawn = all.flatMap(({ path }) => [path, path.replace('.png', '@2x.png')])
    const page = [...text('index.html').matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path)
    const named = ['manifest.json', main, ...drawn, ...page]
    expect(Object.keys(files).sort()).toEqual([...new Set(named)].sort())
  })

  it('has icons of the size that the manifest says', () => {
    const { icons, entrypoints } = manifestFor('x')
    const all = [...icons, ...entrypoints.flatMap((entry) => ('icons' in entry ? entry.icons : []))]
    for (const { path, width, height } of all) {
      for (const [suffix, scale] of [
        ['.png', 1],
        ['@2x.png', 2],
      ] as const) {
        const png = files[path.replace('.png', suffix)]
        expect([png?.readUInt32BE(16), png?.readUInt32BE(20)]).toEqual([
          width * scale,
          height * scale,
        ])
      }
    }
  })

  it('fits UXP as it was built: page and style', () => {
    expect(htmlFaults(text('index.html'))).toEqual([])
    expect(cssFaults(text('style.css'))).toEqual([])
    for (const name of ['entry.js', 'main.js']) expect(text(name)).not.toContain('sourceMappingURL')
  })

  it.each([
    ['en_US', 'The companion does not answer. Start it; you need do nothing else.', 'Plugins >'],
    ['de_DE', 'Der Companion antwortet nicht. Starten Sie ihn', 'Zusatzmodule >'],
    ['ja_JP', 'コンパニオンが応答しません。', '「プラグイン」'],
    // One that is not spoken here, and a version that does not tell.
    ['ko_KR', 'The companion does not answer. Start it', 'Plugins >'],
    [null, 'The companion does not answer. Start it', 'Plugins >'],
  ])('runs a command as it was built, with no page at all, in %s', async (uiLocale, away, menu) => {
    const document = documentOf({ selection: softSelection(edges(20, 15, 40, 30)) })
    const before = document.state
    const { double } = openDesk([document])
    const commands: Record<string, { run(): void }> = {}
    const secureStorage = {
      getItem: async () => new Uint8Array(),
      setItem: async () => {},
      removeItem: async () => {},
    }
    const realm = new Realm({
      photoshop: { default: double.module, ...double.module },
      uxp: {
        entrypoints: {
          setup: (given: { commands: typeof commands }) => Object.assign(commands, given.commands),
        },
        storage: { secureStorage },
      },
      gate: double.gate,
      // Nothing is listed, so that no companion of this machine answers.
      domains: [],
      uiLocale,
    })
    realm.run(text('entry.js'))
    // Asked before the panel's code is there.
    commands.remove?.run()
    realm.run(text('main.js'))
    await expect.poll(() => double.alerts).toEqual([expect.stringContaining(away)])
    commands.fill?.run()
    await expect.poll(() => double.alerts[1]).toContain(menu)
    expect(document.state).toBe(before)
    expect(double.gate.offences).toEqual([])
  })
})
