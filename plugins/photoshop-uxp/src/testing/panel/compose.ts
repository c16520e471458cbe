/** What the README shows: the panel before, with a result, and when it is placed. */
import { join } from 'node:path'
import sharp from 'sharp'

/** Puts three of the tests' pictures side by side. */
export const compose = async (folder: string): Promise<void> => {
  const names = ['edit', 'result', 'placed']
  const shots = await Promise.all(
    names.map((name) => sharp(join(folder, `${name}.png`)).metadata()),
  )
  const [first] = shots
  if (first === undefined) return
  const { width, height } = first
  const gap = 24
  const all = names.map((name, i) => ({
    input: join(folder, `${name}.png`),
    left: i * (width + gap),
    top: 0,
  }))
  const canvas = { width: names.length * width + (names.length - 1) * gap, height }
  const flat = await sharp({ create: { ...canvas, channels: 3, background: '#ffffff' } })
    .composite(all)
    .png()
    .toBuffer()
  await sharp(flat)
    .resize(Math.min(1200, canvas.width))
    .png({ palette: true, colours: 128 })
    .toFile(join(folder, 'photoshop-panel.png'))
}
