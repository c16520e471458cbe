/** The window `/bridge` in German. */
import type { Catalogue } from '../catalogues.ts'

export default {
  waiting: 'Warten auf das Plug-in…',
  'waiting.text':
    'Ändert sich hier nichts, schließen Sie das Fenster und klicken Sie im Plug-in noch einmal auf die Schaltfläche.',
  alone: 'Dieses Fenster gehört zu einem Plug-in',
  'alone.text':
    'Öffnen Sie es aus dem Inlay-Plug-in: mit der Schaltfläche, die dort erscheint, wenn der Browser ihm den Zugriff auf diesen Computer verwehrt. Für sich allein tut es nichts.',
  stranger: 'Eine Webseite wollte Inlay benutzen',
  'stranger.text':
    '{origin} hat dieses Fenster geöffnet. Webseiten dürfen Inlay nicht benutzen; ihr wurde nichts mitgeteilt.',
  'stranger.close': 'Sie können dieses Fenster schließen.',
  question: 'Darf ein Plug-in Inlay auf diesem Computer benutzen?',
  'question.name': 'Es nennt sich',
  'question.from': 'Es kommt aus',
  'question.from.text':
    'Einem Frame ohne eigene Adresse, wie ihn Plug-ins in Figma haben. Auch andere Seiten können so aussehen.',
  'question.text':
    'Stimmen Sie nur zu, wenn Sie gerade in diesem Plug-in auf eine Schaltfläche geklickt haben. Ein Plug-in, das hier neu ist, braucht trotzdem den sechsstelligen Code.',
  'question.no': 'Nein',
  'question.yes': 'Verbinden',
  connected: 'Verbunden',
  'connected.plugin': 'Plug-in',
  'connected.now': 'Gerade',
  'connected.text':
    'Lassen Sie dieses Fenster offen, solange Sie füllen; minimieren dürfen Sie es. Bilder gehen durch dieses Fenster vom Plug-in zu Inlay auf diesem Computer und zurück, sonst nirgendwohin.',
  'connected.end': 'Trennen',
  ended: 'Nicht verbunden',
  'ended.text': 'Sie können dieses Fenster schließen. Das Plug-in öffnet auf Wunsch ein neues.',
  'device.none': 'Noch nicht gekoppelt.',
  'device.owner': 'Es verwendet Ihr eigenes Token.',
  'device.paired': 'Gekoppelt als „{name}“ am {day}.',
  'work.none': 'Nichts in Arbeit.',
  'work.some': 'Bei der Arbeit.',
} as const satisfies Catalogue
