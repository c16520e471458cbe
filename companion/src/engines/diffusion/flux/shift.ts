/** How far FLUX shifts its schedule towards noise: the larger the picture, the further. */

/**
 * `mu` on a straight line through (baseLength, baseShift) and (maxLength, maxShift), as diffusers'
 * calculate_shift.
 * @param sequenceLength packed latents, (height / 16) * (width / 16)
 */
export const calculateShift = (
  sequenceLength: number,
  baseLength = 256,
  maxLength = 4096,
  baseShift = 0.5,
  maxShift = 1.15,
): number => {
  const slope = (maxShift - baseShift) / (maxLength - baseLength)
  return sequenceLength * slope + (baseShift - slope * baseLength)
}
