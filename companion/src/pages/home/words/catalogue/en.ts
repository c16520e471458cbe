/** What the catalogue's models and the engines are for, in English. */
export default {
  'catalogue.patchmatch':
    'Removes and extends by what is in the picture; always here, fast, no prompt.',
  'catalogue.migan': 'Removing things quickly, on any machine; the smallest download.',
  'catalogue.migan-512': 'The same where a device does not take the whole pipeline (Core ML).',
  'catalogue.migan-bare':
    'Your own export of MI-GAN’s generator, for devices that cannot run the whole pipeline.',
  'catalogue.lama': 'Removing things from regular structure: buildings, fences, patterns.',
  'catalogue.lama-dynamic': 'Large holes in regular structure, without scaling to 512 pixels.',
  'catalogue.sd15-inpaint': 'Putting something new in by a prompt; needs a graphics card.',
  'catalogue.sd15-lcm-inpaint':
    'The same in four to eight steps, a little plainer; bearable without a graphics card.',
  'catalogue.slimsam': 'Selecting by a click; small and quick.',
  'catalogue.slimsam-fp32':
    'Selecting by a click on a graphics card; cleaner edges than the small one.',
  'catalogue.mobilesam': 'Selecting by a click; between SlimSAM and SAM 2.1 in size and care.',
  'catalogue.sam2-tiny': 'Selecting by a click with the best edges of the small ones.',
  'catalogue.realesr-general-x4':
    'Sharpening fills that a small net made; quick, for photos of all kinds.',
  'catalogue.realesrgan-x2': 'Enlarging photos twofold with care; slow without a graphics card.',
  'catalogue.swin2sr-x4': 'Enlarging photos fourfold with care; slow without a graphics card.',
  'catalogue.own': 'Your own model.',
  'catalogue.use.any': 'Any use, paid work included; keep its notice when you pass the model on.',
  'catalogue.use.openrail':
    'Any use, paid work included, but for the harmful uses its attachment A names; pass those limits on.',
  'catalogue.use.own': 'What its licence allows; you brought it here yourself.',
  'catalogue.note.files':
    'No publisher says what its files must be, so nothing is fetched: get them from its page and choose them here.',
  'catalogue.note.newer': 'There is another version; install it to have that.',
  'catalogue.note.result': 'Its result’s name inside is not known for sure.',
  'catalogue.note.names':
    'Its names inside are not known for sure: if they differ, add it as your own model.',
  'catalogue.note.steps': 'Ask for 4 to 8 steps and a guidance of 1 to 2.',
} as const
