/**
 * `npm start` and `inlay open` on a desktop, with a program of ours in the place of the one that
 * opens addresses: the page is opened signed in, once, and elsewhere its address is printed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { PAGE_HEADER, PageSession } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useCompanionHome } from './companion-home.ts'
import { CLI, repository, runNode } from './inlay.ts'

const home = useCompanionHome('inlay open page ', 'SIGTERM')
const START = join(repository, 'companion', 'setup', 'start.mjs')

const isLinux = process.platform === 'linux'
if (!isLinux) console.warn('SKIPPED: the page was opened by no program but xdg-open.')

/** Writes down what it was told to open, and what is in it: the file may be gone the next moment. */
const OPENER = `#!/bin/sh
path=$(printf '%s' "\${1#file://}" | sed 's/%20/ /g')
{ printf '%s ' "$1"; tr '\\n' ' ' < "$path"; echo; } >> "$INLAY_HOME/opened"
`

beforeEach(async (context) => {
  context.skip(!isLinux)
  await mkdir(join(home.path, 'bin'))
  for (const [name, script] of [
    ['xdg-open', OPENER],
    ['xdg-settings', '#!/bin/sh\necho firefox.desktop\n'],
  ] as const) {
    await writeFile(join(home.path, 'bin', name), script)
    await chmod(join(home.path, 'bin', name), 0o755)
  }
})

/** A desktop, unless `over` says that it is none. */
const env = (over: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  INLAY_HOME: home.path,
  PATH: [join(home.path, 'bin'), process.env.PATH].join(delimiter),
  DISPLAY: ':99',
  CI: undefined,
  SSH_CONNECTION: undefined,
  SSH_TTY: undefined,
  ...over,
})

const opened = async (): Promise<string[]> =>
  (await readFile(join(home.path, 'opened'), 'utf8').catch(() => '')).split('\n').filter(Boolean)

/** Starts it as `npm start` does, and waits until it has said `word`. */
const start = async (word: RegExp, over?: NodeJS.ProcessEnv): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [START], {
    env: { ...process.env, ...env(over) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  home.started.push(child)
  let said = ''
  child.stdout.setEncoding('utf8')
  for await (const text of child.stdout) {
    said += String(text)
    if (word.test(said)) return child
  }
  throw new Error(`It ended with: ${said}`)
}

const stop = async (child: ChildProcess): Promise<void> => {
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

const codeIn = (text: string): string => /#code=([\w-]{43})/.exec(text)?.[1] ?? ''

const signIn = (code: string): Promise<Response> =>
  fetch('http://localhost:43117/v1/page/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:43117' },
    body: JSON.stringify({ code }),
  })

let looking: NodeJS.Timeout | undefined
afterEach(() => clearInterval(looking))

/** A page that is signed in and asks how things stand, as an open tab does. */
const openTab = async (code: string): Promise<number[]> => {
  const answer = await signIn(code)
  const { word } = PageSession.parse(await answer.json())
  const headers = {
    cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '',
    [PAGE_HEADER]: word,
  }
  const statuses: number[] = []
  looking = setInterval(() => {
    fetch('http://localhost:43117/v1/status', { headers }).then(
      ({ status }) => statuses.push(status),
      () => statuses.push(0),
    )
  }, 100)
  return statuses
}

describe('npm start', () => {
  it('opens the page, signed in by a code for one use; a restart opens no second one', async () => {
    const first = await start(/Opened its page/)
    expect(await opened()).toHaveLength(1)
    const [line = ''] = await opened()
    // The program's arguments are open to other users; the code is in the private file.
    expect(line.split(' <!doctype')[0]).not.toContain('code=')
    const statuses = await openTab(codeIn(line))
    expect((await signIn(codeIn(line))).status).toBe(401)
    await expect.poll(() => statuses.at(-1)).toBe(200)
    await stop(first)
    await start(/Its page is open in your browser/)
    // The tab is still signed in.
    await expect.poll(() => statuses.slice(-2)).toEqual([200, 200])
    expect(statuses).not.toContain(401)
    expect(await opened()).toHaveLength(1)
    const again = await runNode([START], { env: env() })
    expect(again.stdout).toMatch(/already running[\s\S]*Its page is open/)
    expect(await opened()).toHaveLength(1)
    // By name it is opened wherever another one may be.
    expect((await runNode([CLI, 'open'], { env: env() })).stdout).toContain('Opened its page')
    expect(await opened()).toHaveLength(2)
  })

  it.each([
    ['without a screen', { DISPLAY: undefined, WAYLAND_DISPLAY: undefined }],
    ['over SSH', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }],
    ['in CI', { CI: 'true' }],
  ])('prints the address %s, with nothing in it that a log must not keep', async (_, over) => {
    await start(/Its page: http:\/\/localhost:43117\/\n/, over)
    const printed = await runNode([CLI, 'open', '--print'], { env: env(over) })
    expect((await signIn(codeIn(printed.stdout))).status).toBe(201)
    expect(await opened()).toEqual([])
  })

  it('prints the address where the desktop has nothing that opens it', async () => {
    await writeFile(join(home.path, 'bin', 'xdg-open'), '#!/bin/sh\nexit 3\n')
    await start(/Its page: http:\/\/localhost:43117\/\n/)
  })
})
