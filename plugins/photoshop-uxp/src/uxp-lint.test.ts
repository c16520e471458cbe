/** Nothing in the plugin leans on what UXP lacks, and the rules that say so bite. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { cssFaults, htmlFaults, scriptFaults } from '../../../test/hosts/photoshop/uxp-lint.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

/** What is shipped: no tests, no helpers of tests. */
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  // Of the style's one file for all, which is imports, package.test.ts looks at what is built.
  .filter((path) => !/\.test\.|(?:^|\/)testing\/|panel\/style\.css$/.test(path))

const faultsOf = (path: string): string[] => {
  const text = readFileSync(join(here, path), 'utf8')
  if (path.endsWith('.css')) return cssFaults(text)
  if (path.endsWith('.html')) return htmlFaults(text)
  return /\.tsx?$/.test(path) ? scriptFaults(path, text) : []
}

describe('the plugin', () => {
  it.each(files.filter((path) => /\.(css|html|tsx?)$/.test(path)))('%s fits UXP', (path) => {
    expect(faultsOf(path)).toEqual([])
  })
})

describe('the rules', () => {
  it.each([
    'a { display: grid }',
    'a { float: left; }',
    '@keyframes x { from { opacity: 0 } }',
    'a { transition: none }',
    'a:has(b) { color: red }',
    'a { position: sticky }',
    '@media (hover: hover) { a { color: red } }',
    'a { color: red; gap: 4px }',
    'a { width: min(10px, 50%) }',
    'a { background-image: linear-gradient(red, blue) }',
    '@media (prefers-color-scheme: auto) { a { color: red } }',
    'a { &:hover { color: red } }',
  ])('refuse %s', (css) => {
    expect(cssFaults(css)).not.toEqual([])
  })

  it.each([
    'a:hover, b > c::after { display: flex; color: var(--uxp-host-text-color, #fff) }',
    '@media (prefers-color-scheme: darkest) { a { border-bottom: 1px solid red } } b { top: 0 }',
    '/* float: left */ :root { --gap: 4px; padding: calc(var(--gap) * 2) }',
  ])('take %s', (css) => {
    expect(cssFaults(css)).toEqual([])
  })

  it.each([
    '<ul></ul>',
    '<details></details>',
    '<label for="a">x</label>',
    '<input type="color">',
    '<b onclick="x()">',
    '<p style="float: left">',
    '<script src="https://example.com/x.js"></script>',
  ])('refuse %s', (html) => {
    expect(htmlFaults(html)).not.toEqual([])
  })

  it.each([
    'new TextDecoder()',
    'context.drawImage(a, 0, 0)',
    'document.createElement("li")',
    'const s = new EventSource("x")',
    'crypto.subtle.digest("SHA-1", x)',
    'element.replaceChildren(a)',
    'element.append("x")',
    'element.dataset.help',
    'list.findLast(Boolean)',
    'fetch(x, { signal: AbortSignal.timeout(5) })',
    'new Intl.NumberFormat()',
    'structuredClone(x)',
  ])('refuse %s', (script) => {
    expect(scriptFaults('x.ts', script)).not.toEqual([])
  })

  it('take what only looks like it', () => {
    expect(
      scriptFaults('x.ts', '// TextDecoder\nimport { decodeUtf8 } from "@inlay/shared"'),
    ).toEqual([])
    expect(htmlFaults('<sp-button variant="cta">x</sp-button><label>y</label>')).toEqual([])
  })
})
