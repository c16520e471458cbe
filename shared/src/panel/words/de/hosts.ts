/** What is said of the host's document, in German. */
import type en from '../en/hosts.ts'

export default {
  'host.nothing_selected': 'Wählen Sie ein Bild aus.',
  'host.not_a_picture':
    'Das ist kein Bild. Wählen Sie eine Ebene mit Bildfüllung, einen Frame oder eine Gruppe aus.',
  'host.nothing_beneath':
    'Unter diesen Formen liegt kein Bild. Wählen Sie das Bild mit ihnen zusammen aus.',
  'host.mask_outside': 'Die Formen berühren das Bild nicht.',
  'host.too_many': 'Das sind zu viele Bilder auf einmal: Mehr als 50 gehen nicht.',
  'host.nothing_visible': 'Darin ist nichts zu sehen, womit sich arbeiten ließe.',
  'host.too_small': 'Das ist zu klein, um damit zu arbeiten.',
  'host.turned':
    'Die Ebene ist gedreht, und Inlay kann sie hier nicht aufrecht aufnehmen. Drehen Sie sie zuerst gerade, dann erweitern Sie sie.',
  'host.deleted':
    'Die Ebene wurde inzwischen gelöscht. Das Ergebnis kann noch auf der Seite platziert werden.',
  'host.changed':
    'Die Ebene hat sich inzwischen geändert. Das Ergebnis kann auf der Seite platziert werden.',
  'host.picture_deleted': 'Das Bild ist nicht mehr in dieser Datei.',
  'host.picture_changed':
    'Das Bild ist nicht mehr das, was maskiert wurde. Wählen Sie es noch einmal aus.',
  'host.read_only':
    'Sie dürfen diese Datei nicht ändern. Das Ergebnis wartet hier; bitten Sie um Bearbeitungszugriff.',
  'host.other_document':
    'Dieses Ergebnis gehört zu einer anderen Datei. Öffnen Sie sie, um es zu platzieren.',
  'host.page_gone':
    'Die zugehörige Seite wurde gelöscht. Das Ergebnis kann nicht mehr platziert werden.',
  'host.unreadable': 'Das Bild konnte nicht gelesen werden.',
  'host.not_placed':
    'Das Ergebnis konnte nicht platziert werden. Es wartet hier; versuchen Sie es erneut.',
  'host.no_variations': 'Die Varianten dieser Ebene sind nicht mehr gespeichert.',
  'host.not_stored': 'Figma hat nicht behalten, was gemerkt werden sollte; es gilt nur diesmal.',
  'host.wrong_editor':
    'Inlay arbeitet in Figmas Designdateien, nicht in FigJam, Slides oder Dev Mode.',
  'host.no_mask': 'Über dem Bild liegt keine Maske.',
  'host.place_page': 'Auf der Seite platzieren',

  'note.reduced':
    'Das Bild ist größer als 4096 Pixel, mehr nimmt Figma nicht: Gearbeitet wird mit {width} × {height}.',
  'note.tiled': 'Das Ergebnis ist größer als 4096 Pixel und wird in mehreren Teilen platziert.',
  'note.translucent':
    'Die Ebene ist durchscheinend: Was darunter liegt, scheint durch das Bild, nicht durch die Füllung.',
  'note.hard_edges':
    'Weiche Kanten von Formen fallen weg: In einer schreibgeschützten Datei darf nichts angelegt werden.',
  'note.in_instance':
    'In einer Instanz, die keine Ebenen aufnimmt: auf der Seite platziert, genau darüber.',
  'note.in_locked': 'In einer gesperrten Ebene: auf der Seite platziert, genau darüber.',
  'note.in_closed':
    'Die übergeordnete Ebene nimmt keine Ebenen auf: auf der Seite platziert, genau darüber.',
  'note.where_it_was': 'Auf der Seite platziert, dort, wo das Bild war.',
  'note.shapes_hidden':
    'Ihre gezeichneten Formen sind jetzt ausgeblendet; Rückgängig holt sie zurück.',
  'note.moved': 'Das Bild wurde inzwischen verschoben; das Ergebnis ist ihm gefolgt.',
  'note.wide_gamut': 'Dieses Dokument hat Farben in Display P3; das Ergebnis wird so platziert.',
} satisfies Record<keyof typeof en, string>
