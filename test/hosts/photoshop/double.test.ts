/** The double refuses what Photoshop refuses, and what nobody knows whether it takes. */
import { describe, expect, it } from 'vitest'
import { type DocumentState, newLayer, PixelDocument } from './document.ts'
import { PhotoshopDouble } from './photoshop.ts'
import { loadPsd, savePsd } from './psd-file.ts'
import { type Raster, samplesLike } from './raster.ts'
import { Realm } from './realm.ts'

const at = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

const raster = (
  edges: ReturnType<typeof at>,
  channels: number,
  like: Uint8Array | Uint16Array,
  sample: (i: number) => number,
): Raster => {
  const length = (edges.right - edges.left) * (edges.bottom - edges.top) * channels
  return { edges, channels, data: samplesLike(like, length).map((_, i) => sample(i)) }
}

const opaque = (channels: number, full: number) => (i: number) =>
  i % channels === channels - 1 ? full : (i * 37) % (full + 1)

const small = (): PixelDocument => {
  const pixels = raster(at(0, 0, 8, 6), 4, new Uint8Array(), opaque(4, 255))
  const background = newLayer({ name: 'Background', isBackground: true, pixels })
  const selection = raster(at(1, 1, 4, 3), 1, new Uint8Array(), (i) => i * 20)
  const state: DocumentState = {
    ...{ width: 8, height: 6, layers: [background], selection, quickMask: false },
    activeIds: [background.id],
  }
  return new PixelDocument(state)
}

const desk = () => {
  const document = small()
  const double = new PhotoshopDouble([document])
  const { core, imaging, app, action } = double.module
  const modal = <T>(work: () => Promise<T>): Promise<T> =>
    core.executeAsModal(() => work(), { commandName: 'test' })
  return { document, double, core, imaging, app, action, modal }
}

describe('modal scopes', () => {
  it('are needed for every call, reads too', async () => {
    const { double, imaging, app } = desk()
    await expect(imaging.getPixels({})).rejects.toThrow('modal scope')
    await expect(imaging.getSelection({})).rejects.toThrow('modal scope')
    await expect(app.activeDocument?.createPixelLayer() ?? null).rejects.toThrow('modal scope')
    expect(double.gate.offences).toHaveLength(3)
  })

  it('are refused while another plugin has one, with the number 9', async () => {
    const { double, modal } = desk()
    double.gate.otherPluginIsModal = true
    await expect(modal(async () => {})).rejects.toMatchObject({ number: 9 })
  })

  it('need a name and know no option of later versions', async () => {
    const { core } = desk()
    const run = async (): Promise<void> => {}
    await expect(core.executeAsModal(run, { commandName: '' })).rejects.toThrow('commandName')
    const late = Object.assign({ commandName: 'x' }, { timeOut: 5 })
    await expect(core.executeAsModal(run, late)).rejects.toThrow('timeOut')
  })

  it('let no network out', async () => {
    const { double, modal } = desk()
    const realm = new Realm({ photoshop: {}, gate: double.gate, domains: ['http://localhost:9'] })
    const asked = modal(() => realm.run(`fetch('http://localhost:9/')`))
    await expect(asked).rejects.toThrow('within a modal scope')
    expect(double.gate.offences).toHaveLength(1)
  })

  it('roll back what is suspended when they throw, and keep it when they do not', async () => {
    const { document, double, core, app } = desk()
    const before = document.state
    const run = (fails: boolean) =>
      core.executeAsModal(
        async ({ hostControl }) => {
          await hostControl.suspendHistory({ documentID: document.id, name: 'one' })
          await app.activeDocument?.createPixelLayer({ name: 'a' })
          await app.activeDocument?.createPixelLayer({ name: 'b' })
          if (fails) throw new Error('on purpose')
        },
        { commandName: 'x' },
      )
    await expect(run(true)).rejects.toThrow('on purpose')
    expect(document.state).toBe(before)
    await run(false)
    expect(document.history.map(({ name }) => name)).toEqual(['Open', 'one'])
    expect(double.gate.offences).toEqual([])
  })

  it('make one state of history for each change that is not suspended', async () => {
    const { document, app, modal } = desk()
    await modal(async () => {
      await app.activeDocument?.createPixelLayer()
      await app.activeDocument?.createPixelLayer()
    })
    expect(document.history).toHaveLength(3)
  })

  it('answer nothing more once the user has cancelled', async () => {
    const { double, modal, imaging } = desk()
    const cancelled = modal(async () => {
      double.gate.cancel()
      await imaging.getSelection({})
    })
    await expect(cancelled).rejects.toThrow('cancelled')
    await modal(async () => (await imaging.getSelection({})).imageData.dispose())
  })
})

describe('image data', () => {
  const options = { width: 2, height: 2, components: 1, colorSpace: 'Grayscale' }

  it('is trimmed to what is painted', async () => {
    const { document, imaging, modal } = desk()
    const pixels = raster(at(3, 2, 2, 1), 4, new Uint8Array(), opaque(4, 255))
    document.state = { ...document.state, layers: [newLayer({ pixels })] }
    const read = await modal(async () => {
      const { imageData, sourceBounds } = await imaging.getPixels({ sourceBounds: at(0, 0, 8, 6) })
      await imageData.dispose()
      return sourceBounds
    })
    expect(read).toEqual(at(3, 2, 2, 1))
  })

  it('must be disposed of, once', async () => {
    const { double, imaging, modal } = desk()
    await modal(() => imaging.getSelection({}))
    expect(double.leaks).toBe(1)
    expect(double.gate.offences.join()).toContain('left after a modal scope')
    const twice = modal(async () => {
      const { imageData } = await imaging.getSelection({})
      await imageData.dispose()
      await imageData.dispose()
    })
    await expect(twice).rejects.toThrow('twice')
    const used = modal(async () => {
      const { imageData } = await imaging.getSelection({})
      await imageData.dispose()
      await imageData.getData()
    })
    await expect(used).rejects.toThrow('after dispose')
  })

  it.each([
    [new Uint8Array(5), {}, 'a buffer of 5'],
    [Uint16Array.of(1, 2, 3, 40_000), {}, 'above 32768'],
    [new Uint8Array(8), { components: 2, colorSpace: 'RGB' }, 'components of RGB'],
    [new Uint8Array(4), { profile: 'x' }, 'unknown option'],
  ])('is made of exact buffers only: %#', async (data, more, words) => {
    const { imaging, modal } = desk()
    const made = modal(() => imaging.createImageDataFromBuffer(data, { ...options, ...more }))
    await expect(made).rejects.toThrow(words)
  })

  it('shifts as a mask when it is given the wrong greys', async () => {
    const { document, imaging, modal } = desk()
    const put = (colorProfile: string) =>
      modal(async () => {
        const data = Uint8Array.of(0, 100, 200, 255)
        const imageData = await imaging.createImageDataFromBuffer(data, {
          ...options,
          colorProfile,
        })
        await imaging.putSelection({ imageData, targetBounds: { left: 0, top: 0 } })
        await imageData.dispose()
        return Array.from(document.state.selection?.data ?? [])
      })
    expect(await put('Gray Gamma 2.2')).toEqual([0, 100, 200, 255])
    expect((await put('Dot Gain 20%'))[1]).not.toBe(100)
  })
})

describe('descriptors', () => {
  it('that are on no list are a fault', async () => {
    const { action, double, modal } = desk()
    const played = modal(() =>
      action.batchPlay([{ _obj: 'invert' }], { dialogOptions: 'dontDisplay' }),
    )
    await expect(played).rejects.toThrow('not on the list')
    expect(double.gate.offences).toHaveLength(1)
  })

  it('that fail resolve, with an error object', async () => {
    const { action, modal } = desk()
    const command = { _obj: 'newPlacedLayer' }
    const [answer] = await modal(() =>
      action.batchPlay([command], { dialogOptions: 'dontDisplay' }),
    )
    expect(answer).toMatchObject({ _obj: 'error', result: -25920 })
  })
})

describe('PSD files', () => {
  it.each([
    ['RGBColorMode', 8],
    ['RGBColorMode', 16],
    ['grayscaleMode', 8],
    ['grayscaleMode', 16],
  ] as const)('hold layers, masks, groups and names: %s, %i bits', (mode, bits) => {
    const like = bits === 16 ? new Uint16Array() : new Uint8Array()
    const full = bits === 16 ? 32768 : 255
    const channels = mode === 'RGBColorMode' ? 4 : 2
    const layer = newLayer({
      name: 'fill ✓ 漢字',
      pixels: raster(at(2, 1, 5, 4), channels, like, opaque(channels, full)),
      mask: { raster: raster(at(2, 1, 5, 4), 1, like, (i) => (i * 991) % (full + 1)), outside: 0 },
      visible: false,
    })
    const group = newLayer({ name: 'group', kind: 'group', children: [layer] })
    const pixels = raster(at(0, 0, 9, 7), channels, like, opaque(channels, full))
    const background = newLayer({ name: 'Background', isBackground: true, pixels })
    const state: DocumentState = {
      ...{ width: 9, height: 7, layers: [group, background], selection: null, quickMask: false },
      activeIds: [],
    }
    const document = new PixelDocument(state, { mode, bits, resolution: 300 })
    const read = loadPsd(savePsd(document))
    expect([read.mode, read.bits, Math.round(read.resolution)]).toEqual([mode, bits, 300])
    const anonymous = (states: readonly object[]): unknown =>
      JSON.parse(JSON.stringify(states, (key, value) => (key === 'id' ? undefined : value)))
    expect(anonymous(read.state.layers)).toEqual(anonymous(state.layers))
  })
})
