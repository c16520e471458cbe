/** `@inlay/shared/studio`: what every window that shows a picture and makes a mask has in common. */
export * from './edges.ts'
export * from './grid.ts'
export * from './png.ts'
export * from './slices.ts'
export * from './stroke.ts'
export * from './tiles.ts'
export * from './veil.ts'
export * from './viewport.ts'
