/** Cancelling: between stages by asking, inside foreign work by not waiting for it. */
export { breathe } from '../system/breathe.ts'
export { checkCancelled, orCancelled } from '../system/or-cancelled.ts'
