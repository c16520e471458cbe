/** What surrounds every section: navigation, signing in, how the companion is, in German. */
import stages from '@inlay/shared/words/stages/de.ts'
import type en from './en.ts'

export default {
  ...stages,
  title: 'Inlay',
  navigation: 'Bereiche',
  'navigation.menu': 'Menü',
  'navigation.skip': 'Zum Inhalt springen',
  'section.edit': 'Bearbeiten',
  'section.batch': 'Stapelverarbeitung',
  'section.fills': 'Füllungen',
  'section.devices': 'Verbundene Programme',
  'section.models': 'Modelle',
  'section.engines': 'Engines',
  'section.settings': 'Einstellungen',
  'section.logs': 'Protokolle',
  'section.plugins': 'Plug-ins installieren',
  'section.missing':
    'Dieser Teil der Seite konnte nicht geladen werden. Vielleicht wurde Inlay inzwischen aktualisiert.',
  'section.reload': 'Seite neu laden',
  'signin.title': 'Öffnen Sie diese Seite über Inlay selbst',
  'signin.text':
    'Klicken Sie im Menü des Inlay-Symbols im Infobereich auf „Inlay öffnen“ oder geben Sie in einem Terminal ein:',
  'signin.command': 'inlay open',
  'signin.late': 'Diese Adresse wurde schon benutzt oder ist älter als eine Minute.',
  'gone.title': 'Der Companion antwortet nicht',
  'gone.text':
    'Er wurde beendet oder startet gerade neu. Diese Seite macht weiter, sobald er wieder da ist.',
  'status.ready': 'Bereit',
  'status.gone': 'Keine Antwort',
  'status.running.one': '{count} Füllung läuft',
  'status.running.other': '{count} Füllungen laufen',
  'status.queued.one': '{count} wartet',
  'status.queued.other': '{count} warten',
  'status.detail': 'Version {version}, Port {port}, {memory}',
  'button.free': 'Speicher freigeben',
  'button.freed': 'Speicher ist frei',
  'button.busy': 'Eine Füllung läuft',
  'button.signout': 'Abmelden',
  'problem.close': 'Schließen',
  'status.paused': 'Angehalten',
  'button.pause': 'Anhalten',
  'button.resume': 'Fortsetzen',
  'pairing.asks': '{name} möchte sich verbinden. Geben Sie dort diesen Code ein:',
  'pairing.code': 'Code {code}',
  'pairing.refuse': 'Ablehnen',
  'signin.lapsed':
    'Sie wurden abgemeldet. Was auf dieser Seite ist, bleibt erhalten: Öffnen Sie Inlay noch einmal, dann geht es hier weiter.',
} as const satisfies Record<keyof typeof en, string>
