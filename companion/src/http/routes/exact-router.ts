/** A router that knows each address in one spelling only: `/v1/health`, not `/V1/Health/`. */
import { Router } from 'express'

export const exactRouter = (): Router => Router({ caseSensitive: true, strict: true })
