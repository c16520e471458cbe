/** Models, engines, settings, log, diagnostics and plugins on the companion's page, in Chromium. */
import { readFile } from 'node:fs/promises'
import { homedir, hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { createSurroundings } from '@inlay/companion/cli/surroundings.ts'
import { openDevices } from '@inlay/companion/http/access/devices.ts'
import { cudaWheel, offerPlugins } from '@inlay/companion/http/testing/offered.ts'
import { readCatalogue } from '@inlay/companion/models/catalogue.ts'
import { entryInfo } from '@inlay/companion/models/info.ts'
import { changeSettings } from '@inlay/companion/models/settings.ts'
import {
  holds,
  type ModelServer,
  startModelServer,
} from '@inlay/companion/models/testing/model-server.ts'
import { lamaEntry, QUICK, WEIGHTS } from '@inlay/companion/models/testing/models.ts'
import {
  isKnownNote,
  KNOWN_MODELS,
} from '@inlay/companion/pages/home/views/models/catalogue-words.ts'
import type { Folders } from '@inlay/companion/system/folders.ts'
import { afterAll, describe, expect, it } from 'vitest'
import { inlay } from '../e2e/inlay.ts'
import { TEST_PATIENCE } from '../setup/patience.ts'
import { readEnglish } from './english.ts'
import { hasNoBrowser, usePage } from './page.ts'

it('every model of the catalogue has its words in five languages', () => {
  const ids = readCatalogue().map(({ id }) => id)
  expect(ids.filter((id) => !KNOWN_MODELS.includes(id))).toEqual([])
  const notes = readCatalogue().map(
    (entry) => entryInfo(entry, undefined, 0, { version: 1, accepted: [], linked: [] }).note ?? '',
  )
  expect(notes.filter((note) => note !== '' && !isKnownNote(note))).toEqual([])
})

/** Weights that the server does not have. */
const OTHER = Buffer.from('the weights of another model')

const CANARY = 'ada-lovelace-canary'

describe.skipIf(hasNoBrowser)('what is managed on the page', () => {
  let server: ModelServer
  let folders: Folders
  let plugins: string
  const shown: string[] = []
  const environment = () => ({
    INLAY_HOME: dirname(folders.config),
    INLAY_KEYRING: 'off',
  })
  const seat = usePage(async (own) => {
    folders = own
    server = await startModelServer(WEIGHTS)
    await changeSettings(folders, { mirror: server.address })
    plugins = join(dirname(folders.config), CANARY)
    const devices = await openDevices({ folder: folders.config })
    await devices.add({ name: CANARY, app: 'figma', scopes: ['jobs'] })
    await devices.close()
    return {
      models: {
        catalogue: readCatalogue([
          lamaEntry(),
          lamaEntry(OTHER, { id: 'lama-dynamic', name: 'LaMa, any size' }),
        ]),
        // What is held back stays so until it is called off.
        patience: { ...QUICK, silence: TEST_PATIENCE },
        lookEvery: 20,
      },
      surroundings: createSurroundings({
        tray: () => 'none',
        showTray: async () => 'none',
        environment: { ...process.env, ...environment() },
        show: async (path) => {
          shown.push(path)
        },
      }),
      plugins: await offerPlugins(plugins),
      gpu: {
        hasCard: true,
        wheels: [
          cudaWheel(Buffer.from('none'), {
            what: 'cuBLAS',
            bytes: 444_289_903,
            unpacked: 608_935_360,
          }),
        ],
      },
    }
  })
  afterAll(() => server?.end())

  const button = (name: string | RegExp) => seat.page.getByRole('button', { name })
  const heading = (name: string) => seat.page.getByRole('heading', { name })
  const lama = () => seat.page.getByRole('listitem', { name: 'LaMa', exact: true })

  it('installs a model: its licence is taken first, it can be called off, and goes on from there', async () => {
    await seat.signedIn('models')
    await lama().waitFor()
    expect(await seat.faults()).toEqual([])
    await lama().getByRole('button', { name: 'Install: LaMa' }).click()
    await seat.seen('Licence of LaMa: Apache-2.0')
    expect(
      await seat.page.getByRole('link', { name: /Read the licence/ }).getAttribute('href'),
    ).toBe('https://www.apache.org/')
    await seat.shot('models-licence')
    expect(await seat.faults()).toEqual([])
    expect(server.asked).toEqual([])
    server.queue(holds(WEIGHTS, 50_000))
    await button('Accept and install').click()
    await lama().getByText('Being fetched').waitFor()
    await lama().getByRole('progressbar').waitFor()
    await lama()
      .getByText(/50 ?kB of/)
      .first()
      .waitFor()
    await seat.shot('models-fetching')
    await lama().getByRole('button', { name: 'Cancel: LaMa' }).click()
    await lama().getByText('Stopped. What has come is kept').waitFor()
    await lama().getByRole('button', { name: 'Resume: LaMa' }).click()
    await lama().getByText('Installed').waitFor()
    expect(server.asked.at(-1)?.range).toBe('bytes=50000-')

    await lama().getByRole('button', { name: 'Verify: LaMa' }).click()
    await lama().getByText('Every byte is what it should be.').waitFor()
    await seat.shot('models-installed')
    await lama().getByRole('button', { name: 'Remove: LaMa' }).click()
    expect(await lama().getByText('Installed').count()).toBe(1)
    await lama().getByRole('button', { name: 'Remove from this machine?: LaMa' }).click()
    await lama().getByRole('button', { name: 'Install: LaMa' }).waitFor()
  })

  it('says by name what went wrong with a download, in the person’s language', async () => {
    await seat.signedIn('models', { language: 'de-DE' })
    await button('Installieren: LaMa, any size').click()
    await button('Annehmen und installieren').click()
    const card = seat.page.getByRole('listitem', { name: 'LaMa, any size' })
    await card.locator('.outcome.bad').waitFor()
    await seat.shot('models-failed')
  })

  it('takes a net of one’s own in from a file, and refuses what is none', async () => {
    await seat.signedIn('models')
    await button('Add a net (ONNX)').click()
    await seat.page.getByLabel(/The graph/).setInputFiles({
      name: 'mine.onnx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('PK'),
    })
    await seat.page.getByLabel('Name (optional)').fill('Mine')
    await button('Add').last().click()
    await seat.page.locator('.models-own .outcome.bad').waitFor()
    await seat.shot('models-own')
    expect(await seat.faults()).toEqual([])
    await seat.page
      .getByLabel(/The graph/)
      .setInputFiles({ name: 'mine.onnx', mimeType: 'application/octet-stream', buffer: WEIGHTS })
    await button('Add').last().click()
    await seat.seen('Mine was added.')
    await seat.page.getByRole('listitem', { name: 'Mine' }).waitFor()

    await button('Add a diffusion model’s folder').click()
    await seat.page.getByLabel(/folder’s path/).fill(join(dirname(folders.config), 'none'))
    await button('Add').last().click()
    await seat.page.locator('.models-own .outcome.bad').waitFor()
  })

  it('shows what nets run on and why not on more, and asks before it fetches CUDA’s libraries', async () => {
    await seat.signedIn('engines', { scheme: 'dark' })
    await seat.seen('Models run here')
    await seat.page.getByRole('listitem', { name: 'PatchMatch' }).getByText('Ready').waitFor()
    await button('Free memory').last().click()
    await seat.seen('It was freed.')
    await button('Fetch').click()
    await seat.seen('NVIDIA CUDA EULA')
    await seat.shot('engines-dark')
    expect(await seat.faults()).toEqual([])
    await button('Not now').click()
  })

  it('changes settings that the command line sees, and the other way round', async () => {
    await seat.signedIn('settings')
    const days = seat.page.getByLabel('Keep fills for', { exact: true })
    await days.fill('30')
    await days.press('Enter')
    await seat.seen('Saved')
    const { stdout } = await inlay(['settings', 'get', 'keep-days'], { env: environment() })
    expect(stdout.trim()).toBe('30')
    await inlay(['settings', 'set', 'concurrency', '2'], { env: environment() })
    const many = seat.page.getByLabel('Fills at the same time', { exact: true })
    await expect.poll(() => many.inputValue()).toBe('2')
    await seat.seen('This desktop has no tray')
    await days.fill('0')
    await days.press('Enter')
    await seat.page.locator('.outcome.bad').waitFor()
    await seat.shot('settings')
    expect(await seat.faults()).toEqual([])
    try {
      await seat.page.getByLabel('Language', { exact: true }).selectOption('ja')
      await heading('設定').waitFor()
      await seat.page.getByLabel('言語', { exact: true }).selectOption('auto')
      await heading('Settings').waitFor()
    } finally {
      await seat.speak('auto')
    }
    await button('Back to default: Keep fills for').click()
    await expect.poll(() => days.inputValue()).toBe('7')
    const file = await readFile(join(folders.config, 'settings.json'), 'utf8')
    expect(JSON.parse(file)).toEqual({ version: 1, concurrency: 2, language: 'auto' })
  })

  it('follows the log, and makes a report with nothing private in it, read before it is copied', async () => {
    await seat.signedIn('logs')
    const log = seat.page.getByRole('log')
    await log.getByText(/listens on port/).waitFor()
    await seat.fill({ prompt: CANARY })
    await log.getByText(/is done in/).waitFor()
    expect(await log.textContent()).not.toContain(CANARY)
    await seat.shot('logs')
    await seat.page.getByLabel('Show').selectOption('error')
    await expect.poll(() => log.getByText(/is done in/).count()).toBe(0)
    const download = seat.page.waitForEvent('download')
    await button('Save as a file').first().click()
    expect((await download).suggestedFilename()).toBe('inlay-log.txt')

    await button('Make a report').click()
    const preview = seat.page.getByLabel('The report, as it is copied')
    await preview.waitFor()
    const text = await preview.inputValue()
    expect(text).toMatch(/Doctor\n\w+ {2}node \(/)
    expect(text).toContain('paired: figma')
    for (const word of [CANARY, homedir(), dirname(folders.config), seat.token]) {
      expect([word, text.includes(word)]).toEqual([word, false])
    }
    expect(new RegExp(`\\b${hostname()}\\b`).test(text)).toBe(false)
    await seat.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await seat.glimpsed('Copied', () => button('Copy the report').click())
    expect(await seat.page.evaluate(() => navigator.clipboard.readText())).toBe(text)
    await seat.shot('diagnostics')
    expect(await seat.faults()).toEqual([])
  })

  it('leads through installing the plugins', async () => {
    await seat.signedIn('plugins')
    await seat.seen('Import plugin from manifest')
    const figma = seat.page.getByRole('region', { name: /Figma/ })
    await figma.getByText('Paired', { exact: true }).waitFor()
    await figma.getByText(join(plugins, 'manifest.json')).waitFor()
    await figma.getByRole('button', { name: 'Show in folder' }).click()
    await expect.poll(() => shown).toEqual([plugins])
    await seat.page.getByText('Not paired yet').waitFor()
    const download = seat.page.waitForEvent('download')
    await button(/Download/).click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('inlay.ccx')
    expect(await readFile(await saved.path(), 'utf8')).toBe('PK-plugin')
    await seat.shot('plugins')
    expect(await seat.faults()).toEqual([])
  })

  it('fits a phone’s width, in the dark and in German, without a fault', async () => {
    await seat.signedIn('models', { width: 360, scheme: 'dark', scale: 2, language: 'de-DE' })
    const english = await readEnglish('de')
    for (const section of ['models', 'engines', 'settings', 'logs', 'plugins']) {
      await seat.goTo(section)
      await seat.page.locator(`.${section} .card, .card.${section}`).first().waitFor()
      expect([section, await english.left(seat.page)]).toEqual([section, []])
      await seat.shot(`${section}-narrow`)
      expect([section, await seat.overflow()]).toEqual([section, []])
      expect([section, await seat.faults()]).toEqual([section, []])
    }
  })

  it('asks nobody but the companion, and breaks no rule of its own', () => {
    expect(seat.foreign).toEqual([])
    // What is refused on purpose stands in the console as an answer of 4xx.
    expect(seat.complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([])
  })
})
