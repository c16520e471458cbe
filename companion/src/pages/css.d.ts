/** Styles that a section imports: the build makes them part of its script (`setup/pages.mjs`). */
declare module '*.css'
