/**
 * The companion's page in Firefox and in WebKit, Safari's engine, by real pointers and keys: signed
 * in, painted on, filled, saved, every section; and what these two lack or do differently. About four
 * minutes. `apt-get install firefox-esr webkit2gtk-driver`; `INLAY_SCREENSHOTS=FOLDER` keeps pictures.
 *
 * Not to be tried so: a folder chosen in a dialog, and in WebKit a picture pasted (GTK's clipboard
 * gives pages none).
 */
import type { ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, pair } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ended, startScreen } from '../desktop/desktop.ts'
import { type RunningCompanion, startCompanion } from '../hosts/companion.ts'
import { randomBytes } from '../hosts/fetches.ts'
import { fixture } from '../hosts/page.ts'
import { keptLine } from '../hosts/playground.ts'
import { tooWide } from '../hosts/too-wide.ts'
import { findPart } from '../setup/system-parts.mjs'
import { type Driver, driverOf, type Look, type Start } from './browsers/driver.ts'
import { startFirefox } from './browsers/firefox.ts'
import { KEYS, type Person, personAt } from './browsers/person.ts'
import { startWebkit, webkitParts } from './browsers/webkit.ts'

const screen = findPart('xvfb')
const pictures = process.env.INLAY_SCREENSHOTS

const BROWSERS: readonly (readonly [string, boolean, Start])[] = [
  ['Firefox', findPart('firefox') !== undefined, startFirefox],
  ['WebKit', webkitParts() !== undefined, startWebkit],
]
const SECTIONS = [
  'edit',
  'batch',
  'fills',
  'devices',
  'models',
  'engines',
  'settings',
  'logs',
  'plugins',
]
const SIZE = { width: 300, height: 200 }

/** 16 bits, see-through in places, with a profile: what a canvas would not give back. */
const deepPicture = (): Promise<Buffer> => {
  const values = Uint16Array.from({ length: SIZE.width * SIZE.height * 4 }, (_, i) => {
    const [x, y] = [(i >> 2) % SIZE.width, Math.floor((i >> 2) / SIZE.width)]
    return (i & 3) === 3 ? 40_000 + x * 80 : 9000 + x * 100 + y * 120 + ((x * 7 + y * 13) % 257)
  })
  return sharp(values, { raw: { ...SIZE, channels: 4 } })
    .withIccProfile('p3')
    .toColourspace('rgb16')
    .png()
    .toBuffer()
}
const valuesOf = async (file: Uint8Array): Promise<Uint16Array> => {
  const raw = await sharp(file).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer()
  return new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2)
}

describe.each(BROWSERS)('the page in %s', (name, isThere, start) => {
  const isLeftOut = !isThere || screen === undefined
  if (isLeftOut) console.warn(`SKIPPED: no ${name} or Xvfb, so nobody looked at the page in it.`)

  describe.skipIf(isLeftOut)('by pointer and keys', () => {
    let folder: string
    let home: string
    let xvfb: ChildProcess | undefined
    let display: string
    let companion: RunningCompanion
    let browser: Driver
    let person: Person

    const open = async (look: Partial<Look> = {}): Promise<void> => {
      home = await mkdtemp(join(folder, 'browser-'))
      const whole: Look = { width: 1280, height: 800, scale: 1, scheme: 'light', ...look }
      browser = driverOf(await start(home, display, whole))
      person = personAt(browser)
      console.info(`${name} ${browser.version}`)
    }
    const base = (): string => `http://localhost:${companion.port}`
    const client = () =>
      createClient<AbortSignal>({
        ...{ baseUrl: base(), token: companion.token, randomBytes },
        fetch: (url, init) => fetch(url, init),
      })
    /** A page of its own for each test, nothing of the one before on it. */
    const signIn = async (at: string): Promise<void> => {
      await browser.go('about:blank')
      await browser.go(`${base()}/#code=${companion.pageCode()}&at=${at}`)
      await person.seen('Sign out')
      await expect.poll(() => person.count('main[aria-busy="false"]')).toBe(1)
    }
    const startEditing = async (file: string, bytes: Uint8Array, size: string): Promise<void> => {
      // Elsewhere than where the line before is fetched again, and kept again.
      await signIn('logs')
      await browser.run(z.null(), () => {
        localStorage.clear()
        return null
      })
      await goTo('edit')
      await person.seen('Open a picture')
      await writeFile(join(folder, file), bytes)
      await browser.type('input[type=file]', join(folder, file))
      await person.seen(size)
    }
    const run = async (steps: number): Promise<void> => {
      await person.press('button.edit-run')
      await expect.poll(() => person.count('.edit-step')).toBe(steps + 1)
    }
    const Kept = z.object({ at: z.number(), steps: z.array(z.object({ id: z.string() })) })
    const kept = () => browser.run(Kept, keptLine)
    const saved = async (file: string): Promise<Uint8Array> => {
      const path = join(home, 'Downloads', file)
      await expect.poll(() => readdir(join(home, 'Downloads'))).toContain(file)
      // Its name is there before its last byte is.
      await expect
        .poll(() =>
          sharp(path)
            .stats()
            .then(
              () => 'whole',
              () => 'not yet',
            ),
        )
        .toBe('whole')
      return readFile(path)
    }
    const shot = async (what: string): Promise<void> => {
      if (pictures === undefined) return
      await writeFile(join(pictures, `${name}-${what}.png`), await browser.picture())
    }
    const goTo = async (section: string): Promise<void> => {
      await browser.run(
        z.unknown(),
        (hash: string) => {
          location.hash = hash
        },
        `#/${section}`,
      )
      const isThere = () => person.count(`main[aria-busy="false"] h1`)
      await expect.poll(isThere).toBe(1)
      await expect.poll(() => person.count(`a[href="#/${section}"][aria-current]`)).toBe(1)
    }
    const overflow = () => browser.run(z.array(z.string()), tooWide)

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'inlay-browsers-'))
      if (pictures !== undefined) await mkdir(pictures, { recursive: true })
      companion = await startCompanion()
      ;({ child: xvfb, display } = await startScreen(screen ?? '', '2700x2000'))
      await open()
    }, 120_000)
    afterAll(async () => {
      await browser?.close()
      await ended(xvfb)
      await companion?.close()
      await rm(folder, { recursive: true, force: true })
    }, 60_000)

    it('is signed in by its address, once, and stays so when it is loaded again', async () => {
      const code = companion.pageCode()
      await browser.go(`${base()}/#code=${code}&at=edit`)
      await person.seen('Open a picture')
      await browser.reload()
      await person.seen('Open a picture')
      expect(await browser.run(z.string(), () => document.cookie)).toBe('')
      await person.button('Sign out')
      await person.seen('Open this page from Inlay itself')
      await browser.go('about:blank')
      await browser.go(`${base()}/#code=${code}`)
      await person.seen('was used already')
    })

    it('removes what is painted over, compares, goes back, saves what was not masked as it was', async () => {
      const before = await deepPicture()
      await startEditing('deep.png', before, '300 × 200')
      await person.press('button', 'Brush')
      await person.frame(0.4, 0.4, 0.55, 0.5)
      await expect.poll(() => person.count('button.edit-run:enabled')).toBe(1)
      await shot('painted')
      await run(1)
      await shot('removed')

      await person.button('Compare')
      const split = (): Promise<number> =>
        browser.run(z.number(), () =>
          Number(document.querySelector('.edit-divider')?.getAttribute('aria-valuenow')),
        )
      const line = await person.boxOf('.edit-divider')
      const [x, y] = [line.x + 16, line.y + 120]
      await browser.drag([
        { x, y },
        { x: x - 50, y },
        { x: x - 120, y },
      ])
      await expect.poll(split).toBeLessThan(48)
      await shot('compared')
      await browser.keys(KEYS.Escape)
      await expect.poll(() => person.count('.edit-divider')).toBe(0)

      await browser.keys(KEYS.Control, 'z')
      await expect.poll(async () => (await kept()).at).toBe(0)
      await browser.keys(KEYS.Control, KEYS.Shift, 'z')
      await expect.poll(async () => (await kept()).at).toBe(1)

      await person.button('Save')
      await shot('saving')
      await person.press('.edit-kinds label', 'PNG')
      await person.button('Save the file')
      const after = await saved('deep-inlay.png')
      const { depth, icc } = await sharp(after).metadata()
      expect(depth).toBe('ushort')
      expect(icc?.length).toBeGreaterThan(100)
      const [step] = (await kept()).steps
      const mask = await sharp(await client().input(step?.id ?? '', 'mask'))
        .toColourspace('b-w')
        .raw()
        .toBuffer()
      const [then, now] = [await valuesOf(before), await valuesOf(after)]
      expect(now).toHaveLength(then.length)
      const outside = then.filter((value, i) => mask[i >> 2] === 0 && value !== now[i])
      expect(outside).toHaveLength(0)
      const inside = then.filter((value, i) => value !== now[i])
      expect(inside.length).toBeGreaterThan(1000)

      // The mask comes back to the value, whatever the browser makes of canvases.
      await person.button('Repeat…')
      await person.seen('Repeating edit 1')
      await person.press('button.edit-run')
      await expect.poll(async () => (await kept()).steps[0]?.id).not.toBe(step?.id)
      const again = (await kept()).steps[0]?.id ?? ''
      expect(await client().input(again, 'mask')).toEqual(
        await client().input(step?.id ?? '', 'mask'),
      )
    })

    it('copies what one sees, and takes a picture that is pasted', async () => {
      await startEditing('cat.png', await fixture('chelsea.png'), '451 × 300')
      await person.press('button', 'Rectangle')
      await person.frame(0.4, 0.4, 0.5, 0.5)
      await run(1)
      await person.button('Copy')
      await person.seen('Copied')
      if (name === 'WebKit') return
      await person.button('Close the picture')
      await person.seen('Open a picture')
      await browser.keys(KEYS.Control, 'v')
      await person.seen('pasted-')
      await person.seen('451 × 300')
    })

    it('expands', async () => {
      await startEditing('wide.png', await fixture('chelsea.png'), '451 × 300')
      await person.press('label.edit-operation', 'Expand')
      await shot('expand')
      const edge = await person.boxOf('.stage-edge.across')
      const [x, y] = [edge.x + edge.width / 2, edge.y + edge.height / 2]
      await browser.drag([
        { x, y },
        { x: x - 20, y },
        { x: x - 40, y },
      ])
      await shot('expand-dragged')
      await run(1)
      const [step] = (await kept()).steps
      const { expansion } = (await client().status(step?.id ?? '')).report ?? {}
      expect(Math.max(0, ...Object.values(expansion ?? {}))).toBeGreaterThan(10)
      await shot('expanded')
    })

    it('opens every kind it offers, upright', async () => {
      const cat = sharp(await fixture('chelsea.png'))
      const turned = cat.clone().withMetadata({ orientation: 6 })
      const files = {
        'a.jpg': turned.clone().jpeg(),
        'b.png': turned.clone().png(),
        'c.webp': turned.clone().webp(),
        'd.tif': turned.clone().tiff(),
        'e.avif': turned.clone().avif({ effort: 0 }),
      }
      for (const [file, made] of Object.entries(files)) {
        await startEditing(file, await made.toBuffer(), file)
        expect([file, await person.text('.edit-top')]).toEqual([
          file,
          expect.stringContaining('300 × 451'),
        ])
      }
      await shot('upright')
    })

    it('fills a batch of two, each with its mask, and hands both out', async () => {
      const [cat, mask] = [await fixture('chelsea.png'), await fixture('masks/chelsea.png')]
      const files = { 'one.png': cat, 'one_mask.png': mask, 'two.png': cat, 'two_mask.png': mask }
      for (const [file, bytes] of Object.entries(files)) await writeFile(join(folder, file), bytes)
      await signIn('batch')
      const paths = Object.keys(files).map((file) => join(folder, file))
      await browser.type('input[type=file][multiple]', paths.join('\n'))
      await person.seen('2 of 2 have a mask')
      await shot('batch')
      await person.button('Start 2 pictures')
      await person.seen('2 of 2 done')
      await shot('batch-done')
      await person.button('Save all')
      const flat = await sharp(mask).toColourspace('b-w').raw().toBuffer()
      const then = await sharp(cat).raw().toBuffer()
      for (const file of ['one-filled.png', 'two-filled.png']) {
        const now = await sharp(await saved(file))
          .raw()
          .toBuffer()
        const channels = then.length / flat.length
        const outside = then.filter(
          (value, i) => flat[Math.floor(i / channels)] === 0 && value !== now[i],
        )
        expect([file, outside.length]).toEqual([file, 0])
      }
      // Asked twice, it is not asked for good: whoever goes elsewhere is asked anew.
      await person.button('New batch')
    })

    it('pairs, speaks the language that is set, and fits a phone', async () => {
      await signIn('devices')
      const fetching = (url: string, init: RequestInit) => fetch(url, init)
      const asked = await pair<AbortSignal>(base(), {
        ...{ name: 'Figma', app: 'figma', fetch: fetching, randomBytes },
      })
      await person.seen('Figma wants to connect')
      await shot('pairing')
      await asked.claim(companion.code())
      await person.seen('Last seen')
      await signIn('settings')
      const set = (language: string): Promise<unknown> =>
        browser.run(
          z.unknown(),
          (value: string) => {
            const field = document.querySelector<HTMLSelectElement>('#set-language')
            if (field === null) throw new Error('There is no such field.')
            field.value = value
            field.dispatchEvent(new Event('change', { bubbles: true }))
          },
          language,
        )
      await person.boxOf('#set-language')
      const headings = { de: 'Einstellungen', tr: 'Ayarlar', ja: '設定', es: 'Ajustes' }
      try {
        for (const [language, heading] of Object.entries(headings)) {
          await set(language)
          await person.seen(heading, 'main')
          await shot(`settings-${language}`)
        }
        await set('de')
        for (const [width, height] of [
          [360, 740],
          [1280, 800],
        ] as const) {
          if (width === 360 && !browser.isNarrow) continue
          await browser.resize(width, height)
          for (const section of SECTIONS) {
            await goTo(section)
            expect([section, width, await overflow()]).toEqual([section, width, []])
            await shot(`${section}-${width}`)
          }
        }
      } finally {
        const headers = {
          Authorization: `Bearer ${companion.token}`,
          'Content-Type': 'application/json',
        }
        const body = JSON.stringify({ set: { language: 'auto' } })
        await fetch(`${base()}/v1/settings`, { method: 'PATCH', headers, body })
      }
    })

    it('hears two fingers on a trackpad as Safari tells of them', async () => {
      await startEditing('zoomed.png', await fixture('chelsea.png'), '451 × 300')
      const share = async (): Promise<number> =>
        Number.parseInt(await person.text('.stage-zoom .share'), 10)
      const before = await share()
      const isPrevented = await browser.run(z.boolean(), async () => {
        const stage = document.querySelector('.stage')
        if (stage === null) throw new Error('There is no stage.')
        const { x, y } = stage.getBoundingClientRect()
        const tell = (type: string, scale: number): boolean => {
          const event = new Event(type, { bubbles: true, cancelable: true })
          Object.assign(event, { scale, clientX: x + 200, clientY: y + 200 })
          return !stage.dispatchEvent(event)
        }
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
        const first = tell('gesturestart', 1)
        for (const scale of [1.3, 1.7, 2]) {
          tell('gesturechange', scale)
          await frame()
        }
        return first
      })
      expect(isPrevented).toBe(true)
      await expect.poll(share).toBeGreaterThan(before * 1.9)
      expect(await share()).toBeLessThan(before * 2.1)
    })

    it('runs nothing by the Enter that ends a Japanese word, and closes menus without focus', async () => {
      await startEditing('words.png', await fixture('chelsea.png'), '451 × 300')
      await person.press('label.edit-operation', 'Fill')
      await person.press('button', 'Rectangle')
      await person.frame(0.4, 0.4, 0.5, 0.5)
      await expect.poll(() => person.count('button.edit-run:enabled')).toBe(1)
      const isTaken = await browser.run(z.boolean(), () => {
        const event = new KeyboardEvent('keydown', {
          key: 'Enter',
          bubbles: true,
          cancelable: true,
        })
        Object.defineProperty(event, 'keyCode', { value: 229 })
        const field = document.querySelector('.edit-form textarea')
        if (field === null) throw new Error('There is no prompt.')
        return !field.dispatchEvent(event)
      })
      expect(isTaken).toBe(false)
      expect(await person.count('.edit-progress')).toBe(0)
      await run(1)
      await person.button('Save')
      await browser.run(z.unknown(), () => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      })
      await browser.keys(KEYS.Escape)
      await expect.poll(() => person.count('.edit-save-menu[open]')).toBe(0)
      // A click that focuses nothing, as Safari's: the button takes the focus, so that it can be left.
      const isLeft = await browser.run(z.array(z.string()), async () => {
        const button = [...document.querySelectorAll('.edit-forget button')].at(-1)
        if (!(button instanceof HTMLElement)) throw new Error('There is no button.')
        const words = async (): Promise<string> => {
          await new Promise((resolve) => setTimeout(resolve, 50))
          return button.textContent ?? ''
        }
        button.click()
        const asked = await words()
        button.blur()
        return [asked, await words()]
      })
      expect(isLeft).toEqual(['Delete them for good?', 'Delete the edits'])
    })

    it('is as dark and as fine as the screen', async () => {
      const complaints = await browser.complaints()
      expect(complaints.filter((one) => !/status of 401/.test(one)).join('\n')).toBe('')
      await browser.close()
      await open({ scale: 2, scheme: 'dark' })
      await startEditing('fine.png', await fixture('chelsea.png'), '451 × 300')
      const seen = await browser.run(
        z.object({ ratio: z.number(), ground: z.string(), width: z.number() }),
        () => ({
          ratio: devicePixelRatio,
          ground: getComputedStyle(document.body).backgroundColor,
          width: document.querySelector<HTMLCanvasElement>('.stage-picture')?.width ?? 0,
        }),
      )
      const { width } = await person.boxOf('.stage')
      expect(seen).toEqual({ ratio: 2, ground: 'rgb(27, 27, 29)', width: Math.round(width * 2) })
      await person.press('button', 'Brush')
      await person.frame(0.3, 0.3, 0.6, 0.5)
      await run(1)
      await person.button('Save')
      await shot('dark-saving')
      await browser.keys(KEYS.Escape)
      for (const section of SECTIONS) {
        await goTo(section)
        await shot(`dark-${section}`)
      }
    })

    it('has complained of nothing, and would have', async () => {
      await signIn('fills')
      expect((await browser.complaints()).join('\n')).toBe('')
      await browser.run(z.unknown(), () => {
        setTimeout(() => {
          throw new Error('on purpose')
        })
      })
      await expect.poll(async () => (await browser.complaints()).join()).toContain('on purpose')
    })
  })
})
