/** What the catalogue's models and the engines are for, in German. */
import type en from './en.ts'

export default {
  'catalogue.patchmatch':
    'Entfernt und erweitert mit dem, was im Bild ist; immer da, schnell, ohne Prompt.',
  'catalogue.migan': 'Dinge schnell entfernen, auf jedem Rechner; der kleinste Download.',
  'catalogue.migan-512': 'Dasselbe, wo ein Gerät nicht die ganze Kette rechnen kann (Core ML).',
  'catalogue.migan-bare':
    'Ihr eigener Export von MI-GANs Generator, für Geräte, die nicht die ganze Kette rechnen.',
  'catalogue.lama': 'Dinge aus regelmäßiger Struktur entfernen: Gebäude, Zäune, Muster.',
  'catalogue.lama-dynamic':
    'Große Löcher in regelmäßiger Struktur, ohne auf 512 Pixel zu skalieren.',
  'catalogue.sd15-inpaint': 'Neues nach Prompt einsetzen; braucht eine Grafikkarte.',
  'catalogue.sd15-lcm-inpaint':
    'Dasselbe in vier bis acht Schritten, etwas schlichter; auch ohne Grafikkarte erträglich.',
  'catalogue.slimsam': 'Auswählen mit einem Klick; klein und schnell.',
  'catalogue.slimsam-fp32':
    'Auswählen mit einem Klick auf einer Grafikkarte; sauberere Kanten als das kleine.',
  'catalogue.mobilesam':
    'Auswählen mit einem Klick; in Größe und Sorgfalt zwischen SlimSAM und SAM 2.1.',
  'catalogue.sam2-tiny': 'Auswählen mit einem Klick, mit den besten Kanten der kleinen.',
  'catalogue.realesr-general-x4':
    'Füllungen eines kleinen Modells schärfen; schnell, für Fotos aller Art.',
  'catalogue.realesrgan-x2':
    'Fotos sorgfältig auf das Doppelte vergrößern; ohne Grafikkarte langsam.',
  'catalogue.swin2sr-x4':
    'Fotos sorgfältig auf das Vierfache vergrößern; ohne Grafikkarte langsam.',
  'catalogue.own': 'Ihr eigenes Modell.',
  'catalogue.use.any':
    'Jede Nutzung, auch bezahlte Arbeit; den Hinweis beim Weitergeben beibehalten.',
  'catalogue.use.openrail':
    'Jede Nutzung, auch bezahlte Arbeit, außer den schädlichen in Anhang A; diese Grenzen weitergeben.',
  'catalogue.use.own': 'Was seine Lizenz erlaubt; Sie haben es selbst hergebracht.',
  'catalogue.note.files':
    'Für die Dateien sind keine Prüfsummen veröffentlicht, daher werden sie nicht heruntergeladen: Laden Sie sie von der Seite des Herausgebers, und wählen Sie sie hier.',
  'catalogue.note.newer': 'Es gibt eine andere Version; installieren Sie sie, um sie zu nutzen.',
  'catalogue.note.result': 'Wie sein Ergebnis innen heißt, ist nicht sicher bekannt.',
  'catalogue.note.names':
    'Seine Namen innen sind nicht sicher bekannt: Weichen sie ab, fügen Sie es als eigenes Modell hinzu.',
  'catalogue.note.steps': 'Stellen Sie 4 bis 8 Schritte und eine Guidance von 1 bis 2 ein.',
} as const satisfies Record<keyof typeof en, string>
