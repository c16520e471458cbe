/** Every failure a person can meet and what to do about it, in English: the table itself. */
export { ERRORS as default } from '@inlay/shared'
