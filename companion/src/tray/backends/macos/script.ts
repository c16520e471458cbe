/**
 * The program that macOS's own `osascript -l JavaScript` runs: an NSStatusItem, told what to show by
 * JSON lines on its standard input, telling of clicks by JSON lines on its standard output. It is
 * text because it runs in another JavaScript than ours, with Objective-C in reach and nothing else.
 *
 * Unproven: nobody has run it on a Mac yet. docs/verify-on-macos.md has the steps.
 */
export const MACOS_SCRIPT = `
ObjC.import('Cocoa')

const app = $.NSApplication.sharedApplication
app.setActivationPolicy($.NSApplicationActivationPolicyAccessory)
const item = $.NSStatusBar.systemStatusBar.statusItemWithLength($.NSVariableStatusItemLength)
const out = $.NSFileHandle.fileHandleWithStandardOutput
const say = (message) => {
  const line = $.NSString.alloc.initWithUTF8String(JSON.stringify(message) + '\\n')
  out.writeData(line.dataUsingEncoding($.NSUTF8StringEncoding))
}

ObjC.registerSubclass({
  name: 'InlayTarget',
  methods: {
    'clicked:': {
      types: ['void', ['id']],
      implementation: (sender) => say({ type: 'clicked', action: sender.representedObject.js }),
    },
  },
})
const target = $.InlayTarget.alloc.init

const lineOf = ({ label, action, checked }) => {
  const line = $.NSMenuItem.alloc.initWithTitleActionKeyEquivalent(
    label, action === undefined ? null : 'clicked:', '')
  if (action !== undefined) {
    line.target = target
    line.representedObject = $(action)
  }
  if (checked !== undefined) line.state = checked ? 1 : 0
  return line
}
const menuOf = (items) => {
  const menu = $.NSMenu.alloc.init
  menu.autoenablesItems = true
  for (const one of items) {
    if (one.kind === 'divider') menu.addItem($.NSMenuItem.separatorItem)
    else if (one.kind === 'line') menu.addItem(lineOf(one))
    else {
      const line = $.NSMenuItem.alloc.initWithTitleActionKeyEquivalent(one.label, null, '')
      line.submenu = menuOf(one.items)
      menu.addItem(line)
    }
  }
  return menu
}

const show = ({ png, template, tooltip, menu }) => {
  const data = $.NSData.alloc.initWithBase64EncodedStringOptions(png, 0)
  const image = $.NSImage.alloc.initWithData(data)
  image.size = $.NSMakeSize(18, 18)
  image.template = template
  item.button.image = image
  item.button.toolTip = tooltip
  item.menu = menuOf(menu)
}
const notify = ({ title, body }) => {
  const script = Application.currentApplication()
  script.includeStandardAdditions = true
  script.displayNotification(body, { withTitle: title })
}

const input = $.NSFileHandle.fileHandleWithStandardInput
let rest = ''
const take = () => {
  const data = input.availableData
  if (data.length === 0) { app.terminate(null); return }
  rest += $.NSString.alloc.initWithDataEncoding(data, $.NSUTF8StringEncoding).js
  const lines = rest.split('\\n')
  rest = lines.pop()
  for (const line of lines) {
    const message = JSON.parse(line)
    if (message.type === 'show') show(message)
    else if (message.type === 'notify') notify(message)
  }
}
$.NSNotificationCenter.defaultCenter.addObserverForNameObjectQueueUsingBlock(
  'NSFileHandleDataAvailableNotification', input, $.NSOperationQueue.mainQueue,
  () => { take(); input.waitForDataInBackgroundAndNotify })
input.waitForDataInBackgroundAndNotify
say({ type: 'ready' })
app.run
`
