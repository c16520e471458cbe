/** In English until it is written. */
export { default } from '../en/hosts.ts'
