/** Pictures times mask families: the list of holes the benchmark fills. */
import type { Mask } from '@inlay/shared'
import { generateMask } from './masks/families.ts'
import { hideHole, readHole } from './pixels.ts'
import type { Case, Family, Picture, Rgb } from './types.ts'

/** A hole not yet painted: pictures are loaded one at a time. */
export interface CasePlan {
  readonly picture: Picture
  readonly family: Family
}

/** Masks that came with a set are named for what they are. */
const givenFamily = (picture: Picture): Family =>
  picture.given?.truth === true ? 'free-form' : 'removal'

export const planCases = (
  pictures: readonly Picture[],
  wanted: (family: Family) => boolean,
): CasePlan[] =>
  pictures.flatMap((picture) => {
    const families: Family[] = [
      ...picture.families,
      ...(picture.given === undefined ? [] : [givenFamily(picture)]),
    ]
    return families.filter(wanted).map((family) => ({ picture, family }))
  })

const caseOf = (
  { picture, family }: CasePlan,
  original: Rgb,
  hole: Mask,
  extra: Partial<Case>,
): Case => ({
  id: `${picture.set}/${picture.name}/${family}`,
  set: picture.set,
  picture: picture.name,
  family,
  original,
  hole,
  input: hideHole(original, hole),
  truth: true,
  stored: {},
  ...extra,
})

/** @param seed part of every generated mask's seed text */
export const loadCase = async (plan: CasePlan, original: Rgb, seed: string): Promise<Case> => {
  const { picture, family } = plan
  if (family === 'free-form' || family === 'removal') {
    if (picture.given === undefined) throw new Error(`${picture.name} has no mask of its own`)
    const { path, blackIsHole, truth } = picture.given
    const hole = await readHole(path, blackIsHole)
    return caseOf(plan, original, hole, { truth, stored: picture.stored })
  }
  const { mask, expand } = generateMask(family, original, `${seed}/${picture.set}/${picture.name}`)
  return caseOf(plan, original, mask, expand === undefined ? {} : { expand })
}
