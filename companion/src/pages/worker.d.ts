/** A web worker's own script, built by itself; the address it is served at (`setup/pages.mjs`). */
declare module '*?worker' {
  const url: string
  export default url
}
