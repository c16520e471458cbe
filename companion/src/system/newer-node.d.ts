/** What Nodes after 20 have and we use where it is; `@types/node` is that of Node 20. */

export interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
  ) => {
    exec(sql: string): void
    prepare(sql: string): {
      run(...values: (string | number | null)[]): unknown
      get(...values: (string | number | null)[]): unknown
      all(...values: (string | number | null)[]): unknown[]
    }
    readonly isTransaction?: boolean
    close(): void
  }
}

interface NewerModules {
  /** Node 22.5; without a flag since 22.13. */
  'node:sqlite': NodeSqlite
  'node:sea': { isSea(): boolean }
}

declare global {
  namespace NodeJS {
    interface Process {
      /** Node 22.3 and 20.16. */
      getBuiltinModule?<Name extends keyof NewerModules>(name: Name): NewerModules[Name] | undefined
    }
  }
}
