/** Draws icons/*.png, once: `node plugins/photoshop-uxp/draw-icons.mjs`. UXP takes no SVG for them. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

const folder = fileURLToPath(new URL('icons', import.meta.url))

/** A selection with a spark in it. */
const drawing = (colour, ground) => `
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 46 46">
    ${ground === undefined ? '' : `<rect width="46" height="46" rx="9" fill="${ground}"/>`}
    <rect x="9" y="9" width="28" height="28" rx="3" fill="none" stroke="${colour}"
      stroke-width="3" stroke-dasharray="6 4.5"/>
    <path fill="${colour}" d="M23 13.5C24.2 20 26 21.8 32.5 23C26 24.2 24.2 26 23 32.5
      C21.8 26 20 24.2 13.5 23C20 21.8 21.8 20 23 13.5Z"/>
  </svg>`

const draw = async (name, side, colour, ground) => {
  for (const [suffix, scale] of [
    ['', 1],
    ['@2x', 2],
  ]) {
    await sharp(Buffer.from(drawing(colour, ground)), { density: 600 })
      .resize(side * scale, side * scale)
      .png({ compressionLevel: 9 })
      .toFile(join(folder, `${name}${suffix}.png`))
  }
}

await draw('panel-dark', 23, '#d6d6d6')
await draw('panel-light', 23, '#464646')
await draw('plugin', 48, '#ffffff', '#2f6fed')
