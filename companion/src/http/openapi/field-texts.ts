/** What each field of a fill request means, for readers of the OpenAPI document. */
import type { FillRequestInput } from '@inlay/shared'

/** Complete by its type: a new field without a text does not compile. */
export const FIELD_TEXTS: Readonly<Record<keyof FillRequestInput, string>> = {
  operation:
    'remove: take away what is under the mask. fill: put something there. expand: make the canvas larger.',
  image: 'The picture: a file found by its content (PNG, JPEG, WebP, TIFF, AVIF) or bare pixels.',
  mask: 'White is filled, black is kept, grey is soft. Same size as the image. Needed for remove and fill.',
  invertMask: 'True when black is the hole.',
  sample:
    'Where the fill may be sampled from: a picture of the size of the image, white may, black never. Absent: everywhere.',
  invertSample: 'True when white is what must not be sampled.',
  guide:
    'For `diffusion.control`: a drawing, depth, a pose; the size of the image. Absent: the hint is made of the image.',
  reference:
    'What the fill is to be like, a picture of any size, for models with an image adapter (IP-Adapter).',
  expand:
    'For expand: pixels to add on each side, or `{"aspect": "16:9", "anchor": "left"}`: the least canvas of that shape, and where the picture stays on it. Absent: what the mask covers is filled, without a mask all that is not opaque.',
  prompt: 'What to put there, for engines that take a prompt.',
  negativePrompt: 'What not to put there.',
  engine: 'An id from /v1/engines, or auto.',
  seed: 'The same seed gives the same fill; variation k has seed + k. 1, 9, 17, ... ask for the best there is, the seven after each for other structures. Absent: a random one of the former, which the report names.',
  variations: 'How many fills to make. Absent: 3 for fill, 1 for remove and expand.',
  strength: 'How far the fill may leave what is under the mask, for engines that start from it.',
  guidanceScale: 'How closely to keep to the prompt, for engines that take one.',
  steps: 'Diffusion steps, for engines that have them.',
  scheduler: 'Diffusion scheduler, for engines that have one.',
  diffusion:
    'For engines that paint step by step: `clipSkip` (layers of the text encoder left out), `noise` (torch-cpu or philox: whose random numbers a seed stands for), `guidanceRescale` and `eta` (0 to 1), `loras` (`{name, strength}` of the model’s folder `loras`), `control` (`{kind, strength, start, end}`; kind: inpaint, canny, scribble, depth or guide), `referenceStrength`, `maskedContent` (original, fill, embedded or noise), `softMask`, `highRes`, `safetyCheck`, `translate`.',
  grow: 'Pixels the mask is dilated by before anything else.',
  feather: 'Width in pixels of the soft ramp added outside the grown mask.',
  padding: 'Context around the mask in pixels. Absent: the companion chooses.',
  colourMatch: 'Match the fill’s colour to a ring around the hole.',
  grain: 'Carry film grain into fills smoother than their surroundings.',
  convert: 'Convert CMYK and Lab through their profile instead of refusing.',
  output: 'The form and format results come in when the one who asks does not say.',
}
