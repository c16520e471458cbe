/**
 * Draws nodes as SVG, which librsvg then rasterises: independent of the plugin's geometry, since
 * SVG has its own words for what Figma calls FILL (slice), FIT (meet) and masks.
 */
import type { Loose, NodeData, Rows } from './data.ts'
import { invert, svgMatrix } from './matrix.ts'
import { fillOutline } from './outlines.ts'
import type { Box, Store } from './store.ts'

/** Left in place of an image's bytes; the other side puts them in. */
const imageAddress = (hash: string): string => `inlay-image:${hash}`

const num = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise

const isSeen = (paint: Loose): boolean => paint.visible !== false && num(paint.opacity, 1) > 0

const isRows = (value: unknown): value is Rows =>
  Array.isArray(value) && value.length === 2 && value.every((row) => Array.isArray(row))

export class Drawing {
  readonly #store: Store
  readonly #imageSize: (hash: string) => { width: number; height: number } | null
  #defs: string[] = []
  #next = 0

  constructor(store: Store, imageSize: (hash: string) => { width: number; height: number } | null) {
    this.#store = store
    this.#imageSize = imageSize
  }

  /** These nodes, bottom first, as they lie in this box of the page. */
  svg(ids: readonly string[], box: Box, pixels: { width: number; height: number }): string {
    this.#defs = []
    const drawn = ids.map((id) => {
      const outer = svgMatrix(this.#store.containerTransform(id))
      return `<g transform="${outer}">${this.#draw(id)}</g>`
    })
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`,
      ` width="${pixels.width}" height="${pixels.height}" preserveAspectRatio="none"`,
      ` viewBox="${box.x} ${box.y} ${box.width} ${box.height}">`,
      `<defs>${this.#defs.join('')}</defs>${drawn.join('')}</svg>`,
    ].join('')
  }

  #define(make: (id: string) => string): string {
    const id = `d${this.#next++}`
    this.#defs.push(make(id))
    return id
  }

  /** In the coordinates of the node's container. */
  #draw(id: string, asMask = false): string {
    const node = this.#store.get(id)
    if (!node.visible || (node.isMask && !asMask)) return ''
    const children = this.#children(node)
    const effects = this.#effects(node)
    const style = `opacity="${node.opacity}"${effects}${blend(node)}`
    if (node.type === 'GROUP') return `<g ${style}>${children}</g>`
    const own = `${this.#fills(node)}${this.#strokes(node)}`
    const inside =
      node.clipsContent && children !== ''
        ? `<g clip-path="url(#${this.#clip(node)})">${children}</g>`
        : children
    return `<g transform="${svgMatrix(node.transform)}"><g ${style}>${own}${inside}</g></g>`
  }

  /** A mask is for all that comes after it. */
  #children({ type, children, itemReverseZIndex }: NodeData): string {
    if (type === 'BOOLEAN_OPERATION') return ''
    const order = itemReverseZIndex ? [...children].reverse() : children
    let drawn = ''
    let open = ''
    let mask: string | null = null
    const close = (): void => {
      drawn += mask === null ? open : `<g mask="url(#${mask})">${open}</g>`
      open = ''
    }
    for (const child of order) {
      const data = this.#store.get(child)
      if (data.isMask && data.visible) {
        close()
        mask = this.#mask(data)
      } else open += this.#draw(child)
    }
    close()
    return drawn
  }

  #mask(node: NodeData): string {
    const shape =
      node.maskType === 'VECTOR'
        ? `<g transform="${svgMatrix(node.transform)}">${paths(node, this.#store, 'fill="#fff"')}</g>`
        : this.#draw(node.id, true)
    const kind = node.maskType === 'LUMINANCE' ? 'luminance' : 'alpha'
    return this.#define(
      (id) =>
        `<mask id="${id}" style="mask-type:${kind}" maskUnits="userSpaceOnUse" x="-100000" y="-100000" width="200000" height="200000">${shape}</mask>`,
    )
  }

  #clip(node: NodeData): string {
    return this.#define((id) => `<clipPath id="${id}">${paths(node, this.#store, '')}</clipPath>`)
  }

  #effects({ effects }: NodeData): string {
    const steps = effects.flatMap((effect) => {
      if (effect.visible === false) return []
      // Figma's radius is twice the deviation, as in CSS; not documented.
      if (effect.type === 'LAYER_BLUR') {
        return [`<feGaussianBlur stdDeviation="${num(effect.radius, 0) / 2}"/>`]
      }
      return effect.type === 'DROP_SHADOW'
        ? [`<feDropShadow dx="0" dy="4" stdDeviation="${num(effect.radius, 4) / 2}"/>`]
        : []
    })
    if (steps.length === 0) return ''
    const id = this.#define(
      (name) =>
        `<filter id="${name}" color-interpolation-filters="sRGB" x="-1" y="-1" width="3" height="3">${steps.join('')}</filter>`,
    )
    return ` filter="url(#${id})"`
  }

  #fills(node: NodeData): string {
    return node.fills
      .filter(isSeen)
      .map((paint) =>
        paint.type === 'IMAGE'
          ? this.#image(node, paint)
          : paths(node, this.#store, this.#colour(paint)),
      )
      .join('')
  }

  #colour(paint: Loose): string {
    const opacity = `fill-opacity="${num(paint.opacity, 1)}"`
    if (paint.type !== 'GRADIENT_LINEAR') return `fill="${rgb(paint.color)}" ${opacity}`
    const stops = Array.isArray(paint.gradientStops) ? paint.gradientStops : []
    const drawn = stops.map(
      (stop) =>
        `<stop offset="${stop.position}" stop-color="${rgb(stop.color)}" stop-opacity="${num(stop.color?.a, 1)}"/>`,
    )
    const turn = isRows(paint.gradientTransform) ? svgMatrix(invert(paint.gradientTransform)) : ''
    const id = this.#define(
      (name) =>
        `<linearGradient id="${name}" gradientTransform="${turn}">${drawn.join('')}</linearGradient>`,
    )
    return `fill="url(#${id})" ${opacity}`
  }

  #image(node: NodeData, paint: Loose): string {
    const { width: w, height: h } = this.#store.size(node.id)
    const hash = String(paint.imageHash)
    const size = this.#imageSize(hash)
    if (size === null) return ''
    const href = `xlink:href="${imageAddress(hash)}"`
    const opacity = `opacity="${num(paint.opacity, 1)}"`
    const within = (drawn: string): string =>
      `<g clip-path="url(#${this.#clip(node)})" ${opacity}>${drawn}</g>`
    if (paint.scaleMode === 'CROP') {
      const crop = isRows(paint.imageTransform) ? svgMatrix(invert(paint.imageTransform)) : ''
      return within(
        `<g transform="matrix(${w} 0 0 ${h} 0 0) ${crop}"><image width="1" height="1" preserveAspectRatio="none" ${href}/></g>`,
      )
    }
    if (paint.scaleMode === 'TILE') {
      const scale = num(paint.scalingFactor, 1)
      const [tw, th] = [size.width * scale, size.height * scale]
      const images: string[] = []
      // One by one: librsvg rounds the tiles of a pattern to its pixels.
      for (let y = 0; y < h; y += th) {
        for (let x = 0; x < w; x += tw) {
          images.push(
            `<image x="${x}" y="${y}" width="${tw}" height="${th}" preserveAspectRatio="none" ${href}/>`,
          )
        }
      }
      return within(images.join(''))
    }
    const turned = num(paint.rotation, 0) % 180 !== 0
    const [vw, vh] = turned ? [h, w] : [w, h]
    const keep = paint.scaleMode === 'FIT' ? 'xMidYMid meet' : 'xMidYMid slice'
    return within(
      `<g transform="translate(${w / 2} ${h / 2}) rotate(${num(paint.rotation, 0)})"><image x="${-vw / 2}" y="${-vh / 2}" width="${vw}" height="${vh}" preserveAspectRatio="${keep}" ${href}/></g>`,
    )
  }

  #strokes(node: NodeData): string {
    const [paint] = node.strokes.filter(isSeen)
    if (paint === undefined) return ''
    if (node.strokePaths.length > 0) {
      return node.strokePaths
        .map(({ data }) => `<path d="${data}" fill="${rgb(paint.color)}"/>`)
        .join('')
    }
    const width = `stroke="${rgb(paint.color)}" fill="none" stroke-width=`
    if (node.strokeAlign !== 'INSIDE')
      return paths(node, this.#store, `${width}"${node.strokeWeight}"`)
    return `<g clip-path="url(#${this.#clip(node)})">${paths(node, this.#store, `${width}"${2 * node.strokeWeight}"`)}</g>`
  }
}

const blend = ({ blendMode }: NodeData): string =>
  blendMode === 'NORMAL' || blendMode === 'PASS_THROUGH'
    ? ''
    : ` style="mix-blend-mode:${blendMode.toLowerCase().replace('_', '-')}"`

const paths = (node: NodeData, store: Store, attributes: string): string =>
  fillOutline(node, store.size(node.id))
    .map(({ data, windingRule }) => {
      const rule = windingRule === 'EVENODD' ? 'evenodd' : 'nonzero'
      return `<path d="${data}" fill-rule="${rule}" clip-rule="${rule}" ${attributes}/>`
    })
    .join('')

const rgb = (colour: unknown): string => {
  const part = (name: string): number => {
    const value: unknown =
      typeof colour === 'object' && colour !== null ? Reflect.get(colour, name) : 0
    return Math.round(num(value, 0) * 255)
  }
  return `rgb(${part('r')},${part('g')},${part('b')})`
}
