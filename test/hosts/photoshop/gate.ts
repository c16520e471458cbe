/** What every call into the double passes: modal scope, the user's cancel, failures on demand. */

/** What facts/hosts.md leaves open, both ways, so that tests can try each. */
export interface Unknowns {
  /** Where a new layer lands. */
  newLayer: 'above the active' | 'on top'
  /** Whether what is thrown in a modal scope comes out as it was, or as words. */
  errors: 'pass' | 'become plain'
  /** What reading a place without a pixel does. */
  emptyPixels: 'throws' | 'gives nothing'
  /** What a mask is beyond the buffer it was made from. */
  maskOutside: 'black' | 'white'
  /** Whether reading a mask or a selection names the profile of its greys. */
  greyProfileNamed: boolean
  /** Bits of a selection's samples in a 16-bit document. */
  selectionBits: 8 | 16
  /** What becomes of the selection when the canvas grows. */
  selectionOnResize: 'moves' | 'stays' | 'is lost'
  /** What becomes of quick mask mode, left while the history was suspended, when that is rolled back. */
  quickMaskOnRollback: 'comes back' | 'stays off'
  /** Whether putting pixels into a new layer or mask drops the selection. */
  putDropsSelection: boolean
}

export const USUAL: Unknowns = {
  newLayer: 'above the active',
  errors: 'pass',
  emptyPixels: 'throws',
  maskOutside: 'black',
  greyProfileNamed: true,
  selectionBits: 8,
  selectionOnResize: 'moves',
  quickMaskOnRollback: 'comes back',
  putDropsSelection: false,
}

export class Gate {
  modalDepth = 0
  /** Set by the user's Escape; calls throw until the modal scope is left. */
  cancelled = false
  /** Another plugin holds Photoshop: executeAsModal is refused. */
  otherPluginIsModal = false
  /** Names of the calls so far. */
  readonly calls: string[] = []
  /** Runs before each call: tests count, cancel and throw here. */
  beforeCall: (index: number, name: string) => void = () => {}
  onCancel: (() => void) | undefined
  /** Broken rules that the plugin could swallow: tests look at the end. */
  readonly offences: string[] = []

  /** Passes a call that must stand inside a modal scope, or throws as Photoshop does. */
  async enter(name: string): Promise<void> {
    this.enterNow(name)
    // The work is done elsewhere: whoever forgets to await it shall notice.
    await new Promise((resolve) => setImmediate(resolve))
  }

  enterNow(name: string): void {
    if (this.modalDepth === 0) {
      this.offences.push(`${name} outside of a modal scope`)
      throw new Error(`The method ${name} may only be called from inside a modal scope`)
    }
    this.calls.push(name)
    this.beforeCall(this.calls.length - 1, name)
    if (this.cancelled) throw new Error('User cancelled')
  }

  /** The user presses Escape. */
  cancel(): void {
    if (this.modalDepth === 0) return
    this.cancelled = true
    this.onCancel?.()
  }

  offend(what: string): never {
    this.offences.push(what)
    throw new Error(what)
  }
}
