/** A certificate that a test makes for itself, with openssl. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { findPart } from './system-parts.mjs'

export interface Certificate {
  readonly cert: string
  readonly key: string
  readonly certPath: string
  readonly keyPath: string
}

/** Signed by itself, for a day, for these names and addresses. */
export const makeCertificate = (folder: string, names: readonly string[]): Certificate => {
  mkdirSync(folder, { recursive: true })
  const [certPath, keyPath] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const alternatives = names.map((name) => `${isIP(name) === 0 ? 'DNS' : 'IP'}:${name}`).join(',')
  const args = [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-days', '1', '-subj', '/CN=Inlay test', '-addext', `subjectAltName=${alternatives}`],
    ...['-keyout', keyPath, '-out', certPath],
  ]
  execFileSync(findPart('openssl') ?? 'openssl', args, { stdio: 'ignore' })
  return {
    cert: readFileSync(certPath, 'utf8'),
    key: readFileSync(keyPath, 'utf8'),
    certPath,
    keyPath,
  }
}
