/** What the catalogue's entries share: licences, addresses, units. */

export const MB = 1_000_000

export const huggingFace = (repository: string, revision: string, path: string): string =>
  `https://huggingface.co/${repository}/resolve/${revision}/${path}`

export const APACHE = {
  name: 'Apache-2.0',
  url: 'https://www.apache.org/licenses/LICENSE-2.0',
  use: 'Any use, paid work included; keep its notice when you pass the model on.',
}
export const MIT_MIGAN = {
  name: 'MIT',
  url: 'https://github.com/Picsart-AI-Research/MI-GAN/blob/main/LICENSE-WEIGHTS',
  use: 'Any use, paid work included; keep its notice when you pass the model on.',
}
export const BSD_ESRGAN = {
  name: 'BSD-3-Clause',
  url: 'https://github.com/xinntao/Real-ESRGAN/blob/master/LICENSE',
  use: 'Any use, paid work included; keep its notice when you pass the model on.',
}
export const OPENRAIL = {
  name: 'CreativeML-OpenRAIL-M',
  url: 'https://huggingface.co/spaces/CompVis/stable-diffusion-license',
  use: 'Any use, paid work included, but for the harmful uses its attachment A names; pass those limits on.',
}
