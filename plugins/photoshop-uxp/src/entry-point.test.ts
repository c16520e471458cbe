/** Entry points stand at once, and what comes in before the panel's code is there is kept. */
import { describe, expect, it } from 'vitest'
import { Gate } from '../../../test/hosts/photoshop/gate.ts'
import { Realm } from '../../../test/hosts/photoshop/realm.ts'
import { bundleScript } from '../build.mjs'
import { COMMANDS, PANEL } from './commands.ts'
import { manifestFor } from './manifest.ts'

interface SetUp {
  readonly panels: Record<string, { create(root: unknown): void }>
  readonly commands: Record<string, { run(): void }>
}

describe('the first script', () => {
  it('sets up what the manifest lists, in UXP’s realm, and hands on what came early', async () => {
    const calls: SetUp[] = []
    const realm = new Realm({
      photoshop: {},
      uxp: { entrypoints: { setup: (setUp: SetUp) => calls.push(setUp) } },
      gate: new Gate(),
      domains: [],
    })
    const script = await bundleScript('entry.ts')
    // Small enough to be read within Photoshop's 20 milliseconds: no schemas, no client in it.
    expect(script.length).toBeLessThan(4000)
    realm.run(script)
    expect(calls).toHaveLength(1)
    const [setUp] = calls
    const listed = manifestFor('x').entrypoints
    expect(Object.keys(setUp?.commands ?? {}).sort()).toEqual(
      listed.flatMap(({ type, id }) => (type === 'command' ? [id] : [])).sort(),
    )
    expect(Object.keys(setUp?.panels ?? {})).toEqual([PANEL])

    const root = {}
    setUp?.panels[PANEL]?.create(root)
    setUp?.commands[COMMANDS[0]]?.run()
    const heard: unknown[] = []
    const receiver = {
      panel: (given: unknown) => heard.push(given),
      command: (id: unknown) => heard.push(id),
    }
    realm.run('(receiver) => inlayEntry.attach(receiver)')(receiver)
    setUp?.commands[COMMANDS[1]]?.run()
    expect(heard).toEqual([root, COMMANDS[0], COMMANDS[1]])
  })
})
