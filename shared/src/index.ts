/** `@inlay/shared`: what everybody speaks. Runs in Node, browsers, Figma's sandbox and UXP. */
export * from './engine-info.ts'
export * from './errors.ts'
export * from './fill-event.ts'
export * from './fill-report.ts'
export * from './fill-request.ts'
export * from './pixels.ts'
export * from './ports.ts'
export * from './version.ts'
