/** As much of sharp as the double's JPEG needs, by the browser's own canvas. */

interface Raw {
  readonly width: number
  readonly height: number
  readonly channels: number
}

export default (samples: Uint8Array, { raw }: { readonly raw: Raw }) => ({
  jpeg: () => ({
    toBuffer: async () => {
      const { width, height, channels } = raw
      const canvas = document.createElement('canvas')
      canvas.width = width
      canvas.height = height
      const picture = new ImageData(width, height)
      for (let i = 0; i < width * height; i++) {
        for (let c = 0; c < 3; c++) picture.data[i * 4 + c] = samples[i * channels + c] ?? 0
        picture.data[i * 4 + 3] = 255
      }
      canvas.getContext('2d')?.putImageData(picture, 0, 0)
      const base64 = canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? ''
      return { toString: () => base64 }
    },
  }),
})
