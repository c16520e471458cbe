/** Random nestings of a picture: turned, mirrored, cropped, scaled, in frames, groups and layouts. */
import * as fc from 'fast-check'
import type { Loose, NodeInput, Rows } from './double/data.ts'
import { invert, multiply } from './double/matrix.ts'

export interface Scene {
  readonly node: NodeInput
  readonly image: { readonly width: number; readonly height: number }
  /** For the message of a failure. */
  readonly words: string
}

const PICTURE = 'picture'

const between = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true })

/** Any angle, and the right ones as often. */
const angle = fc.oneof(fc.constantFrom(0, 0, 90, 180, 270), between(0, 360))

const linear = fc.tuple(angle, fc.boolean()).map(([degrees, mirrored]): Rows => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const flip = mirrored ? -1 : 1
  return [
    [cos * flip, -sin, 0],
    [sin * flip, cos, 0],
  ]
})

const moved = ([[a, b], [c, d]]: Rows, x: number, y: number): Rows => [
  [a, b, x],
  [c, d, y],
]

interface Extent {
  readonly width: number
  readonly height: number
}

const extent = fc.record({
  width: fc.integer({ min: 24, max: 40 }),
  height: fc.integer({ min: 20, max: 36 }),
})
const size = fc.record({ width: between(25, 60), height: between(25, 60) })

const imageFill = { type: 'IMAGE', imageHash: PICTURE }

/** A crop that zooms, shifts, turns and mirrors: from the way the pixels lie in the node. */
const crop = (image: Extent, node: Extent) =>
  fc
    .record({
      turn: fc.oneof(fc.constant(0), angle),
      mirrored: fc.boolean(),
      zoom: between(0.8, 1.6),
      x: between(-0.15, 0.15),
      y: between(-0.15, 0.15),
    })
    .map(({ turn, mirrored, zoom, x, y }): Loose => {
      const scale = zoom * Math.max(node.width / image.width, node.height / image.height)
      const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)]
      const middle = multiply(
        [
          [cos * scale * (mirrored ? -1 : 1), -sin * scale, node.width * (0.5 + x)],
          [sin * scale * (mirrored ? -1 : 1), cos * scale, node.height * (0.5 + y)],
        ],
        [
          [1, 0, -image.width / 2],
          [0, 1, -image.height / 2],
        ],
      )
      const toImage = multiply(
        [
          [1 / image.width, 0, 0],
          [0, 1 / image.height, 0],
        ],
        multiply(invert(middle), [
          [node.width, 0, 0],
          [0, node.height, 0],
        ]),
      )
      return { ...imageFill, scaleMode: 'CROP', imageTransform: toImage }
    })

const fill = (image: Extent, node: Extent): fc.Arbitrary<Loose> =>
  fc.oneof(
    fc.record({
      type: fc.constant('IMAGE'),
      imageHash: fc.constant(PICTURE),
      scaleMode: fc.constantFrom('FILL', 'FIT'),
      rotation: fc.constantFrom(0, 0, 90, 180, 270),
    }),
    crop(image, node),
    crop(image, node),
    // As seen: nothing else shows what these are. One tile is larger than the node: two marks
    // would be measured as one.
    fc.constant({ ...imageFill, scaleMode: 'FILL', filters: { exposure: 0.01 } }),
    between(3, 3.4).map((scalingFactor) => ({ ...imageFill, scaleMode: 'TILE', scalingFactor })),
  )

const picture = (image: Extent): fc.Arbitrary<NodeInput> =>
  fc
    .tuple(size, linear, fc.constantFrom('RECTANGLE' as const, 'FRAME' as const))
    .chain(([node, rows, type]) =>
      fill(image, node).map((paint) => ({
        type,
        id: PICTURE,
        ...node,
        transform: moved(rows, 7, -3),
        fills: [paint],
      })),
    )

/** Something around something. */
const around = (inner: fc.Arbitrary<NodeInput>): fc.Arbitrary<NodeInput> =>
  fc
    .record({
      child: inner,
      kind: fc.constantFrom('plain', 'group', 'flow', 'reversed', 'clips', 'instance'),
      rows: linear,
      x: between(-20, 20),
      y: between(-20, 20),
      before: fc.boolean(),
      after: fc.boolean(),
    })
    .map(({ child, kind, rows, x, y, before, after }): NodeInput => {
      const blank = { type: 'RECTANGLE' as const, width: 5, height: 5, x: -30, y: 10 }
      const children = [...(before ? [blank] : []), child, ...(after ? [blank] : [])]
      const transform = moved(rows, x, y)
      const common = { transform, children, width: 70, height: 60 }
      switch (kind) {
        case 'group':
          return { type: 'GROUP', transform, children }
        case 'flow':
        case 'reversed':
          return {
            ...common,
            type: 'FRAME',
            layoutMode: 'HORIZONTAL',
            itemReverseZIndex: kind === 'reversed',
            padding: 4,
            itemSpacing: 3,
            clipsContent: false,
          }
        case 'instance':
          return { ...common, type: 'INSTANCE', clipsContent: false }
        default:
          return { ...common, type: 'FRAME', clipsContent: kind === 'clips' }
      }
    })

export const scene: fc.Arbitrary<Scene> = extent.chain((image) => {
  const leaf = picture(image)
  const once = around(leaf)
  const twice = around(once)
  return fc.oneof(leaf, once, twice, around(twice)).map((node) => ({
    node,
    image,
    words: JSON.stringify(node),
  }))
})
