import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InlayError } from './errors.ts'
import { type FillRequestInput, parseFillRequest } from './fill-request.ts'
import { MAX_SEED, RANGES, seedOfVariation, variationsOf } from './request-values.ts'

const smallest: FillRequestInput = {
  image: { kind: 'encoded', part: 'image' },
  mask: { kind: 'encoded', part: 'mask' },
}

const refusalOf = (change: object): InlayError => {
  try {
    parseFillRequest({ ...smallest, ...change })
  } catch (error) {
    if (error instanceof InlayError) return error
    throw error
  }
  throw new Error('It was taken')
}

describe('parseFillRequest', () => {
  it('fills in what is left out', () => {
    expect(parseFillRequest(smallest)).toEqual({
      ...smallest,
      operation: 'remove',
      invertMask: false,
      invertSample: false,
      prompt: '',
      negativePrompt: '',
      engine: 'auto',
      strength: 1,
      grow: 0,
      feather: 0,
      colourMatch: true,
      grain: true,
      convert: false,
      output: { form: 'patch', format: 'png' },
    })
  })

  it('fills in inside what is there', () => {
    const request = parseFillRequest({
      operation: 'expand',
      image: { kind: 'raw', part: 'image', width: 3, height: 2, channels: 4 },
      expand: { left: 10 },
      output: { form: 'composite' },
    })
    expect(request.image).toMatchObject({ bitDepth: 8 })
    expect(request.expand).toEqual({ left: 10, top: 0, right: 0, bottom: 0 })
    expect(request.output).toEqual({ form: 'composite', format: 'png' })
  })

  it('takes a checked request again, unchanged: it crosses borders as JSON', () => {
    const request = parseFillRequest({ ...smallest, seed: 7, variations: 2, prompt: 'a bench' })
    expect(parseFillRequest(JSON.parse(JSON.stringify(request)))).toEqual(request)
  })

  it.each([
    [{ seed: MAX_SEED }],
    [{ variations: 8, operation: 'fill' }],
    [{ prompt: 'é'.repeat(4000) }],
    [{ feather: 0.5, grow: 512, padding: 0, strength: 0 }],
    [{ scheduler: 'dpm++-2m-sde-karras', steps: 150, guidanceScale: 7.5 }],
    [{ engine: 'sd-1.5_inpaint' }],
    [{ sample: { kind: 'encoded', part: 'grass' }, invertSample: true }],
  ])('takes %j', (change) => {
    expect(parseFillRequest({ ...smallest, ...change })).toMatchObject(change)
  })

  it.each([
    [{ image: undefined }, 'Expected an object for image but received nothing'],
    [{ image: { kind: 'url', part: 'a' } }, 'Expected one of "encoded", "raw" for image.kind'],
    [{ image: { kind: 'encoded' } }, 'Expected a text for image.part but received nothing'],
    [{ image: { kind: 'encoded', part: '../x' } }, 'for image.part but received "../x"'],
    [
      { image: { kind: 'raw', part: 'image', width: 0, height: 1, channels: 3 } },
      'Expected 1 or more for image.width but received 0',
    ],
    [
      { image: { kind: 'raw', part: 'image', width: 1, height: 65_501, channels: 3 } },
      'Expected 65500 or less for image.height but received 65501',
    ],
    [
      { image: { kind: 'raw', part: 'image', width: 1, height: 1, channels: 5 } },
      'Expected one of 1, 2, 3, 4 for image.channels but received 5',
    ],
    [
      { image: { kind: 'raw', part: 'i', width: 1, height: 1, channels: 1, bitDepth: 32 } },
      'Expected one of 8, 16 for image.bitDepth but received 32',
    ],
    [{ mask: { kind: 'encoded', part: 'image' } }, 'Expected another part than the image’s'],
    [{ sample: { kind: 'encoded', part: 'image' } }, 'Expected another part than the image’s and'],
    [{ sample: { kind: 'encoded', part: 'mask' } }, 'and the mask’s for sample.part'],
    [{ sample: 'grass.png' }, 'Expected an object for sample but received "grass.png"'],
    [{ operation: 'inpaint' }, 'Expected one of "remove", "fill", "expand" for operation'],
    [{ operation: 'expand', expand: {} }, 'Expected pixels to add on at least one side for expand'],
    [{ operation: 'expand', expand: { left: -1 } }, 'Expected 0 or more for expand.left'],
    [{ operation: 'expand', expand: { left: 9000 } }, 'Expected 8192 or less for expand.left'],
    [{ operation: 'expand', expand: { aspect: '16/9' } }, 'for expand.aspect but received "16/9"'],
    [{ operation: 'expand', expand: { aspect: '0:1' } }, 'for expand.aspect but received "0:1"'],
    [
      { operation: 'expand', expand: { aspect: '1:1', anchor: 'north' } },
      'Expected one of "centre", "left",',
    ],
    [{ operation: 'expand', expand: { aspect: '1:1', left: 3 } }, 'no other fields in expand but'],
    [{ operation: 'expand', expand: '16:9' }, 'Expected an object for expand but received "16:9"'],
    [{ expand: { aspect: '16:9' } }, 'Expected "expand", the one that adds canvas, for operation'],
    [{ expand: { left: 9 } }, 'Expected "expand", the one that adds canvas, for operation'],
    [{ engine: 'Bad Name' }, 'for engine but received "Bad Name"'],
    [{ engine: '../engine' }, 'for engine but received "../engine"'],
    [{ seed: -1 }, 'Expected 0 or more for seed but received -1'],
    [{ seed: 2 ** 32 }, 'Expected 4294967295 or less for seed but received 4294967296'],
    [{ seed: 0.5 }, 'Expected a whole number for seed but received 0.5'],
    [{ seed: null }, 'Expected a number for seed but received nothing'],
    [{ variations: 0 }, 'Expected 1 or more for variations but received 0'],
    [{ variations: 9 }, 'Expected 8 or less for variations but received 9'],
    [{ strength: 1.1 }, 'Expected 1 or less for strength but received 1.1'],
    [{ grow: 1.5 }, 'Expected a whole number for grow but received 1.5'],
    [{ feather: Number.POSITIVE_INFINITY }, 'for feather but received Infinity'],
    [{ scheduler: 'magic' }, 'Expected one of "ddim", "ddim-trailing",'],
    [{ invertMask: 'yes' }, 'Expected true or false for invertMask but received "yes"'],
    [{ output: { form: 'layer' } }, 'Expected one of "patch", "composite" for output.form'],
    [
      { negative_prompt: 'x' },
      'Expected no other fields in the request but received negative_prompt',
    ],
  ])('refuses %j', (change, detail) => {
    const error = refusalOf(change)
    expect(error.code).toBe('invalid_request')
    expect(error.detail).toContain(detail)
  })

  it('refuses a prototype in disguise', () => {
    const disguised = JSON.parse('{"image":{"kind":"encoded","part":"a"},"__proto__":{"seed":1}}')
    expect(() => parseFillRequest(disguised)).toThrow('Expected no other fields in the request')
  })

  it('never says a prompt back, however wrong', () => {
    const prompt = 'a secret '.repeat(600)
    expect(refusalOf({ prompt }).message).not.toContain('secret')
    expect(refusalOf({ prompt: [prompt] }).message).not.toContain('secret')
  })

  it.each(['remove', 'fill'])('asks for the mask that %s needs', (operation) => {
    expect(refusalOf({ operation, mask: undefined }).code).toBe('mask_missing')
  })

  it('lets expand do without a mask, and with one', () => {
    const expand = { right: 1 }
    const { mask: _, ...bare } = smallest
    expect(parseFillRequest({ ...bare, operation: 'expand', expand }).mask).toBeUndefined()
    expect(parseFillRequest({ ...smallest, operation: 'expand', expand }).mask).toBeDefined()
  })

  it('takes a shape instead of pixels, the picture in the middle unless said', () => {
    const asked = { operation: 'expand', expand: { aspect: '16:9' } }
    expect(parseFillRequest({ ...smallest, ...asked }).expand).toEqual({
      aspect: '16:9',
      anchor: 'centre',
    })
  })

  it('lets expand do without pixels: what is transparent may be filled too', () => {
    const { mask: _, ...bare } = smallest
    expect(parseFillRequest({ ...bare, operation: 'expand' }).expand).toBeUndefined()
    expect(parseFillRequest({ ...smallest, operation: 'expand' }).expand).toBeUndefined()
  })

  it.each(['grow', 'feather', 'padding', 'steps', 'guidanceScale', 'strength'] as const)(
    'keeps %s within its range, ends included',
    (name) => {
      const [min, max] = RANGES[name]
      expect(parseFillRequest({ ...smallest, [name]: min })[name]).toBe(min)
      expect(parseFillRequest({ ...smallest, [name]: max })[name]).toBe(max)
      expect(refusalOf({ [name]: min - 1 }).code).toBe('invalid_request')
      expect(refusalOf({ [name]: max + 1 }).code).toBe('invalid_request')
    },
  )

  it.each([
    [{ guide: { kind: 'encoded', part: 'image' } }, 'a part of its own for guide.part'],
    [
      { guide: { kind: 'encoded', part: 'g' }, reference: { kind: 'encoded', part: 'g' } },
      'a part of its own for reference.part',
    ],
    [{ guide: { kind: 'encoded', part: 'g' } }, 'what to make of the guide'],
    [{ diffusion: { control: { kind: 'guide' } } }, 'a picture for guide'],
    [
      { diffusion: { control: { kind: 'canny', start: 0.6, end: 0.5 } } },
      '0.6 or more for diffusion.control.end',
    ],
  ])('refuses pictures that steer nothing: %j', (more, detail) => {
    const { code, detail: words } = refusalOf(more)
    expect(code).toBe('invalid_request')
    expect(words).toContain(detail)
  })

  it('takes what steers a diffusion model, and fills in how strong it is', () => {
    const guide = { kind: 'encoded', part: 'drawing' }
    const diffusion = { control: { kind: 'scribble' }, loras: [{ name: 'ink v2' }] }
    expect(parseFillRequest({ ...smallest, guide, diffusion }).diffusion).toEqual({
      control: { kind: 'scribble', strength: 1, start: 0, end: 1 },
      loras: [{ name: 'ink v2', strength: 1 }],
    })
    for (const name of ['../x', '.x', 'a/b', 'x'.repeat(101)]) {
      expect(refusalOf({ diffusion: { loras: [{ name }] } }).code).toBe('invalid_request')
    }
  })

  it('throws nothing but InlayError, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), fc.anything(), (value, image) => {
        for (const candidate of [value, { image }, { ...smallest, mask: image }]) {
          try {
            parseFillRequest(candidate)
          } catch (error) {
            expect(error).toBeInstanceOf(InlayError)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a request’s plain values', () => {
  it.each([
    ['fill', undefined, 3],
    ['remove', undefined, 1],
    ['expand', undefined, 1],
    ['remove', 4, 4],
    ['fill', 1, 1],
  ] as const)('%s with variations %s makes %i', (operation, variations, count) => {
    expect(variationsOf({ operation, variations })).toBe(count)
  })

  it('counts seeds up, and round at 2^32', () => {
    expect(seedOfVariation(5, 0)).toBe(5)
    expect(seedOfVariation(5, 2)).toBe(7)
    expect(seedOfVariation(MAX_SEED, 1)).toBe(0)
    expect(seedOfVariation(MAX_SEED - 1, 7)).toBe(5)
  })
})
