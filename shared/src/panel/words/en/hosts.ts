/** What is said of the host's document: its bad days, and what it says beside a result. */

export default {
  // Bad days of the host's document
  'host.nothing_selected': 'Select a picture.',
  'host.not_a_picture':
    'This is not a picture. Select a layer with an image fill, or a frame or group.',
  'host.nothing_beneath': 'No picture lies under these shapes. Select the picture with them.',
  'host.mask_outside': 'The shapes do not touch the picture.',
  'host.too_many': 'These are too many pictures at once: 50 are taken in turn.',
  'host.nothing_visible': 'There is nothing visible in it to work on.',
  'host.too_small': 'It is too small to work on.',
  'host.turned':
    'It is turned, and Inlay cannot take it upright here. Turn it upright yourself, then expand it.',
  'host.deleted': 'The layer was deleted meanwhile. The result can still be placed on the page.',
  'host.changed': 'The layer has changed meanwhile. The result can be placed on the page.',
  'host.picture_deleted': 'The picture is no longer in this file.',
  'host.picture_changed': 'The picture is not what it was when it was masked. Select it again.',
  'host.read_only': 'You may not change this file. The result waits here; ask for edit access.',
  'host.other_document': 'This result belongs to another file. Open that file to place it.',
  'host.page_gone': 'The page it belongs to was deleted. The result can no longer be placed.',
  'host.unreadable': 'The picture could not be read.',
  'host.not_placed': 'The result could not be placed. It waits here; try again.',
  'host.no_variations': 'This layer’s variations are not stored any more.',
  'host.not_stored': 'Figma did not keep what was to be remembered; it holds for this time only.',
  'host.wrong_editor': 'Inlay works in Figma’s design files, not in FigJam, Slides or Dev Mode.',
  'host.no_mask': 'There is no mask over the picture.',
  'host.place_page': 'Place on the page',

  // What the host says beside
  'note.reduced':
    'The picture is larger than 4096 pixels, the most Figma takes: it is worked on at {width} × {height}.',
  'note.tiled': 'The result is larger than 4096 pixels and is placed in several pieces.',
  'note.translucent':
    'The layer is see-through: what lies under it shows through the picture, not through the fill.',
  'note.hard_edges': 'Soft edges of shapes are left out: nothing may be made in a read-only file.',
  'note.in_instance':
    'Inside an instance, which takes no layers: placed on the page, exactly over it.',
  'note.in_locked': 'Inside a locked layer: placed on the page, exactly over it.',
  'note.in_closed': 'Its parent takes no layers: placed on the page, exactly over it.',
  'note.where_it_was': 'Placed on the page, where the picture was.',
  'note.shapes_hidden': 'The shapes you drew are hidden now; undo brings them back.',
  'note.moved': 'The picture was moved meanwhile; the result has followed it.',
  'note.wide_gamut': 'This document’s colours are Display P3; the result is placed so.',
} as const
