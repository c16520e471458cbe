/** Where the defences and their tests lie. */
export const guard = (name) => `companion/src/http/guard/${name}.ts`
export const access = (name) => `companion/src/http/access/${name}.ts`
export const models = (name) => `companion/src/models/${name}.ts`
export const httpTest = (name) => `companion/src/http/${name}.test.ts`
