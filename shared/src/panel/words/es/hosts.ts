/** What is said of the host's document, in Spanish. */
import type en from '../en/hosts.ts'

export default {
  'host.nothing_selected': 'Seleccione una imagen.',
  'host.not_a_picture':
    'Esto no es una imagen. Seleccione una capa con relleno de imagen, un frame o un grupo.',
  'host.nothing_beneath':
    'No hay ninguna imagen debajo de estas formas. Seleccione la imagen junto con ellas.',
  'host.mask_outside': 'Las formas no tocan la imagen.',
  'host.too_many': 'Son demasiadas imágenes a la vez: el máximo es 50.',
  'host.nothing_visible': 'No hay nada visible con lo que trabajar.',
  'host.too_small': 'Es demasiado pequeño para trabajar con ello.',
  'host.turned':
    'La capa está girada e Inlay no puede tomarla derecha aquí. Enderécela primero y expándala después.',
  'host.deleted': 'La capa se eliminó entretanto. El resultado aún puede colocarse en la página.',
  'host.changed': 'La capa ha cambiado entretanto. El resultado puede colocarse en la página.',
  'host.picture_deleted': 'La imagen ya no está en este archivo.',
  'host.picture_changed': 'La imagen ya no es la que se enmascaró. Selecciónela de nuevo.',
  'host.read_only':
    'No puede cambiar este archivo. El resultado espera aquí; pida acceso de edición.',
  'host.other_document': 'Este resultado es de otro archivo. Ábralo para colocarlo.',
  'host.page_gone': 'La página a la que pertenece se eliminó. El resultado ya no se puede colocar.',
  'host.unreadable': 'No se pudo leer la imagen.',
  'host.not_placed': 'No se pudo colocar el resultado. Espera aquí; inténtelo de nuevo.',
  'host.no_variations': 'Las variaciones de esta capa ya no están guardadas.',
  'host.not_stored': 'Figma no guardó lo que debía recordarse; vale solo por esta vez.',
  'host.wrong_editor':
    'Inlay funciona en los archivos de diseño de Figma, no en FigJam, Slides ni Dev Mode.',
  'host.no_mask': 'No hay ninguna máscara sobre la imagen.',
  'host.place_page': 'Colocar en la página',

  'note.reduced':
    'La imagen supera los 4096 píxeles, el máximo de Figma: se trabaja con {width} × {height}.',
  'note.tiled': 'El resultado supera los 4096 píxeles y se coloca en varias partes.',
  'note.translucent':
    'La capa es translúcida: lo que hay debajo se ve a través de la imagen, no del relleno.',
  'note.hard_edges':
    'Los bordes suaves de las formas se omiten: en un archivo de solo lectura no se puede crear nada.',
  'note.in_instance':
    'Dentro de una instancia, que no admite capas: se coloca en la página, justo encima.',
  'note.in_locked': 'Dentro de una capa bloqueada: se coloca en la página, justo encima.',
  'note.in_closed':
    'La capa que la contiene no admite capas: se coloca en la página, justo encima.',
  'note.where_it_was': 'Colocado en la página, donde estaba la imagen.',
  'note.shapes_hidden': 'Las formas que dibujó están ahora ocultas; Deshacer las recupera.',
  'note.moved': 'La imagen se movió entretanto; el resultado la ha seguido.',
  'note.wide_gamut': 'Los colores de este documento son Display P3; el resultado se coloca igual.',
} satisfies Record<keyof typeof en, string>
