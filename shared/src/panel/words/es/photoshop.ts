/** What only Photoshop's panel says, in Spanish: in the words of the Spanish Photoshop. */
import type en from '../en/photoshop.ts'

export default {
  'ps.open_panel': 'Abra el panel (Plugins > Inlay > Inlay): allí se continúa.',
  'ps.task.upscale': 'Ampliar',
  'ps.task.upscale.hint': 'Amplía la selección o toda la imagen en un documento nuevo.',
  'ps.run.upscale': 'Ampliar',
  'ps.document.none': 'Abra una imagen',
  'ps.document.none.hint': 'Inlay trabaja en el documento que está delante.',
  'ps.selection': '{width} × {height} px seleccionados',
  'ps.selection.none': 'No hay nada seleccionado.',
  'ps.selection.none.hint':
    'Seleccione lo que debe cambiar con cualquier herramienta de Photoshop.',
  'ps.selection.all': 'No hay nada seleccionado: se amplía toda la imagen.',
  'ps.selection.inside': '{selection}: se rellena el área vacía de su interior.',
  'ps.quick_mask': 'La máscara rápida está activa: lo que muestra es la selección.',
  'ps.artboards':
    'Las mesas de trabajo se amplían con la herramienta Mesa de trabajo de Photoshop; si no se añaden píxeles, se rellena el área vacía de su interior.',
  'ps.problem.cmyk': 'Es CMYK y los rellenos son RGB: un duplicado en RGB conserva la selección.',
  'ps.problem.other':
    'Es color indexado, mapa de bits o multicanal y los rellenos son RGB: un duplicado en RGB conserva la selección.',
  'ps.problem.deep':
    'Tiene 32 bits por canal y los rellenos, 16 como máximo: un duplicado de 16 bits conserva la selección.',
  'ps.convert.deep': 'Duplicar en 16 bits',
  'ps.subject': 'Seleccionar sujeto',
  'ps.subject.busy': 'Seleccionando…',
  'ps.expand.instead': 'Expandir en su lugar',
  'ps.expand.empty': 'No se añade nada: se rellena el área vacía dentro del lienzo.',
  'ps.from': 'Muestrear',
  'ps.from.all': 'Todas las capas visibles',
  'ps.from.active': 'Capa activa',
  'ps.place.layer': 'Capa con máscara',
  'ps.place.smart': 'Objeto inteligente',
  'ps.place.raster': 'Una sola capa',
  'ps.convert': 'Duplicar en RGB',
  'ps.converting': 'Convirtiendo…',
  'ps.upscale.becomes':
    'Serán {width} × {height} px en un documento nuevo: ninguna capa puede ser más fina que su documento.',
  'ps.scale': 'Ampliación',
  'ps.scale.times': '{count} veces',
  'ps.enlarging': 'Ampliando',
  'ps.enlarged': 'Está abierto como documento propio.',
  'ps.goes_to': 'Para {title}',
  'ps.place_anyway': 'Colocar igualmente',
  'ps.place_here': 'Colocar en {title}',
  'ps.applied.one': 'Colocado como capa, con su selección como máscara de capa.',
  'ps.applied.other': 'Colocado como grupo de {count} capas; las flechas cambian cuál se ve.',
  'ps.applied.raster': 'Colocado como capa.',
  'ps.preview': 'Previsualización del resultado',
  'ps.preview.original': 'El original',
  'ps.preview.waits': 'La previsualización aparecerá en cuanto Photoshop esté libre.',
  'ps.running.hint': 'Puede seguir trabajando; el resultado espera aquí.',
  'ps.preview.look': 'Un primer vistazo al resultado',
  'ps.colours': 'No es RGB: se rellena a través de {profile} y el resultado se reconvierte.',
  'ps.more': 'Más',
  'ps.convert_place': 'Colocar en copia RGB',
  'ps.way': 'Qué se ha probado',
  'ps.way.answers': 'responde',
  'ps.way.socket': 'responde, pero no por HTTP simple',
  'ps.way.denied': 'Photoshop no lo permite',
  'ps.way.fails': 'sin respuesta',
  'ps.way.look':
    'Abra `{look}` en un navegador. Si el companion responde allí, algo en este equipo impide que Photoshop llegue a él: mire si un cortafuegos menciona Photoshop.',
  'ps.manifest.title': 'Photoshop impide que este plugin llegue al companion',
  'ps.manifest.text':
    'Solo permite a un plugin las direcciones con las que se instaló, y estas no están entre ellas. Quite el plugin e instálelo de nuevo.',

  'ps.command.remove': 'Inlay: Quitar',
  'ps.command.fill': 'Inlay: Rellenar…',
  'ps.command.expand': 'Inlay: Expandir…',
  'ps.language.host': 'Como Photoshop',

  'ps.layer.enlarged': 'Ampliado',
  'ps.modal.reading': 'Inlay: leyendo la imagen',
  'ps.modal.duplicate': 'Inlay: duplicado en RGB',
  'ps.modal.variation': 'Inlay: otra variación',
  'ps.modal.preview': 'Inlay: previsualización',
  'ps.modal.quick_mask': 'Inlay: máscara rápida',
  'ps.modal.subject': 'Inlay: seleccionar sujeto',
  'ps.modal.enlarged': 'Inlay: ampliado',

  'ps.note.converted': 'Rellenado a través de {profile}: el documento en sí no es RGB.',
  'ps.note.adjustment':
    'Una capa de ajuste no tiene píxeles propios: se ha muestreado con todo lo que hay debajo.',
  'ps.note.layer_gone': 'La capa para la que se pidió ya no existe; se ha colocado donde estaba.',
  'ps.note.group_locked': 'El grupo está bloqueado, así que se ha colocado encima.',
  'ps.note.group_hidden': 'Está en un grupo que está oculto.',
  'ps.note.levels.mask':
    'Photoshop guarda la máscara de capa con diferencias de hasta {count} de 255 niveles.',
  'ps.note.levels.selection':
    'Photoshop guarda la selección con diferencias de hasta {count} de 255 niveles.',
} satisfies Record<keyof typeof en, string>
