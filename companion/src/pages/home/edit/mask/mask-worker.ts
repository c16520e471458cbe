/** The worker that holds one mask: its pixels never stand in the way of the page. */
import { encodePng, gridOf, readGreyPng, veilPixels } from '@inlay/shared/studio'
import { type Asked, answering } from '../answer-questions.ts'
import { inBands } from '../picture/bands.ts'
import type { Answer, Made, Question, ToMask } from './messages.ts'
import { createStates, type States } from './states.ts'

let states: States | undefined

const tell = (message: Made): void => postMessage(message)

const answer = async (question: Question): Promise<Answer> => {
  if (question.ask === 'read') return greyOf(question.file)
  if (question.ask === 'open') {
    const { extent, png } = question
    states = createStates(extent, png && (await greyOf(png)))
    tell({ type: 'made', state: 0, bounds: states.bounds(0) })
    return null
  }
  if (states === undefined) throw new Error('The mask is not open.')
  if (question.ask === 'png') {
    const mask = states.whole(question.state)
    const stream = new CompressionStream('deflate')
    return new Blob([await encodePng({ ...mask, channels: 1 }, { stream })], { type: 'image/png' })
  }
  const { look } = question
  const pixels = veilPixels(states.seen(look), look.veil)
  return createImageBitmap(new ImageData(pixels, look.box.width, look.box.height))
}

/** The values of a mask, whoever wrote its file; a canvas reads what nothing better does, see-through as 0. */
const greyOf = async (file: Blob) => {
  const plain = await readGreyPng(new Uint8Array(await file.arrayBuffer()), (packed) =>
    new Blob([...packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader(),
  )
  if (plain !== undefined) return plain
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' })
  const { width, height, data } = gridOf(bitmap.width, bitmap.height)
  inBands(bitmap, (rgba, from) => {
    for (let i = 0; i * 4 < rgba.length; i++) {
      data[from + i] = Math.round((rgba[i * 4]! * rgba[i * 4 + 3]!) / 255)
    }
  })
  bitmap.close()
  return { width, height, data }
}

const owned = (given: Answer): Transferable[] => {
  if (given instanceof ImageBitmap) return [given]
  return given !== null && 'data' in given ? [given.data.buffer] : []
}

const hear = answering(answer, owned)

addEventListener('message', ({ data }: MessageEvent<Asked<Question> | ToMask>) => {
  switch (data.type) {
    case 'question':
      hear(data)
      break
    case 'step': {
      const bounds = states?.make(data.from, data.to, data.step) ?? null
      tell({ type: 'made', state: data.to, bounds })
      break
    }
    case 'forget':
      for (const state of data.states) states?.forget(state)
  }
})
