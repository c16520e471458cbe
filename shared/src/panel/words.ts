/** Every sentence that the plugins' panels say, in English; another language is another catalogue. */
import { ERRORS, type ErrorCode } from '../errors.ts'

/** `{name}` is replaced by the value of that name. `.one` and `.other` go by the value `count`. */
const WORDS = {
  // What can be done
  'operation.remove': 'Remove',
  'operation.fill': 'Fill',
  'operation.expand': 'Expand',
  'operation.remove.hint': 'Takes away what the mask covers. No prompt needed.',
  'operation.fill.hint': 'Puts what you describe where the mask is.',
  'operation.expand.hint': 'Adds picture beyond the edges.',
  'operations.label': 'What to do',
  'run.remove': 'Remove',
  'run.fill': 'Fill',
  'run.expand': 'Expand',
  'run.remove.many': 'Remove in {count} pictures',
  'run.fill.many': 'Fill in {count} pictures',
  'run.expand.many': 'Expand {count} pictures',
  'run.hint': 'Enter runs it',

  // The mask
  'mask.label': 'Mask',
  'mask.shapes': 'Shapes',
  'mask.shapes.hint': 'Shapes drawn over the picture',
  'mask.shapes.none': 'Draw a shape over the picture, then select both.',
  'mask.shapes.count.one': '{count} shape over the picture is the mask.',
  'mask.shapes.count.other': '{count} shapes over the picture are the mask.',
  'mask.group': 'Mask group',
  'mask.group.hint': 'The mask of the picture’s own mask group',
  'mask.brush': 'Brush',
  'mask.brush.hint': 'Paint over what to change',
  'mask.click': 'Click',
  'mask.click.hint': 'Click a thing to select it',
  'mask.click.more': 'Click adds, Alt-click takes away.',
  'mask.subject': 'Select subject',
  'mask.selecting': 'Selecting…',
  'mask.empty': 'Empty area',
  'mask.empty.hint': 'The transparent parts of the picture',
  'mask.selection': 'Selection',
  'mask.selection.hint': 'The selection in the document',
  'mask.selection.none': 'Nothing is selected in the document.',
  'mask.nothing': 'The mask is still empty.',
  'mask.clear': 'Clear the mask',
  'mask.undo': 'Undo the last stroke',
  'mask.redo': 'Redo the stroke',
  'mask.invert': 'Invert the mask',
  'brush.size': 'Brush size',
  'brush.hardness': 'Hardness',
  'brush.erase': 'Erase',
  'brush.paint': 'Paint',
  'view.zoom.in': 'Zoom in',
  'view.zoom.out': 'Zoom out',
  'view.zoom.fit': 'Fit to view',
  'view.larger': 'Larger window',
  'view.smaller': 'Smaller window',
  'view.picture': 'The picture and its mask',
  'view.canvas': 'Picture: drag to paint, space and drag to move, wheel to zoom',

  // Expand
  'expand.sides': 'Add on each side, in pixels',
  'expand.left': 'Left',
  'expand.top': 'Top',
  'expand.right': 'Right',
  'expand.bottom': 'Bottom',
  'expand.aspect': 'Shape',
  'expand.aspect.free': 'Free',
  'expand.size': '{width} × {height} px',
  'expand.nothing': 'Drag an edge, type the pixels or choose a shape.',
  'expand.canvas': 'Picture: drag its edges to add canvas',
  'expand.handle.left': 'Left edge, {count} px added',
  'expand.handle.top': 'Top edge, {count} px added',
  'expand.handle.right': 'Right edge, {count} px added',
  'expand.handle.bottom': 'Bottom edge, {count} px added',

  // Settings
  'prompt.label': 'Prompt',
  'prompt.fill': 'What should be there?',
  'prompt.expand': 'What lies beyond? (optional)',
  'prompt.ignored': 'The engine “{engine}” takes no prompt: it fills from the surroundings.',
  'prompt.none.installed':
    'No engine that takes a prompt is there: the fill comes from the surroundings.',
  more: 'More',
  'engine.label': 'Engine',
  'engine.auto': 'Automatic',
  'engine.auto.is': 'Automatic ({engine})',
  'engine.unavailable': '{engine} (not available)',
  'variations.label': 'Variations',
  'seed.label': 'Seed',
  'seed.random': 'Random',
  'seed.keep': 'Keep the seed of this result',
  'strength.label': 'Strength',
  'grow.label': 'Grow mask',
  'feather.label': 'Feather',
  'place.label': 'Place as',
  'place.rectangle': 'Rectangle',
  'place.frame': 'Frame',
  'settings.reset': 'Back to the defaults',
  'unit.pixels': '{count} px',
  'unit.percent': '{count} %',

  // Under way
  'job.preparing': 'Reading the picture',
  'job.sending': 'Handing it to the companion',
  'job.queued.next': 'Waiting, next in line',
  'job.queued.behind.one': 'Waiting behind {count} other fill',
  'job.queued.behind.other': 'Waiting behind {count} other fills',
  'job.running': 'At work',
  'job.away': 'The companion does not answer; the fill goes on when it is back.',
  'job.finishing': 'Fetching the result',
  'job.done': 'Done',
  'job.done.found': 'This result was waiting for you.',
  'job.cancelled': 'Cancelled. Nothing was changed.',
  'job.lost': 'The companion no longer has this fill. Start it again.',
  'job.unsent': 'The window was closed before the picture was handed over. Start it again.',
  'job.untitled': 'Untitled',
  'job.position': '{position} of {count}',
  'job.progress': 'Progress',
  'jobs.label': 'Fills under way',
  'jobs.others.one': '{count} more fill under way',
  'jobs.others.other': '{count} more fills under way',
  'jobs.close.hint': 'You may close this window: the work goes on, and the result waits.',
  'stage.starting': 'Starting',
  'stage.reading': 'Reading the surroundings',
  'stage.structure': 'Finding structure',
  'stage.structure.of': 'Finding structure, {step} of {steps}',
  'stage.detail': 'Finding detail',
  'stage.detail.of': 'Finding detail, {step} of {steps}',
  'stage.blending': 'Blending the patches',
  'stage.copying': 'Copying the pixels',
  'stage.encoding': 'Writing the result',
  'stage.again': 'Starting again',

  // The result
  'result.label': 'Result',
  'result.apply': 'Apply',
  'result.applying': 'Placing the result',
  'result.discard': 'Discard',
  'result.more': 'More like this',
  'result.more.hint': 'Make other variations',
  'result.redo': 'Do it again',
  'result.previous': 'Previous variation',
  'result.next': 'Next variation',
  'result.of': '{index} of {count}',
  'result.variation': 'Variation {index}',
  'result.compare': 'Hold to see the original',
  'result.before': 'Original',
  'result.applied': 'Placed above the picture.',
  'result.waiting.one': '{count} result waits for you.',
  'result.waiting.other': '{count} results wait for you.',
  'result.show': 'Show',
  'result.name': 'Inlay: {prompt}',
  'result.name.remove': 'Inlay: removed',
  'result.name.expand': 'Inlay: expanded',

  // Buttons everywhere
  'button.cancel': 'Cancel',
  'button.close': 'Close',
  'button.back': 'Back',
  'button.dismiss': 'Dismiss',
  'button.again': 'Try again',
  'button.try': 'Look again',
  'button.pair': 'Pair',
  'button.new_code': 'New code',
  'button.copy': 'Copy the command',
  'button.previous.picture': 'Previous picture',
  'button.next.picture': 'Next picture',
  'button.copied': 'Copied',
  'button.window': 'Connect by a window',
  'button.install': 'How to install it',
  'button.update': 'How to update',
  'button.help': 'What to do',
  'button.allow': 'How to allow it',

  'quick.begun': 'Inlay is at work; the result will be placed when it is done.',

  // The companion
  'link.looking': 'Looking for the companion on this computer…',
  'link.looking.hint': 'If the browser asks to reach apps on this device, allow it.',
  'link.ready': 'Connected',
  'link.ready.engine': '{engine}, {device}',
  'link.window': 'Connected through its window; leave that window open.',
  'link.opening': 'Say “Connect” in the companion’s window.',
  'link.not_found.title': 'The companion is not there',
  'link.not_found.text':
    'Inlay fills pictures with a small program of its own on this computer, the companion. Nothing answers where it should be.',
  'link.not_found.next': 'Install it once, start it, and this panel finds it by itself.',
  'link.not_running.title': 'The companion is not running',
  'link.not_running.text': 'This panel was connected to it before; now nothing answers.',
  'link.not_running.next': 'Start it and this panel finds it by itself.',
  'link.blocked.title': 'The browser keeps this panel from your computer',
  'link.blocked.text':
    'Browsers ask before a page may reach programs on your own computer, and Figma’s page has no leave to do so.',
  'link.blocked.next':
    'Connect by a small window of the companion, allow “Apps on device” for this site, or use the Figma desktop app.',
  'link.starting.title': 'The companion is starting',
  'link.starting.text': 'It will be ready in a moment.',
  'link.silent.title': 'The companion does not answer',
  'link.silent.text': 'Something takes the connection and says nothing: it is starting or stuck.',
  'link.silent.next': 'Wait a moment; if it stays so, stop the companion and start it again.',
  'link.other.title': 'Another program is in the companion’s place',
  'link.other.text':
    'What answers on the companion’s ports (43117 to 43119) is not the companion. Nothing was sent to it.',
  'link.other.next': 'Stop that program and start the companion; `inlay doctor` names it.',
  'link.unproven.title': 'This may not be your companion',
  'link.unproven.text':
    'What answers cannot prove that it knows this panel, so nothing was sent to it.',
  'link.unproven.next': 'If you have just reset or moved the companion, pair again.',
  'link.update_companion.title': 'The companion is too old',
  'link.update_companion.text': 'It is version {version}; this plugin needs a newer one.',
  'link.update_companion.next': 'Update the companion and start it again.',
  'link.update_plugin.title': 'This plugin is too old',
  'link.update_plugin.text': 'The companion is version {version} and needs a newer plugin.',
  'link.update_plugin.next': 'Update the plugin and open it again.',
  'link.failing.title': 'The companion has failed',
  'link.failing.text': 'It answers, but with an error: {detail}',
  'link.failing.next': 'Start it again; `inlay doctor` helps to find out why.',
  'link.refused.title': 'The companion does not let this panel in',
  'link.refused.text': '{detail}',
  'link.refused.next': 'Start the companion again, then look again.',
  'link.command': 'npm start',
  'link.command.label': 'Start it with',

  // Pairing
  'pair.title': 'Pair with your companion',
  'pair.text':
    'The companion is there and does not know this panel yet. Pairing is done once: the companion shows six digits, and you type them here.',
  'pair.revoked.title': 'This panel was disconnected',
  'pair.revoked.text':
    'The companion no longer knows this panel: it was revoked, or not used for 90 days. Pair it again to go on.',
  'pair.code.title': 'Type the six digits',
  'pair.code.text':
    'They stand where the companion runs: in its terminal, or where you type `inlay pair`.',
  'pair.code.label': 'Six-digit code',
  'pair.digit': 'Digit {index}',
  'pair.checking': 'Checking…',
  'pair.asking': 'Asking the companion for a code…',
  'pair.left': 'Good for {minutes}:{seconds}',
  'pair.wrong': 'That was not the code. Have a look and try again.',
  'pair.over': 'That code is over: it is good for two minutes and five tries.',
  'pair.busy': 'The companion takes no more pairings just now. Wait a minute.',
  'pair.done': 'Paired.',

  // Help, in steps
  'help.install.1': 'Install Node 20.9 or newer (nodejs.org), once.',
  'help.install.2': 'Open a terminal in Inlay’s folder.',
  'help.install.3': 'Type `npm start` and leave the terminal open. This panel finds it by itself.',
  'help.update.1': 'Stop the companion with Ctrl+C and put the newer Inlay folder in its place.',
  'help.update.2': 'Type `npm start` in it.',
  'help.update.3': 'Close this plugin and open it again: it comes from the same folder.',
  'help.allow.1': 'Click the sign to the left of the address figma.com.',
  'help.allow.2': 'Set “Apps on device” (or “Local network access”) to “Allow”.',
  'help.allow.3': 'Load the page again and open the plugin. In the desktop app nothing is asked.',
  'help.help.1': 'Look at the terminal in which the companion runs.',
  'help.help.2': 'Stop it with Ctrl+C and start it again with `npm start`.',
  'help.help.3': '`npm start -- doctor` looks for what is wrong and says it.',

  // What to work on
  'source.none': 'Select a picture',
  'source.none.hint':
    'Any layer with an image fill, or a frame or group, which is taken as it looks.',
  'source.many.one': '{count} picture selected',
  'source.many.other': '{count} pictures selected',
  'source.size': '{width} × {height}',
  'source.reading': 'Reading the picture…',
  'source.read_only': 'You may look at this file but not change it. Ask for edit access.',

  // Bad days of the host's document
  'host.nothing_selected': 'Select a picture.',
  'host.not_a_picture':
    'This is not a picture. Select a layer with an image fill, or a frame or group.',
  'host.nothing_beneath': 'No picture lies under these shapes. Select the picture with them.',
  'host.mask_outside': 'The shapes do not touch the picture.',
  'host.too_many': 'These are too many pictures at once: 50 are taken in turn.',
  'host.nothing_visible': 'There is nothing visible in it to work on.',
  'host.too_small': 'It is too small to work on.',
  'host.deleted': 'The layer was deleted meanwhile. The result can still be placed on the page.',
  'host.changed': 'The layer has changed meanwhile. The result can be placed on the page.',
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

export type WordKey = keyof typeof WORDS

/** Keys that come as `.one` and `.other`. */
export type CountKey = WordKey extends infer K
  ? K extends `${infer Base}.one`
    ? Base
    : never
  : never

export interface Catalogue {
  readonly words: Readonly<Record<WordKey, string>>
  readonly errors: Readonly<Record<ErrorCode, { readonly message: string; readonly next: string }>>
}

/** The table's own sentences, but for those that speak to somebody at a command line. */
export const ENGLISH: Catalogue = {
  words: WORDS,
  errors: {
    ...ERRORS,
    mask_empty: {
      message: ERRORS.mask_empty.message,
      next: 'Paint or select what to change, then run it again.',
    },
    mask_covers_everything: {
      message: ERRORS.mask_covers_everything.message,
      next: 'Leave some of the picture unmasked.',
    },
    engine_unavailable: {
      message: ERRORS.engine_unavailable.message,
      next: 'Choose another engine under “More”.',
    },
    image_too_large: {
      message: ERRORS.image_too_large.message,
      next: 'Use a smaller picture, or raise the pixel limit in the companion’s settings.',
    },
    body_too_large: {
      message: ERRORS.body_too_large.message,
      next: 'Use a smaller picture, or raise the upload limit in the companion’s settings.',
    },
    companion_unreachable: {
      message: ERRORS.companion_unreachable.message,
      next: 'Start it; this panel finds it by itself.',
    },
    companion_unproven: {
      message: ERRORS.companion_unproven.message,
      next: 'Look again; if it stays so, pair again.',
    },
    unauthorised: { message: ERRORS.not_paired.message, next: 'Pair this panel again.' },
    not_paired: { message: ERRORS.not_paired.message, next: 'Pair this panel again.' },
    colour_mode_unsupported: {
      message: ERRORS.colour_mode_unsupported.message,
      next: 'Convert the picture to RGB.',
    },
    internal: {
      message: ERRORS.internal.message,
      next: 'Try again; `inlay doctor` on the companion’s side helps to find out why.',
    },
  },
}
