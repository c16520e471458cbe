/** What only Photoshop's panel says. */

export default {
  'ps.open_panel': 'Open the panel (Plugins > Inlay > Inlay): that is where it is said.',
  'ps.task.upscale': 'Upscale',
  'ps.task.upscale.hint': 'Enlarges what is selected, or the whole picture, into a new document.',
  'ps.run.upscale': 'Upscale',
  'ps.document.none': 'Open a picture',
  'ps.document.none.hint': 'Inlay works on the document in front.',
  'ps.selection': '{width} × {height} px selected',
  'ps.selection.none': 'Nothing is selected.',
  'ps.selection.none.hint': 'Select what should change with any of Photoshop’s tools.',
  'ps.selection.all': 'Nothing is selected: the whole picture is enlarged.',
  'ps.selection.inside': '{selection}: the empty area inside it is filled.',
  'ps.quick_mask': 'Quick Mask is on: what it shows is the selection.',
  'ps.artboards':
    'Artboards are enlarged by Photoshop’s own Artboard tool; without pixels to add, the empty area inside is filled.',
  'ps.problem.cmyk': 'It is CMYK, and fills are RGB: a duplicate in RGB keeps the selection.',
  'ps.problem.other':
    'It is indexed, bitmap or multichannel, and fills are RGB: a duplicate in RGB keeps the selection.',
  'ps.problem.deep':
    'It has 32 bits a channel, and fills have 16 at most: a duplicate of 16 bits keeps the selection.',
  'ps.convert.deep': 'Duplicate in 16 bits',
  'ps.subject': 'Select subject',
  'ps.subject.busy': 'Selecting…',
  'ps.expand.instead': 'Expand instead',
  'ps.expand.empty': 'Nothing is added: the empty area inside the canvas is filled.',
  'ps.from': 'Sample from',
  'ps.from.all': 'All visible layers',
  'ps.from.active': 'Active layer',
  'ps.place.layer': 'Layer with mask',
  'ps.place.smart': 'Smart Object',
  'ps.place.raster': 'Single layer',
  'ps.convert': 'Duplicate in RGB',
  'ps.converting': 'Converting…',
  'ps.upscale.becomes':
    'It becomes {width} × {height} px in a new document: no layer can be finer than its document.',
  'ps.scale': 'Enlarge',
  'ps.scale.times': '{count} times',
  'ps.enlarging': 'Enlarging',
  'ps.enlarged': 'It is open as a document of its own.',
  'ps.goes_to': 'For {title}',
  'ps.place_anyway': 'Place it anyway',
  'ps.place_here': 'Place it in {title}',
  'ps.applied.one': 'Placed as a layer, with your selection as its mask.',
  'ps.applied.other': 'Placed as a group of {count} layers; the arrows change which one shows.',
  'ps.applied.raster': 'Placed as a layer.',
  'ps.preview': 'Preview of the result',
  'ps.preview.original': 'The original',
  'ps.preview.waits': 'The preview comes as soon as Photoshop is free.',
  'ps.running.hint': 'You can go on working; the result waits here.',
  'ps.preview.look': 'A first look at the result',
  'ps.colours': 'Not RGB: it is filled through {profile}, and the result is converted back.',
  'ps.more': 'More',
  'ps.convert_place': 'Place in RGB duplicate',
  'ps.way': 'What was tried',
  'ps.way.answers': 'answers',
  'ps.way.socket': 'answers, but not to plain http',
  'ps.way.denied': 'not allowed by Photoshop',
  'ps.way.fails': 'no answer',
  'ps.way.look':
    'Open `{look}` in a browser. If the companion answers there, something on this computer keeps Photoshop from it: look whether a firewall names Photoshop.',
  'ps.manifest.title': 'Photoshop keeps this panel from the companion',
  'ps.manifest.text':
    'It allows a plugin only the addresses it was installed with, and these are not among them. Remove the plugin and install it afresh.',

  // The menu, and the choice of a language
  'ps.command.remove': 'Inlay: Remove',
  'ps.command.fill': 'Inlay: Fill…',
  'ps.command.expand': 'Inlay: Expand…',
  'ps.language.host': 'As Photoshop',

  // What stands in the document: layers, history, Photoshop’s own progress bar
  'ps.layer.enlarged': 'Enlarged',
  'ps.modal.reading': 'Inlay: reading the picture',
  'ps.modal.duplicate': 'Inlay: duplicate in RGB',
  'ps.modal.variation': 'Inlay: other variation',
  'ps.modal.preview': 'Inlay: preview',
  'ps.modal.quick_mask': 'Inlay: quick mask',
  'ps.modal.subject': 'Inlay: select subject',
  'ps.modal.enlarged': 'Inlay: enlarged',

  // What is said beside a result
  'ps.note.converted': 'Filled through {profile}: the document itself is not RGB.',
  'ps.note.adjustment':
    'An adjustment has no pixels of its own: it was sampled with all that lies below it.',
  'ps.note.layer_gone': 'The layer it was asked for is gone; it was placed where that layer was.',
  'ps.note.group_locked': 'The group is locked, so it was placed above it.',
  'ps.note.group_hidden': 'It lies in a group that is hidden.',
  'ps.note.levels.mask':
    'Photoshop keeps the layer mask with differences of up to {count} of 255 levels.',
  'ps.note.levels.selection':
    'Photoshop keeps the selection with differences of up to {count} of 255 levels.',
} as const
