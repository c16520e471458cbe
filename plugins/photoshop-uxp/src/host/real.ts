/** The real `photoshop` module, which fits the shapes we use of it. */
import photoshop from 'photoshop'
import type { PhotoshopModule } from './modules.ts'

export const realPhotoshop: PhotoshopModule = photoshop
