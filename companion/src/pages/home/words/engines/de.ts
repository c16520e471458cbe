/** The engines and what they run on, in German. */
import type en from './en.ts'

export default {
  'engines.device': 'Wo Modelle laufen',
  'engines.device.text':
    'Das erste, das geht, wird benutzt; jedes wurde mit einem kleinen Netz ausprobiert.',
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
  'reason.nvidia.none': 'es gibt keine NVIDIA-Grafikkarte mit Treiber',
  'reason.nvidia.driver': 'es gibt keinen NVIDIA-Treiber',
  'reason.nvidia.old': 'der NVIDIA-Treiber ist zu alt; aktualisieren Sie ihn',
  'reason.nvidia.card': 'es gibt keine NVIDIA-Grafikkarte',
  'reason.libraries': 'seine Bibliotheken sind nicht installiert; unten lassen sie sich holen',
  'reason.vulkan':
    'keine Grafikkarte hat geantwortet; unter Linux libvulkan1 und den Treiber der Karte installieren',
  'reason.steps': 'die Grafikkarte beherrscht nicht jeden Schritt des Tests',
  'reason.memory': 'es hat nicht genug Speicher',
  'reason.wrong': 'es hat falsche Werte berechnet',
  'reason.late': 'es hat nicht rechtzeitig geantwortet',
  'reason.unknown': 'es ist aus unbekanntem Grund gescheitert',
  'reason.settings': 'Ihre Einstellungen lassen es aus',
  'cuda.title': 'Bibliotheken für CUDA',
  'cuda.text':
    'Eine NVIDIA-Karte ist damit um ein Vielfaches schneller: {bytes} zu laden, ausgepackt {unpacked}.',
  'cuda.installed': 'Sie sind da: {unpacked}.',
  'cuda.have': '{size} sind schon hier',
  'cuda.install': 'Laden',
  'cuda.use':
    'Für NVIDIAs Bibliotheken gelten NVIDIAs Bedingungen; ONNX Runtimes eigener Teil steht unter MIT.',
} as const satisfies Record<keyof typeof en, string>
