import { ANCHORS, FillRequest, InlayError, OPERATIONS, RANGES, SCHEDULERS } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FillOptions, operationOf, requestFrom } from './options.ts'

const MASK = { mask: true, sample: false }
const BOTH = { mask: true, sample: true }
const masks = fc.record({ mask: fc.boolean(), sample: fc.boolean() })

const BARE: FillOptions = { colourMatch: true, grain: true }

const inRange = ([min, max]: readonly [number, number]) => fc.integer({ min, max })

const options: fc.Arbitrary<FillOptions> = fc.record(
  {
    operation: fc.constantFrom(...OPERATIONS),
    prompt: fc.string(),
    negativePrompt: fc.string(),
    engine: fc.constantFrom('auto', 'patchmatch'),
    seed: inRange(RANGES.seed),
    variations: inRange(RANGES.variations),
    grow: inRange(RANGES.grow),
    feather: fc.double({ min: 0, max: 512, noNaN: true }),
    padding: inRange(RANGES.padding),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
    guidanceScale: fc.double({ min: 0, max: 100, noNaN: true }),
    steps: inRange(RANGES.steps),
    scheduler: fc.constantFrom(...SCHEDULERS),
    expand: fc.constantFrom({ left: 1, top: 0, right: 8192, bottom: 3 }, { aspect: '2.39:1' }),
    anchor: fc.constantFrom(...ANCHORS),
    form: fc.constantFrom('patch', 'composite'),
    invertMask: fc.boolean(),
    invertSample: fc.boolean(),
    convert: fc.boolean(),
    colourMatch: fc.boolean(),
    grain: fc.boolean(),
  },
  { requiredKeys: ['colourMatch', 'grain'] },
)

const isConsistent = (given: FillOptions): boolean =>
  (given.expand === undefined || operationOf(given) === 'expand') &&
  (given.anchor === undefined || (given.expand !== undefined && 'aspect' in given.expand))

describe('requestFrom', () => {
  it('gives what was not typed the value the schema would give it', () => {
    const typed = FillRequest.parse({
      image: { kind: 'encoded', part: 'image' },
      mask: { kind: 'encoded', part: 'mask' },
      output: { form: 'composite' },
    })
    expect(requestFrom(BARE, MASK)).toEqual(typed)
  })

  it('makes requests the schema takes as they are, whatever was typed', () => {
    fc.assert(
      fc.property(options.filter(isConsistent), masks, (given, has) => {
        const request = requestFrom(given, has)
        expect(FillRequest.parse(request)).toEqual(request)
      }),
    )
  })

  it('carries every option into the request', () => {
    const given: FillOptions = {
      operation: 'fill',
      prompt: 'a pond',
      negativePrompt: 'people',
      engine: 'patchmatch',
      seed: 7,
      variations: 2,
      grow: 3,
      feather: 4.5,
      padding: 64,
      strength: 0.5,
      guidanceScale: 7.5,
      steps: 20,
      scheduler: 'ddim',
      form: 'patch',
      invertMask: true,
      invertSample: true,
      convert: true,
      colourMatch: false,
      grain: false,
    }
    const { form, ...rest } = given
    expect(requestFrom(given, BOTH)).toMatchObject({ ...rest, output: { form } })
  })

  it('carries what steers a diffusion model, and says nothing of what is on by itself', () => {
    const steered = requestFrom(
      {
        ...BARE,
        lora: [{ name: 'ink', strength: 0.5 }],
        control: 'scribble',
        controlEnd: 0.8,
        guide: 'drawing.png',
        reference: 'look.png',
        referenceStrength: 0.6,
        maskedContent: 'embedded',
        softMask: false,
        highRes: true,
        safetyCheck: true,
        translate: false,
      },
      MASK,
    )
    expect(steered).toMatchObject({
      guide: { kind: 'encoded', part: 'guide' },
      reference: { kind: 'encoded', part: 'reference' },
      diffusion: {
        loras: [{ name: 'ink', strength: 0.5 }],
        control: { kind: 'scribble', strength: 1, start: 0, end: 0.8 },
        referenceStrength: 0.6,
        maskedContent: 'embedded',
        softMask: false,
        highRes: true,
        safetyCheck: true,
        translate: false,
      },
    })
    expect(FillRequest.parse(steered)).toEqual(steered)
    expect(requestFrom({ ...BARE, softMask: true, translate: true }, MASK)).not.toHaveProperty(
      'diffusion',
    )
  })

  it.each([
    [{ ...BARE, controlStrength: 1 }],
    [{ ...BARE, guide: 'x.png' }],
    [{ ...BARE, control: 'guide' }],
    [{ ...BARE, control: 'canny', controlStart: 0.5, controlEnd: 0.2 }],
  ] as const)('refuses settings of a ControlNet that is shown nothing', (given) => {
    expect(() => requestFrom(given, MASK)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    )
  })

  it('takes --expand for the operation of that name', () => {
    const expand = { left: 1, top: 0, right: 0, bottom: 0 }
    expect(requestFrom({ ...BARE, expand }, { mask: false, sample: false })).toMatchObject({
      operation: 'expand',
      expand,
    })
  })

  it('takes a shape, and the place where the picture stays', () => {
    const expand = { aspect: '16:9' }
    const none = { mask: false, sample: false }
    expect(requestFrom({ ...BARE, expand }, none).expand).toEqual({ ...expand, anchor: 'centre' })
    const placed = requestFrom({ ...BARE, expand, anchor: 'top-left' }, none)
    expect(placed).toMatchObject({ operation: 'expand', expand: { ...expand, anchor: 'top-left' } })
  })

  it('takes the operation alone: what is transparent is filled then', () => {
    const request = requestFrom({ ...BARE, operation: 'expand' }, { mask: false, sample: false })
    expect(request).not.toHaveProperty('expand')
  })

  it.each([
    [{ ...BARE, anchor: 'left' }],
    [{ ...BARE, anchor: 'left', expand: { left: 1, top: 0, right: 0, bottom: 0 } }],
    [{ ...BARE, operation: 'remove', expand: { aspect: '16:9' } }],
    [{ ...BARE, operation: 'fill', expand: { left: 1, top: 0, right: 0, bottom: 0 } }],
  ] as const)('refuses options that contradict each other', (given) => {
    expect(() => requestFrom(given, BOTH)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    )
  })

  it('says of an impossible engine name that there is no such engine', () => {
    expect(() => requestFrom({ ...BARE, engine: 'No Such/Engine' }, MASK)).toThrow(InlayError)
    expect(() => requestFrom({ ...BARE, engine: 'No Such/Engine' }, MASK)).toThrow(
      expect.objectContaining({ code: 'engine_unavailable' }),
    )
  })
})
