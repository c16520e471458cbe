/** The error as a program reads it. Imported on need: it brings the schemas of `shared` with it. */
export { toWireError } from '@inlay/shared'
