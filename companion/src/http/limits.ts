/** Every bound of the daemon in one place: what one client may cost it, and what it keeps. */
import { DEFAULT_RETENTION, type Retention } from '../jobs/retention.ts'

export interface DaemonLimits {
  /** Largest image and mask, in pixels. */
  readonly maxPixels: number
  /** Largest upload, in bytes. */
  readonly maxBodyBytes: number
  /** Longest silence within an upload, in milliseconds. */
  readonly maxSilence: number
  /** Fills running at the same time. */
  readonly concurrency: number
  /** Fills waiting, uploads on their way included. */
  readonly queueLimit: number
  readonly retention: Retention
  /** Open connections per address listened on. */
  readonly maxConnections: number
  /** All headers of one request together, in bytes. */
  readonly maxHeaderBytes: number
  /** Milliseconds a client has to send its headers, and its whole request. */
  readonly headersTimeout: number
  readonly requestTimeout: number
  /** Milliseconds between two heartbeats of an event stream or a socket. */
  readonly heartbeat: number
}

export const DEFAULT_LIMITS: DaemonLimits = {
  maxPixels: 64e6,
  // 64 MP of 16-bit RGBA and its 8-bit mask, with room for headers.
  maxBodyBytes: 640 * 2 ** 20,
  maxSilence: 15_000,
  concurrency: 1,
  queueLimit: 64,
  retention: DEFAULT_RETENTION,
  maxConnections: 256,
  maxHeaderBytes: 8 * 1024,
  headersTimeout: 5000,
  requestTimeout: 120_000,
  heartbeat: 15_000,
}
