import { describe, expect, it } from 'vitest'
import { parseOptions } from './options.ts'

const parse = (...argv: string[]) => parseOptions(argv, '/out')

describe('parseOptions', () => {
  it('runs everything but the big TIFF by default', () => {
    const options = parse()!
    expect(options.sets).toContain('kodak')
    expect(options.families).toContain('scratches')
    expect(options.sections).toEqual([
      'quality',
      'speed',
      'curve',
      'threads',
      'variations',
      'hybrid',
    ])
  })

  it('takes less when quick, and what is named in any case', () => {
    expect(parse('--quick')!.sections).toEqual(['quality', 'speed'])
    expect(parse('--quick', '--sets', 'examples')!.sets).toEqual(['examples'])
    expect(parse('--quick', '--big')!.sections).toContain('big')
    expect(parse('--only', 'curve')!.sections).toEqual(['curve'])
  })

  it('looks only at the folder when one is given alone', () => {
    const options = parse('--folder', 'a', '--folder', 'b')!
    expect([options.sets, options.folders]).toEqual([[], ['a', 'b']])
  })

  it('has a list of ablations of its own', () => {
    expect(parse('--ablate')!.ablate).toMatch(/ablations\.json$/)
    expect(parse('--ablate', '--quick')!.ablate).toMatch(/ablations\.json$/)
    expect(parse('--ablate', 'mine.json', '--quick')!.ablate).toBe('mine.json')
    expect(parse('--quick')!.ablate).toBeUndefined()
  })

  it('refuses words it does not know, with the choices', () => {
    expect(() => parse('--families', 'objekt')).toThrow(/Expected object, thin.*received "objekt"/)
    expect(() => parse('--threads', '0')).toThrow('Expected an integer of 1 or more for --threads')
    expect(() => parse('--frobnicate')).toThrow(/frobnicate/)
  })

  it('gives nothing when help is asked for', () => {
    expect(parse('-h')).toBeUndefined()
  })
})
