/** What the double has from the world outside the virtual machine. */

export interface Bridge {
  /** To the plugin's window: JSON in which `{"$bytes": [from, length]}` stands for bytes. */
  post(json: string, bytes: ArrayBuffer): void
  /** Keeps an image: `{hash, width, height}` or `{error}` as JSON. */
  putImage(bytes: ArrayBuffer): string
  imageInfo(hash: string): string | undefined
  imageBytes(hash: string): ArrayBuffer
  /** Answered by `settle(call, ...)`. */
  rasterise(call: number, svg: string, width: number, height: number): void
  /** What runs until the next call is the double's own work, which in Figma is native; or no more. */
  own(isOwn: boolean): void
  timer(id: number, delay: number): void
  /** Everything else a test may want to know, as JSON. */
  tell(event: string, json: string): void
  storage(action: 'get' | 'set' | 'delete', key: string, json: string): string | undefined
}
