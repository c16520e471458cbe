/**
 * A stand-in for Photoshop: the module `photoshop` over real pixel documents, strict about what
 * facts/hosts.md 2.4 and 2.5 list. What the facts leave open can be set either way (`unknowns`).
 */
import { createBatchPlay, type Descriptor } from './batch-play.ts'
import { Collection } from './collection.ts'
import type { PixelDocument } from './document.ts'
import { blankDocument, DocumentView } from './dom.ts'
import { Gate, type Unknowns, USUAL } from './gate.ts'
import { ImagingDouble } from './imaging.ts'
import type { Desk } from './layer-view.ts'
import { RGB_PROFILES } from './profiles.ts'

type Listener = (event: string, descriptor: Descriptor) => void

interface Suspension {
  readonly historySuspensionID: number
  finalName?: string
}

/** What executeAsModal hands to its function. */
interface Context {
  readonly isCancelled: boolean
  onCancel?: unknown
  reportProgress(progress: { readonly value?: number; readonly commandName?: string }): void
  readonly hostControl: {
    suspendHistory(of: { documentID: number; name: string }): Promise<Suspension>
    resumeHistory(suspension: Suspension, commit?: boolean): Promise<void>
    registerAutoCloseDocument(id: number): Promise<void>
    unregisterAutoCloseDocument(id: number): Promise<void>
  }
}

export class PhotoshopDouble {
  readonly gate = new Gate()
  readonly unknowns: Unknowns
  readonly documents: PixelDocument[]
  readonly imaging: ImagingDouble
  /** What the plugin told Photoshop's own bar. */
  readonly progress: { readonly value?: number; readonly commandName?: string }[] = []
  /** What the plugin had Photoshop say. */
  readonly alerts: string[] = []
  readonly #desk: Desk
  readonly #listeners = new Map<Listener, readonly string[]>()

  constructor(documents: PixelDocument[], unknowns: Partial<Unknowns> = {}) {
    this.documents = documents
    this.unknowns = { ...USUAL, ...unknowns }
    const activeId = documents[0]?.id ?? null
    const desk: Desk = {
      ...{ gate: this.gate, unknowns: this.unknowns, documents, activeId },
      documentView: (document) => new DocumentView(desk, document),
    }
    this.#desk = desk
    this.imaging = new ImagingDouble(this.gate, this.unknowns, (id) => this.documentOf(id))
  }

  get activeId(): number | null {
    return this.#desk.activeId
  }

  /** The user brings another document to the front. */
  activate(id: number): void {
    this.documentOf(id)
    this.#desk.activeId = id
    this.tell('select')
  }

  /** The user closes a document. */
  close(id: number): void {
    new DocumentView(this.#desk, this.documentOf(id)).closeWithoutSaving()
    this.tell('close')
  }

  /** Image data nobody disposed of. */
  get leaks(): number {
    return this.imaging.open.size
  }

  documentOf(id: number | undefined): PixelDocument {
    const wanted = id === undefined || id < 0 ? this.#desk.activeId : id
    const document = this.documents.find((one) => one.id === wanted)
    if (document === undefined) throw new Error('The document does not exist.')
    return document
  }

  /** An event that Photoshop tells its plugins; silent in a modal scope, as there. */
  tell(event: string): void {
    if (this.gate.modalDepth > 0) return
    for (const [listener, events] of this.#listeners) {
      if (events.includes(event)) listener(event, { _obj: event })
    }
  }

  readonly #executeAsModal = async <T>(
    run: (context: Context, descriptor?: object) => Promise<T>,
    options: { readonly commandName: string },
  ): Promise<T> => {
    const { gate } = this
    if (typeof options?.commandName !== 'string' || options.commandName === '') {
      gate.offend('executeAsModal without a commandName')
    }
    for (const key of Object.keys(options)) {
      if (!['commandName', 'descriptor', 'interactive'].includes(key)) {
        gate.offend(`executeAsModal's option ${key}, which 25.2 does not know`)
      }
    }
    await new Promise((resolve) => setImmediate(resolve))
    if (gate.otherPluginIsModal) {
      throw Object.assign(new Error('host is in a modal state'), { number: 9 })
    }
    const outermost = gate.modalDepth === 0
    if (outermost) gate.cancelled = false
    gate.modalDepth++
    const before = this.documents.map((document) => document.suspension)
    const autoClose = new Set<number>()
    const settle = (commit: boolean): void => {
      gate.modalDepth--
      if (!outermost) return
      if (gate.modalDepth > 0) gate.offences.push('a modal scope has ended before one within it')
      for (const document of this.documents) {
        if (document.suspension !== null && !before.includes(document.suspension)) {
          this.#resume(document, commit)
        }
      }
      for (const id of autoClose) this.close(id)
      gate.cancelled = false
      gate.onCancel = undefined
      if (this.leaks > 0) gate.offences.push(`${this.leaks} image data left after a modal scope`)
    }
    try {
      const value = await run(this.#context(autoClose), undefined)
      settle(true)
      return value
    } catch (error) {
      settle(false)
      if (this.unknowns.errors === 'pass') throw error
      throw new Error(String(error))
    }
  }

  readonly #resume = (document: PixelDocument, commit: boolean, name?: string): void => {
    const { quickMask } = document.state
    document.resume(commit, name)
    if (commit || this.unknowns.quickMaskOnRollback === 'comes back') return
    document.state = { ...document.state, quickMask }
  }

  #context(autoClose: Set<number>): Context {
    const { gate } = this
    const progress = this.progress
    const documentOf = (id: number): PixelDocument => this.documentOf(id)
    const resume = this.#resume
    const suspended = new Map<number, PixelDocument>()
    return {
      get isCancelled() {
        return gate.cancelled
      },
      set onCancel(run: unknown) {
        gate.onCancel = typeof run === 'function' ? () => void run() : undefined
      },
      reportProgress(report) {
        const { value } = report
        if (value !== undefined && !(value >= 0 && value <= 1)) gate.offend(`progress ${value}`)
        progress.push(report)
      },
      hostControl: {
        async suspendHistory({ documentID, name }) {
          await gate.enter('suspendHistory')
          if (typeof name !== 'string' || name === '') gate.offend('a history state without name')
          const document = documentOf(documentID)
          const id = document.suspend(name)
          suspended.set(id, document)
          return { historySuspensionID: id }
        },
        async resumeHistory(suspension, commit = true) {
          await gate.enter('resumeHistory')
          const document = suspended.get(suspension.historySuspensionID)
          if (document === undefined) throw new Error('The history suspension is unknown.')
          suspended.delete(suspension.historySuspensionID)
          resume(document, commit, suspension.finalName)
        },
        async registerAutoCloseDocument(id) {
          autoClose.add(id)
        },
        async unregisterAutoCloseDocument(id) {
          autoClose.delete(id)
        },
      },
    }
  }

  /** What `require('photoshop')` gives. */
  get module() {
    const double = this
    return {
      app: {
        get activeDocument(): DocumentView | null {
          const id = double.activeId
          return id === null ? null : new DocumentView(double.#desk, double.documentOf(id))
        },
        set activeDocument(document: DocumentView | null) {
          double.gate.enterNow('activeDocument')
          if (document !== null) double.#desk.activeId = document.id
        },
        get documents(): DocumentView[] {
          return Collection.from(
            double.documents,
            (document) => new DocumentView(double.#desk, document),
          )
        },
        getColorProfiles: (mode = 'RGB'): readonly string[] =>
          mode === 'Gray' ? ['Gray Gamma 2.2', 'Dot Gain 20%'] : RGB_PROFILES,
        createDocument: async (
          options: Parameters<typeof blankDocument>[0],
        ): Promise<DocumentView> => {
          await double.gate.enter('createDocument')
          const document = blankDocument(options)
          double.documents.push(document)
          double.#desk.activeId = document.id
          return new DocumentView(double.#desk, document)
        },
      },
      core: {
        executeAsModal: double.#executeAsModal,
        showAlert: async ({ message }: { readonly message: string }): Promise<void> => {
          double.alerts.push(message)
        },
      },
      action: {
        batchPlay: createBatchPlay(double.gate, (id) => double.documentOf(id)),
        addNotificationListener: async (events: string[], listener: Listener): Promise<void> => {
          double.#listeners.set(listener, events)
        },
        removeNotificationListener: async (_: string[], listener: Listener): Promise<void> => {
          double.#listeners.delete(listener)
        },
      },
      imaging: double.imaging,
      constants: CONSTANTS,
    }
  }
}

/** Of @adobe-uxp-types/photoshop 0.1.8, as far as the plugin may use them. */
const CONSTANTS = {
  ElementPlacement: { PLACEBEFORE: 'placeBefore', PLACEINSIDE: 'placeInside' },
  AnchorPosition: { TOPLEFT: 'top-left', BOTTOMRIGHT: 'bottom-right' },
  DocumentMode: {
    RGB: 'RGBColorMode',
    GRAYSCALE: 'grayscaleMode',
    LAB: 'labColorMode',
    CMYK: 'CMYKColorMode',
  },
  ChangeMode: { RGB: 'RGBColorMode' },
  BitsPerChannelType: { EIGHT: 'bitDepth8', SIXTEEN: 'bitDepth16', THIRTYTWO: 'bitDepth32' },
  LayerKind: {
    NORMAL: 'pixel',
    GROUP: 'group',
    SMARTOBJECT: 'smartObject',
    TEXT: 'text',
    SOLIDFILL: 'solidColor',
    GRADIENTFILL: 'gradientFill',
    PATTERNFILL: 'pattern',
    VIDEO: 'video',
  },
  RasterizeType: { ENTIRELAYER: 'entire' },
  ColorProfileType: { NONE: 'none' },
} as const
