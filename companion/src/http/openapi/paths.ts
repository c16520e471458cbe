/** Every route of the companion as OpenAPI paths. */
import { companionPaths } from './companion-paths.ts'
import { fillPaths } from './fill-paths.ts'
import { modelPaths } from './model-paths.ts'
import { ownerPaths } from './owner-paths.ts'
import { pagePaths } from './page-paths.ts'
import { pairingPaths } from './pairing-paths.ts'
import { previewPaths } from './preview-paths.ts'
import type { JsonSchema } from './schemas.ts'
import { segmentPaths } from './segment-paths.ts'
import { upscalePaths } from './upscale-paths.ts'

/** Schemas of requests, for their fields one by one. */
export interface RequestSchemas {
  readonly fill: JsonSchema
  readonly segment: JsonSchema
  readonly upscale: JsonSchema
}

export const openApiPaths = ({ fill, segment, upscale }: RequestSchemas): object => ({
  ...companionPaths(),
  ...pairingPaths(),
  ...pagePaths(),
  ...modelPaths(),
  ...ownerPaths(),
  ...fillPaths(fill),
  ...segmentPaths(segment),
  ...previewPaths(),
  ...upscalePaths(upscale),
})
