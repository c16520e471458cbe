/** The plugin as Figma starts it: menu, quick actions, relaunch, memory, and what it may not use. */
import { afterEach, describe, expect, it } from 'vitest'
import { bundle } from '../../../plugins/figma/build.mjs'
import { manifestFaults } from '../../../plugins/figma/src/manifest-rules.ts'
import { PIECE } from '../../../plugins/figma/src/wire.ts'
import type { NodeInput } from './double/data.ts'
import { createFigmaHost } from './host.ts'
import { createPanel, type Panel } from './panel.ts'
import { toPng, waves } from './pictures.ts'

let panel: Panel | undefined

afterEach(() => {
  panel?.host.close()
  panel = undefined
})

const picture: NodeInput = {
  type: 'RECTANGLE',
  id: 'p',
  width: 80,
  height: 60,
  fills: [{ type: 'IMAGE', imageHash: 'photo', scaleMode: 'FILL' }],
}

const open = async (
  images: Record<string, Uint8Array> = {},
  storage = new Map<string, string>(),
) => {
  panel = await createPanel({
    document: { pages: [{ children: [picture] }] },
    images: { photo: await waves(40, 30), ...images },
    storage,
  })
  return panel
}

const last = (event: string): unknown =>
  panel?.host.told.filter((told) => told.event === event).at(-1)?.value

describe('the plugin', () => {
  it('opens its window from the menu', async () => {
    const { start } = await open()
    expect(await start()).toMatchObject({ command: 'open', quick: false, parameters: {} })
    expect(last('showUI')).toMatchObject({
      options: { visible: true, title: 'Inlay', themeColors: true },
    })
  })

  it('asks in its window only what is not said', async () => {
    const { start } = await open()
    const cases: [string, Record<string, string> | undefined, boolean][] = [
      ['remove', undefined, true],
      ['fill', { prompt: ' a red boat ' }, true],
      ['fill', undefined, false],
      ['fill', { prompt: '  ' }, false],
      ['expand', { shape: '16:9' }, true],
      ['expand', undefined, false],
      ['variations', undefined, false],
    ]
    for (const [command, parameters, quick] of cases) {
      const started = await start(command, parameters)
      expect(started).toMatchObject({ command, quick })
      expect(last('showUI')).toMatchObject({ options: { visible: !quick } })
      const given = Object.values(parameters ?? {}).map((text) => text.trim())
      expect(Object.values(started.parameters)).toEqual(given.filter((text) => text !== ''))
    }
    // Started in a way that is not known.
    expect(await start('')).toMatchObject({ command: 'open', quick: false })
  })

  it('proposes shapes while one is typed, and no prompts', async () => {
    const { host } = await open()
    expect(host.suggest('shape', '')).toContain('16:9')
    // What was typed first, where it is one: a parameter of this kind takes what is in its list.
    expect(host.suggest('shape', '1')).toEqual(['1', '1:1', '16:9', '10%'])
    expect(host.suggest('shape', ' 21 : 9 ')).toEqual(['21 : 9'])
    expect(host.suggest('shape', 'wide')).toEqual({
      error: expect.stringContaining('such as 16:9'),
    })
    expect(host.suggest('prompt', 'a')).toEqual([])
    // Before there is a window, in the language that it had last.
    const kept = JSON.stringify({ choice: null, last: 'de' })
    const german = await open({}, new Map([['language', kept]]))
    await expect
      .poll(() => german.host.suggest('shape', 'breit'))
      .toEqual({ error: expect.stringContaining('Format wie 16:9') })
  })

  it('leads from the notice of a quick action to its window', async () => {
    const { start, say, host, next } = await open()
    await start('remove')
    await say({ type: 'notify', text: 'At work.', error: false, show: 'Show' })
    await expect
      .poll(() => last('notify'))
      .toEqual({
        message: 'At work.',
        error: false,
        button: 'Show',
        timeout: null,
      })
    const shown = next('shown')
    host.pressNotice()
    expect(await shown).toEqual({ type: 'shown' })
    expect(host.told.map(({ event }) => event)).toEqual(['showUI', 'notify', 'show'])
    // It is gone with that: nobody can press it again.
    host.pressNotice()
    expect(host.told).toHaveLength(3)
  })

  it('shows its window when a quick action needs somebody, tells, and closes', async () => {
    const { start, say, host } = await open()
    await start('remove')
    await say({ type: 'show' })
    await say({ type: 'resize', width: 20, height: 300 })
    await say({ type: 'notify', text: 'Removed.', error: false })
    await say({ type: 'openUrl', url: 'https://example.com' })
    await say({ type: 'reveal', nodeId: 'p' })
    await say({ type: 'close', text: 'Done.' })
    await expect.poll(() => last('close')).toEqual({ message: 'Done.' })
    expect(host.told.map(({ event }) => event)).toEqual([
      'showUI',
      'show',
      'resize',
      'notify',
      'openExternal',
      'view',
      'close',
    ])
    expect(last('resize')).toEqual({ width: 70, height: 300 })
    expect(host.errors).toEqual([])
  })

  it('remembers across sessions, and forgets when told', async () => {
    const storage = new Map<string, string>()
    const first = await open({}, storage)
    expect((await first.start()).stored).toEqual({})
    const credentials = { token: 'A'.repeat(43), deviceId: 'd' }
    expect(
      await first.ask({ type: 'store', key: 'credentials', value: credentials }),
    ).toMatchObject({
      type: 'stored',
    })
    await first.ask({ type: 'store', key: 'jobs', value: [{ id: '1' }] })
    first.host.close()
    const second = await open({}, storage)
    expect((await second.start()).stored).toEqual({ credentials, jobs: [{ id: '1' }] })
    await second.ask({ type: 'store', key: 'credentials', value: null })
    expect([...storage.keys()]).toEqual(['jobs'])
  })

  it('says when Figma keeps nothing', async () => {
    const { start, ask } = await open()
    await start()
    const answer = await ask({ type: 'store', key: 'settings', value: 'x'.repeat(5_000_001) })
    expect(answer).toMatchObject({ type: 'refused', code: 'not_stored' })
  })

  it('sends large pictures in pieces, so that no message stops the editor', async () => {
    // Noise does not compress.
    const photo = await toPng(1000, 700, (x, y) => {
      const noise = Math.imul(x * 7919 + y * 104_729, 2_654_435_761) >>> 8
      return [noise & 255, (noise >> 8) & 255, (noise >> 16) & 255, 255]
    })
    expect(photo.length).toBeGreaterThan(2 * PIECE)
    const { start, host, capture } = await open({ photo })
    await start()
    const sizes: number[] = []
    host.onToUi((value) => sizes.push(bytesIn(value)))
    const { image } = await capture('p')
    expect(Buffer.compare(image, photo)).toBe(0)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(PIECE)
  })

  it('answers nothing but messages, and loses none after a bad one', async () => {
    const { start, host } = await open()
    await start()
    host.fromUi({ type: 'eval', code: '1' })
    expect(host.errors).toHaveLength(1)
    expect(host.errors[0]).toContain('type')
    expect(await start()).toMatchObject({ type: 'start' })
  })
})

const bytesIn = (value: unknown): number => {
  if (value instanceof Uint8Array) return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, one) => sum + bytesIn(one), 0)
}

describe('the double bites', () => {
  const CASES = [
    [`figma.getNodeById('p')`, 'getNodeByIdAsync'],
    [`figma.currentPage = figma.root.children[1]`, 'setCurrentPageAsync'],
    [`figma.root.children[1].children`, 'explicitly loaded'],
    [`(await figma.getNodeByIdAsync('i')).mainComponent`, 'getMainComponentAsync'],
    [`(await figma.getNodeByIdAsync('i')).appendChild(figma.createRectangle())`, 'is an instance'],
    [`(await figma.getNodeByIdAsync('p')).remove()`, 'not allowed'],
    [`(await figma.getNodeByIdAsync('f')).insertChild(1, figma.createRectangle())`, 'Index'],
    [`const r = figma.createRectangle(); r.relativeTransform = [[2, 0, 0], [0, 1, 0]]`, 'length 1'],
    [`const r = figma.createRectangle(); r.layoutPositioning = 'ABSOLUTE'`, 'layoutMode'],
    [`const r = figma.createRectangle(); r.setRelaunchData({ other: '' })`, 'manifest'],
    [`const r = figma.createRectangle(); r.setPluginData('a', 'x'.repeat(100001))`, '100kB'],
    [`figma.createRectangle().fills = [{ type: 'IMAGE', imageHash: 'x' }]`, 'failed validation'],
    [`figma.createRectangle().width = 5`, 'no setter'],
    [
      `await (await figma.getNodeByIdAsync('f')).exportAsync({ format: 'PNG' })`,
      'string Failed to export node',
    ],
    [`figma.createImage(new Uint8Array([1, 2, 3]))`, 'type is unsupported'],
    [`figma.ui.postMessage(1)`, 'No UI'],
    [
      `figma.showUI(''); figma.ui.postMessage(new ArrayBuffer(1))`,
      'Cannot serialise a ArrayBuffer',
    ],
    [`figma.showUI(''); figma.ui.postMessage({ a: () => 1 })`, 'Cannot serialise a function'],
    [`figma.createSticky()`, 'not a function'],
    [`new TextEncoder()`, 'TextEncoder'],
    [`window.parent`, 'window'],
    [`await fetch('http://localhost')`, 'fetch'],
    [`eval('1')`, 'eval is forbidden'],
    [`new Function('return 1')()`, 'Function is forbidden'],
  ] as const

  /** What each piece of code throws, by one start of a plugin that holds them all. */
  const runAll = async (codes: readonly string[]): Promise<string[][]> => {
    const functions = codes.map((code) => `async () => { ${code} }`)
    const host = await createFigmaHost({
      document: {
        pages: [
          {
            children: [
              { type: 'INSTANCE', id: 'i', children: [picture] },
              { type: 'FRAME', id: 'f' },
            ],
          },
          { id: '0:2', children: [] },
        ],
      },
      script: `const cases = [${functions.join(',')}]
        figma.on('run', async ({ command }) => {
          try { await cases[Number(command)]() } catch (error) {
            figma.notify(typeof error + ' ' + (error.message || error))
          }
        })`,
    })
    const told: string[][] = []
    for (const i of codes.keys()) {
      const before = [host.told.length, host.errors.length]
      host.run(String(i))
      told.push([
        ...host.told.slice(before[0]).map(({ value }) => JSON.stringify(value)),
        ...host.errors.slice(before[1]),
      ])
    }
    host.close()
    return told
  }

  it('on whatever Figma refuses', async () => {
    const told = await runAll(CASES.map(([code]) => code))
    for (const [i, [code, words]] of CASES.entries()) {
      expect(told[i]?.join('\n'), code).toContain(words)
    }
  })

  it('not on what is allowed', async () => {
    const [told] = await runAll([
      `
      const frame = figma.createFrame()
      frame.insertChild(0, figma.createRectangle())
      frame.relativeTransform = [[0, -1, 5], [1, 0, 6]]
      figma.notify(String([frame.absoluteTransform, figma.currentPage.children.length]))`,
    ])
    expect(told).toEqual([JSON.stringify({ message: '0,-1,5,1,0,6,3', error: false })])
  })
})

describe('what is loaded by "Import plugin from manifest"', () => {
  it('is three files that name each other, and nothing elsewhere', async () => {
    const files = await bundle()
    const manifest: unknown = JSON.parse(files['manifest.json'])
    expect(manifestFaults(manifest)).toEqual([])
    expect(manifest).toMatchObject({ main: 'main.js', ui: 'ui.html' })
    expect(Object.keys(files).sort()).toEqual(['main.js', 'manifest.json', 'ui.html'])
    expect(files['main.js'].length).toBeLessThan(250_000)
    expect(files['main.js']).not.toMatch(/\bimport\(|\brequire\(/)
    // The window is a `data:` document: whatever it would load has no address to come from.
    const tags = files['ui.html'].replaceAll(/<script>[\s\S]*?<\/script>/g, '')
    expect(tags).not.toMatch(/<(?:script|link|img|iframe)[^>]*(?:src|href)=/i)
    expect(tags).not.toMatch(/@import|url\((?!["']?data:)/i)
  })
})
