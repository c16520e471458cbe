/** What the plugin uses of `require('uxp')` and of UXP's globals, and nothing more. */

export interface SecureStorage {
  setItem(key: string, value: string): Promise<void>
  /** Bytes; nothing (or an empty run) for a key that is not there, or was lost. */
  getItem(key: string): Promise<Uint8Array | null | undefined>
  removeItem(key: string): Promise<void>
}

export interface UxpEntrypoints {
  setup(entrypoints: {
    readonly panels: Readonly<Record<string, { create(root: unknown): void }>>
    readonly commands: Readonly<Record<string, { run(): void }>>
  }): void
}

export interface UxpModule {
  /** Five letters, "de_DE" (Host.md); whether every version has it, nobody says. */
  readonly host?: { readonly uiLocale?: string }
  readonly entrypoints: UxpEntrypoints
  /** Its `showPanel` may be refused by the host (cc-ext-uxp-types). */
  readonly pluginManager?: {
    readonly plugins: Iterable<{
      readonly name: string
      showPanel(id: string): unknown
    }>
  }
  readonly storage: { readonly secureStorage: SecureStorage }
}
