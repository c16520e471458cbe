/** What only Photoshop's panel says, in German: in the words of the German Photoshop. */
import type en from '../en/photoshop.ts'

export default {
  'ps.open_panel': 'Öffnen Sie das Bedienfeld (Zusatzmodule > Inlay > Inlay): Dort geht es weiter.',
  'ps.task.upscale': 'Vergrößern',
  'ps.task.upscale.hint': 'Vergrößert die Auswahl oder das ganze Bild in ein neues Dokument.',
  'ps.run.upscale': 'Vergrößern',
  'ps.document.none': 'Öffnen Sie ein Bild',
  'ps.document.none.hint': 'Inlay arbeitet am Dokument im Vordergrund.',
  'ps.selection': '{width} × {height} px ausgewählt',
  'ps.selection.none': 'Nichts ist ausgewählt.',
  'ps.selection.none.hint':
    'Wählen Sie mit einem beliebigen Werkzeug von Photoshop aus, was sich ändern soll.',
  'ps.selection.all': 'Nichts ist ausgewählt: Das ganze Bild wird vergrößert.',
  'ps.selection.inside': '{selection}: Der leere Bereich darin wird gefüllt.',
  'ps.quick_mask': 'Der Maskierungsmodus ist an: Was er zeigt, ist die Auswahl.',
  'ps.artboards':
    'Zeichenflächen vergrößern Sie mit Photoshops eigenem Zeichenflächen-Werkzeug; ohne zusätzliche Pixel wird der leere Bereich darin gefüllt.',
  'ps.problem.cmyk': 'Es ist CMYK, Füllungen sind RGB: Ein RGB-Duplikat behält die Auswahl.',
  'ps.problem.other':
    'Es ist in indizierten Farben, Bitmap oder Mehrkanal, Füllungen sind RGB: Ein RGB-Duplikat behält die Auswahl.',
  'ps.problem.deep':
    'Es hat 32 Bit pro Kanal, Füllungen haben höchstens 16: Ein Duplikat mit 16 Bit behält die Auswahl.',
  'ps.convert.deep': 'Mit 16 Bit duplizieren',
  'ps.subject': 'Motiv auswählen',
  'ps.subject.busy': 'Wird ausgewählt …',
  'ps.expand.instead': 'Stattdessen erweitern',
  'ps.expand.empty':
    'Es kommt nichts hinzu: Der leere Bereich innerhalb der Arbeitsfläche wird gefüllt.',
  'ps.from': 'Aufnehmen',
  'ps.from.all': 'Alle sichtbaren Ebenen',
  'ps.from.active': 'Aktive Ebene',
  'ps.place.layer': 'Ebene mit Maske',
  'ps.place.smart': 'Smartobjekt',
  'ps.place.raster': 'Einzelne Ebene',
  'ps.convert': 'In RGB duplizieren',
  'ps.converting': 'Wird umgewandelt …',
  'ps.upscale.becomes':
    'Daraus werden {width} × {height} px in einem neuen Dokument: Keine Ebene kann feiner sein als ihr Dokument.',
  'ps.scale': 'Vergrößerung',
  'ps.scale.times': '{count}-fach',
  'ps.enlarging': 'Wird vergrößert',
  'ps.enlarged': 'Es ist als eigenes Dokument geöffnet.',
  'ps.goes_to': 'Für {title}',
  'ps.place_anyway': 'Trotzdem platzieren',
  'ps.place_here': 'In {title} platzieren',
  'ps.applied.one': 'Als Ebene platziert, mit Ihrer Auswahl als Ebenenmaske.',
  'ps.applied.other':
    'Als Gruppe mit {count} Ebenen platziert; mit den Pfeilen wechseln Sie, welche zu sehen ist.',
  'ps.applied.raster': 'Als Ebene platziert.',
  'ps.preview': 'Vorschau des Ergebnisses',
  'ps.preview.original': 'Das Original',
  'ps.preview.waits': 'Die Vorschau kommt, sobald Photoshop frei ist.',
  'ps.running.hint': 'Sie können weiterarbeiten; das Ergebnis wartet hier.',
  'ps.preview.look': 'Ein erster Blick auf das Ergebnis',
  'ps.colours': 'Nicht RGB: Gefüllt wird über {profile}, das Ergebnis wird zurückgewandelt.',
  'ps.more': 'Mehr',
  'ps.convert_place': 'In RGB-Kopie setzen',
  'ps.way': 'Was versucht wurde',
  'ps.way.answers': 'antwortet',
  'ps.way.socket': 'antwortet, aber nicht über einfaches HTTP',
  'ps.way.denied': 'von Photoshop nicht erlaubt',
  'ps.way.fails': 'keine Antwort',
  'ps.way.look':
    'Öffnen Sie `{look}` in einem Browser. Antwortet der Companion dort, hält etwas auf diesem Rechner Photoshop von ihm fern: Sehen Sie nach, ob eine Firewall Photoshop nennt.',
  'ps.manifest.title': 'Photoshop hält dieses Plug-in vom Companion fern',
  'ps.manifest.text':
    'Photoshop erlaubt einem Plug-in nur die Adressen, mit denen es installiert wurde, und diese sind nicht darunter. Entfernen Sie das Plug-in und installieren Sie es neu.',

  'ps.command.remove': 'Inlay: Entfernen',
  'ps.command.fill': 'Inlay: Füllen …',
  'ps.command.expand': 'Inlay: Erweitern …',
  'ps.language.host': 'Wie Photoshop',

  'ps.layer.enlarged': 'Vergrößert',
  'ps.modal.reading': 'Inlay: Bild wird gelesen',
  'ps.modal.duplicate': 'Inlay: RGB-Duplikat',
  'ps.modal.variation': 'Inlay: andere Variante',
  'ps.modal.preview': 'Inlay: Vorschau',
  'ps.modal.quick_mask': 'Inlay: Maskierungsmodus',
  'ps.modal.subject': 'Inlay: Motiv auswählen',
  'ps.modal.enlarged': 'Inlay: vergrößert',

  'ps.note.converted': 'Über {profile} gefüllt: Das Dokument selbst ist nicht RGB.',
  'ps.note.adjustment':
    'Eine Einstellungsebene hat keine eigenen Pixel: Sie wurde mit allem aufgenommen, was darunter liegt.',
  'ps.note.layer_gone':
    'Die Ebene, für die es gedacht war, gibt es nicht mehr; es wurde dort platziert, wo sie war.',
  'ps.note.group_locked': 'Die Gruppe ist fixiert, darum wurde es darüber platziert.',
  'ps.note.group_hidden': 'Es liegt in einer Gruppe, die ausgeblendet ist.',
  'ps.note.levels.mask':
    'Photoshop speichert die Ebenenmaske mit Abweichungen von bis zu {count} von 255 Stufen.',
  'ps.note.levels.selection':
    'Photoshop speichert die Auswahl mit Abweichungen von bis zu {count} von 255 Stufen.',
} satisfies Record<keyof typeof en, string>
