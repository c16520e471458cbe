/**
 * Finds what UXP's panel engine lacks in a plugin's CSS, HTML and scripts, before Photoshop passes
 * over it in silence. The properties are those that AdobeDocs/uxp-photoshop's reference-css lists;
 * what is missing, facts/hosts.md 2.3 and 2.6.
 */
import { parseSource } from '../../layers/sources.ts'

const SIDES = ['top', 'right', 'bottom', 'left']
const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right']

const PROPERTIES = new Set([
  ...['align-content', 'align-items', 'align-self', 'justify-content'],
  ...['background', 'attachment', 'color', 'image', 'repeat', 'size'].map((name, i) =>
    i === 0 ? name : `background-${name}`,
  ),
  ...['border', 'border-color', 'border-style', 'border-width', 'border-radius'],
  ...SIDES.flatMap((side) => [
    `border-${side}`,
    `border-${side}-color`,
    `border-${side}-style`,
    `border-${side}-width`,
    `margin-${side}`,
    `padding-${side}`,
    side,
  ]),
  ...CORNERS.map((corner) => `border-${corner}-radius`),
  ...['flex', 'flex-basis', 'flex-direction', 'flex-grow', 'flex-shrink', 'flex-wrap'],
  ...['font-family', 'font-size', 'font-style', 'font-weight', 'letter-spacing'],
  ...['color', 'display', 'margin', 'opacity', 'overflow', 'overflow-x', 'overflow-y', 'padding'],
  ...['height', 'width', 'max-height', 'max-width', 'min-height', 'min-width', 'position'],
  ...['text-align', 'text-overflow', 'visibility', 'white-space'],
])

const PSEUDO = new Set([
  ...['active', 'checked', 'defined', 'disabled', 'empty', 'enabled', 'focus', 'hover', 'root'],
  ...['first-child', 'last-child', 'nth-child', 'nth-last-child', 'only-child'],
  ...['nth-of-type', 'nth-last-of-type', 'after', 'before'],
])

const DISPLAYS = ['none', 'inline', 'block', 'inline-block', 'flex', 'inline-flex']
const POSITIONS = ['static', 'relative', 'absolute', 'fixed']
const MEDIA =
  /^@media\s*\(\s*(?:(?:(?:min|max)-)?(?:width|height)\s*:[^()]*|prefers-color-scheme\s*:\s*(?:darkest|dark|light|lightest)\s*)\)$/

/** Of values; gradients came with UXP 8.1 in the form that browsers know. */
const FUNCTIONS = ['calc', 'rgb', 'rgba', 'url', 'var']

/** One line for each fault. */
export const cssFaults = (css: string): string[] => {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '')
  const faults: string[] = []
  // A rule's head, a declaration, or the end of a block.
  for (const [, head, declaration] of text.matchAll(/([^{};]+)\{|([^{};]+)(?:;|(?=\}))/g)) {
    if (head !== undefined) faults.push(...headFaults(head.trim()))
    else if (declaration?.trim()) faults.push(...declarationFaults(declaration.trim()))
  }
  return faults
}

const headFaults = (head: string): string[] => {
  if (head.startsWith('@')) return MEDIA.test(head) ? [] : [`${head}: no such at-rule`]
  if (head.includes('&')) return [`${head}: no nesting`]
  return [...head.matchAll(/::?([a-z-]+)/g)].flatMap(([all, name = '']) =>
    PSEUDO.has(name) ? [] : [`${head}: no ${all}`],
  )
}

const declarationFaults = (declaration: string): string[] => {
  const [property = '', value = ''] = declaration.split(/:(.*)/s).map((part) => part.trim())
  const unknown = [...value.matchAll(/([a-z-]+)\(/g)].filter(
    ([, name = '']) => !FUNCTIONS.includes(name),
  )
  if (unknown.length > 0) return unknown.map(([call]) => `${property}: no ${call})`)
  if (property.startsWith('--')) return []
  if (!PROPERTIES.has(property)) return [`${property}: not in UXP`]
  if (property === 'display' && !DISPLAYS.includes(value)) return [`display: ${value}`]
  if (property === 'position' && !POSITIONS.includes(value)) return [`position: ${value}`]
  return []
}

/** Elements that are drawn as nothing or without what makes them. */
const ELEMENTS = [
  ...['ul', 'ol', 'li', 'iframe', 'table', 'video', 'audio', 'svg', 'object', 'dl'],
  ...['details', 'summary', 'picture', 'fieldset', 'meter', 'output', 'datalist'],
]

/** One line for each fault. */
export const htmlFaults = (html: string): string[] => {
  const faults: string[] = []
  for (const [tag, name = '', attributes = ''] of html.matchAll(/<([a-z][\w-]*)([^>]*)>/g)) {
    if (ELEMENTS.includes(name)) faults.push(`<${name}>: not in UXP`)
    if (name === 'label' && /\sfor=/.test(attributes)) faults.push(`${tag}: for does nothing`)
    if (name === 'input' && /type=["']?(?:file|color|password)/.test(attributes)) {
      faults.push(`${tag}: not usable in UXP`)
    }
    if (/\son[a-z]+=/.test(attributes)) faults.push(`${tag}: handlers in attributes are code`)
    if (/\sstyle=/.test(attributes)) {
      const [, style = ''] = /\sstyle="([^"]*)"/.exec(attributes) ?? []
      faults.push(...cssFaults(`x{${style}}`))
    }
    if (/(?:src|href)=["']?(?:https?:)?\/\//.test(attributes)) faults.push(`${tag}: from outside`)
  }
  return faults
}

/** Globals that UXP lacks, or that its manifest would have to ask for. */
const GLOBALS = [
  ...['Atomics', 'BroadcastChannel', 'Buffer', 'CompressionStream', 'DOMParser', 'EventSource'],
  ...['FileReader', 'Function', 'IntersectionObserver', 'Intl', 'MessageChannel'],
  ...['MutationObserver', 'OffscreenCanvas', 'ResizeObserver', 'SharedArrayBuffer'],
  ...['TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'Worker', 'caches'],
  ...['createImageBitmap', 'eval', 'indexedDB', 'matchMedia', 'performance', 'process'],
  ...['queueMicrotask', 'requestIdleCallback', 'structuredClone'],
]

/**
 * Of a canvas, which draws basic shapes only; of elements, which are younger than UXP's DOM
 * (cc-ext-uxp-types 7.3.1, class Element) or named as unsupported by Adobe (data attributes); of the
 * language, what came after ES2022.
 */
const METHODS = [
  ...['drawImage', 'getImageData', 'putImageData', 'toDataURL', 'toBlob', 'subtle'],
  ...['append', 'prepend', 'replaceChildren', 'toggleAttribute', 'animate', 'scrollBy'],
  ...['checkVisibility', 'dataset', 'innerText', 'showPopover', 'valueAsNumber'],
  ...['findLast', 'findLastIndex', 'groupBy', 'toReversed', 'toSorted', 'toSpliced', 'fromAsync'],
  ...['withResolvers', 'isWellFormed'],
]

/** One line for each fault in a TypeScript or JavaScript module. */
export const scriptFaults = (path: string, text: string): string[] => {
  const { names } = parseSource(path, text)
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  const elements = [...code.matchAll(/createElement\(\s*['"]([\w-]+)['"]/g)]
  return [
    ...GLOBALS.filter((name) => names.has(name)).map((name) => `${path}: no ${name} in UXP`),
    ...METHODS.filter((name) => new RegExp(`\\.${name}\\b`).test(code)).map(
      (name) => `${path}: no .${name} in UXP`,
    ),
    ...[...code.matchAll(/AbortSignal\.(?:any|timeout)/g)].map(
      ([call]) => `${path}: no ${call} in UXP`,
    ),
    ...elements.flatMap(([, name = '']) =>
      ELEMENTS.includes(name) ? [`${path}: no <${name}> in UXP`] : [],
    ),
  ]
}
