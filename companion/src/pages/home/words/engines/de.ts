/** The engines and what they run on, in German. */
import type en from './en.ts'

export default {
  'engines.device': 'Wo Modelle laufen',
  'engines.device.text':
    'Das erste, das geht, wird benutzt; jedes wurde mit einem kleinen Modell ausprobiert.',
  'engines.asking': 'Die Grafikkarte wird ausprobiert …',
  'engines.nowhere': 'Modelle können hier nicht laufen; die eingebaute Engine schon.',
  'engines.chosen': 'Hier laufen Modelle',
  'engines.works': 'Geht auch',
  'engines.driver': 'Treiber {driver}',
  'engines.machine': 'Arbeitsspeicher dieses Rechners',
  'engines.memory': '{free} von {total} frei',
  'engines.held': 'Modelle belegen jetzt {size}.',
  'engines.held.none': 'Kein Modell ist gerade im Speicher.',
  'engines.free': 'Speicher freigeben',
  'engines.freed': 'Er wurde freigegeben.',
  'engines.busy': 'Eine Füllung läuft und braucht ihren Speicher.',
  'engines.list': 'Engines',
  'engines.list.text':
    'Von sich aus nimmt Inlay für einen Prompt ein Diffusionsmodell, zum Entfernen ein anderes Modell und für alles Übrige die eingebaute Engine. In den Einstellungen lässt sich eine eigene Wahl treffen.',
  'engines.ready': 'Bereit',
  'engines.absent': 'Nicht hier',
  'engines.remove': 'Entfernen',
  'engines.fill': 'Füllen',
  'engines.expand': 'Erweitern',
  'engines.prompt': 'folgt einem Prompt',
  'engines.no.prompt': 'braucht keinen Prompt',
  'engines.get': 'Modell installieren',
  'cuda.title': 'Bibliotheken für CUDA',
  'cuda.text':
    'Eine NVIDIA-Karte ist damit um ein Vielfaches schneller: {bytes} herunterzuladen, entpackt {unpacked}.',
  'cuda.installed': 'Sie sind da: {unpacked}.',
  'cuda.have': '{size} sind schon hier',
  'cuda.install': 'Herunterladen',
  'cuda.use':
    'Für NVIDIAs Bibliotheken gelten NVIDIAs Bedingungen; ONNX Runtimes eigener Teil steht unter MIT.',
} as const satisfies Record<keyof typeof en, string>
