/** Getting Photoshop to ourselves: waiting for it, giving up, and what its errors mean. */
import type { Timers } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { documentOf, english, openDesk } from '../testing/desk.ts'
import { asInlayError, runModal, type Surroundings } from './modal.ts'

/** A clock that runs as fast as it is asked. */
const fastTimers = (): Timers => {
  let now = 0
  return {
    now: () => now,
    after: (ms, run) => {
      now += ms
      queueMicrotask(run)
      return () => {}
    },
  }
}

const around = () => {
  const { double, photoshop } = openDesk([documentOf()])
  const surroundings: Surroundings = {
    ...{ photoshop, timers: fastTimers(), bandPixels: 4e6, life: '', say: english },
  }
  return { double, surroundings }
}

describe('runModal', () => {
  it('asks again while another plugin is modal, then says so', async () => {
    const { double, surroundings } = around()
    double.gate.otherPluginIsModal = true
    let ran = false
    const busy = runModal(surroundings, { name: 'x' }, async () => {
      ran = true
    })
    await expect(busy).rejects.toMatchObject({ code: 'host_busy' })
    expect(ran).toBe(false)
    expect(surroundings.timers.now()).toBeGreaterThanOrEqual(8000)
  })

  it('lets one of ours in at a time, and the next one whatever has become of it', async () => {
    const { double, surroundings } = around()
    const said: string[] = []
    const enter = (name: string, end: () => void = () => {}) =>
      runModal(surroundings, { name }, async ({ context }) => {
        said.push(`${name} begins`)
        const { hostControl } = context
        const documentID = double.activeId ?? 0
        const suspension = await hostControl.suspendHistory({ documentID, name })
        end()
        await hostControl.resumeHistory(suspension, true)
        said.push(`${name} ends`)
      })
    const stop = new AbortController()
    const all = await Promise.allSettled([
      enter('first'),
      enter('second', () => {
        stop.abort()
        throw new Error('no')
      }),
      runModal(surroundings, { name: 'third', signal: stop.signal }, async () => {
        said.push('third begins')
      }),
      enter('fourth'),
    ])
    expect(all.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ])
    expect(all[2]).toMatchObject({ reason: { code: 'cancelled' } })
    expect(said).toEqual([
      ...['first begins', 'first ends', 'second begins', 'fourth begins', 'fourth ends'],
    ])
    expect(double.gate.offences).toEqual([])
  })

  it('is called off while it waits', async () => {
    const { double, surroundings } = around()
    double.gate.otherPluginIsModal = true
    const stop = new AbortController()
    const waiting = runModal(surroundings, { name: 'x', signal: stop.signal }, async () => {})
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('brings up Photoshop’s bar for what takes a while only', async () => {
    const { double, surroundings } = around()
    await runModal(surroundings, { name: 'x' }, async (scope) => {
      scope.report(0.1)
      surroundings.timers.after(2000, () => {})
      scope.report(0.2)
    })
    expect(double.progress).toEqual([{ value: 0.2 }])
  })

  it('does not take an error of its work for a busy Photoshop', async () => {
    const { surroundings } = around()
    let runs = 0
    const failing = runModal(surroundings, { name: 'x' }, async () => {
      runs++
      throw Object.assign(new Error('odd'), { number: 9 })
    })
    await expect(failing).rejects.toMatchObject({ code: 'host_refused', detail: 'odd' })
    expect(runs).toBe(1)
  })
})

describe('errors of Photoshop', () => {
  it.each([
    [
      new Error('Could not complete your request because the scratch disks are full.'),
      'scratch_disk_full',
    ],
    [new Error('Could not save: the disk is full'), 'scratch_disk_full'],
    [Object.assign(new Error('x'), { number: -128 }), 'cancelled'],
    [new Error('The command “Make” is not currently available.'), 'host_refused'],
    ['words alone', 'host_refused'],
    [undefined, 'host_refused'],
  ])('%s is %s', (error, code) => {
    expect(asInlayError(error).code).toBe(code)
  })
})
