/** Photoshop as the panel knows it. */
import { hostTimers, type Timers } from '@inlay/shared'
import { createSay, panelCatalogue, type Say } from '@inlay/shared/panel'
import { capture } from './capture.ts'
import { convertDuplicate } from './convert.ts'
import { lookAt } from './document.ts'
import type { PhotoshopHost } from './host.ts'
import type { Surroundings } from './modal.ts'
import type { PhotoshopModule } from './modules.ts'
import { findOrigin } from './origin.ts'
import { picture } from './picture.ts'
import { place, showVariation } from './place.ts'
import { preview } from './preview.ts'
import { recall } from './recall.ts'
import { select } from './select.ts'
import { captureForUpscale, placeUpscaled } from './upscale.ts'
import { watch } from './watch.ts'

export type * from './host.ts'

/** Few calls for small selections, no long silence in large ones. */
const BAND_PIXELS = 4e6

export interface HostOptions {
  readonly timers?: Timers
  readonly bandPixels?: number
  readonly life?: string
  /** Default: in English. It is asked anew each time, so that another language may come. */
  readonly say?: Say
}

export const createHost = (
  photoshop: PhotoshopModule,
  {
    timers = hostTimers,
    bandPixels = BAND_PIXELS,
    life = String(Date.now()),
    say = createSay(panelCatalogue('en')),
  }: HostOptions = {},
): PhotoshopHost => {
  const around: Surroundings = { photoshop, timers, bandPixels, life, say }
  return {
    look: () => lookAt(photoshop),
    alert: (message) => photoshop.core.showAlert({ message }),
    documentFor: (target) => findOrigin(around, target)?.id ?? null,
    recall: (target, options) => recall(around, target, options),
    watch: (onChange) => watch(around, onChange),
    capture: (ask, options) => capture(around, ask, options),
    place: (captured, results, placing, options) =>
      place(around, captured, results, placing, options),
    showVariation: (placed, index) => showVariation(around, placed, index),
    convertDuplicate: (documentId) => convertDuplicate(around, documentId),
    select: (documentId, mask) => select(around, documentId, mask),
    picture: (options) => picture(around, options),
    captureForUpscale: (options) => captureForUpscale(around, options),
    placeUpscaled: (captured, pixels, options) => placeUpscaled(around, captured, pixels, options),
    preview: (captured, what, side) => preview(around, captured, what, side),
  }
}
