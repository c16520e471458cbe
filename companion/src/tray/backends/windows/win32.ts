/**
 * The calls of Windows that a tray icon needs, through koffi: user32, shell32 and kernel32, by their
 * documented signatures (learn.microsoft.com, Shell_NotifyIconW and what it leans on).
 */
import { createRequire } from 'node:module'
import type koffiModule from 'koffi'

export interface Win32 {
  readonly koffi: typeof koffiModule
  /** Registers a window class whose messages come to `onMessage`; a window nobody sees. */
  makeWindow(
    onMessage: (message: number, low: number) => number | undefined,
    taskbarCreated: () => void,
  ): unknown
  makeIcon(bits: Uint8Array, size: number): unknown
  destroyIcon(icon: unknown): void
  /** NIM_ADD, NIM_MODIFY, NIM_DELETE. */
  notifyIcon(message: number, data: NotifyIcon): boolean
  createMenu(): unknown
  appendMenu(menu: unknown, flags: number, id: number | bigint, text: string | null): void
  /** The id of the line chosen, 0 for none; stands still until the menu is closed. */
  trackMenu(menu: unknown, window: unknown): number
  destroyMenu(menu: unknown): void
  addressOf(menu: unknown): bigint
  /** Hands out the messages that wait. */
  pump(): void
  smallIconSize(): number
}

export interface NotifyIcon {
  readonly window: unknown
  readonly flags: number
  readonly callback: number
  readonly icon: unknown
  readonly tip: string
  readonly title: string
  readonly info: string
}

/** Our own messages begin here (WM_APP). */
const WM_APP = 0x8000
export const WM_TRAY = WM_APP + 1
const PM_REMOVE = 1
/** Right button or left, the id is returned instead of sent. */
const TPM = 0x0002 | 0x0080 | 0x0100
const SM_CXSMICON = 49
const ICON_VERSION = 0x0003_0000
const MOST_MESSAGES = 50

export const loadWin32 = (): Win32 => {
  const koffi: typeof koffiModule = createRequire(import.meta.url)('koffi')
  const user32 = koffi.load('user32.dll')
  const shell32 = koffi.load('shell32.dll')
  const kernel32 = koffi.load('kernel32.dll')

  const WndProc = koffi.proto(
    'intptr __stdcall InlayWndProc(void* window, uint32 message, uintptr w, intptr l)',
  )
  const WindowClass = koffi.struct('INLAY_WNDCLASSEXW', {
    cbSize: 'uint32',
    style: 'uint32',
    lpfnWndProc: koffi.pointer(WndProc),
    cbClsExtra: 'int',
    cbWndExtra: 'int',
    hInstance: 'void*',
    hIcon: 'void*',
    hCursor: 'void*',
    hbrBackground: 'void*',
    lpszMenuName: 'str16',
    lpszClassName: 'str16',
    hIconSm: 'void*',
  })
  const Point = koffi.struct('INLAY_POINT', { x: 'int', y: 'int' })
  koffi.struct('INLAY_MSG', {
    hwnd: 'void*',
    message: 'uint32',
    wParam: 'uintptr',
    lParam: 'intptr',
    time: 'uint32',
    pt: Point,
  })
  const IconData = koffi.struct('INLAY_NOTIFYICONDATAW', {
    cbSize: 'uint32',
    hWnd: 'void*',
    uID: 'uint32',
    uFlags: 'uint32',
    uCallbackMessage: 'uint32',
    hIcon: 'void*',
    szTip: koffi.array('char16', 128, 'String'),
    dwState: 'uint32',
    dwStateMask: 'uint32',
    szInfo: koffi.array('char16', 256, 'String'),
    uVersion: 'uint32',
    szInfoTitle: koffi.array('char16', 64, 'String'),
    dwInfoFlags: 'uint32',
    guid: koffi.array('uint8', 16),
    hBalloonIcon: 'void*',
  })

  const registerClass = user32.func(
    'uint16 __stdcall RegisterClassExW(INLAY_WNDCLASSEXW* windowClass)',
  )
  const createWindow = user32.func(
    'void* __stdcall CreateWindowExW(uint32 ex, str16 class, str16 name, uint32 style, int x, int y, int w, int h, void* parent, void* menu, void* instance, void* extra)',
  )
  const defaultProc = user32.func(
    'intptr __stdcall DefWindowProcW(void* window, uint32 message, uintptr w, intptr l)',
  )
  const registerMessage = user32.func('uint32 __stdcall RegisterWindowMessageW(str16 name)')
  const peek = user32.func(
    'int __stdcall PeekMessageW(_Out_ INLAY_MSG* message, void* window, uint32 from, uint32 to, uint32 remove)',
  )
  const dispatch = user32.func('intptr __stdcall DispatchMessageW(INLAY_MSG* message)')
  const createIcon = user32.func(
    'void* __stdcall CreateIconFromResourceEx(uint8* bits, uint32 size, int isIcon, uint32 version, int w, int h, uint32 flags)',
  )
  const destroyIcon = user32.func('int __stdcall DestroyIcon(void* icon)')
  const createMenu = user32.func('void* __stdcall CreatePopupMenu()')
  const destroyMenu = user32.func('int __stdcall DestroyMenu(void* menu)')
  const appendMenu = user32.func(
    'int __stdcall AppendMenuW(void* menu, uint32 flags, uintptr id, str16 text)',
  )
  const trackMenu = user32.func(
    'int __stdcall TrackPopupMenu(void* menu, uint32 flags, int x, int y, int zero, void* window, void* none)',
  )
  const cursor = user32.func('int __stdcall GetCursorPos(_Out_ INLAY_POINT* point)')
  const foreground = user32.func('int __stdcall SetForegroundWindow(void* window)')
  const metric = user32.func('int __stdcall GetSystemMetrics(int index)')
  const moduleHandle = kernel32.func('void* __stdcall GetModuleHandleW(str16 name)')
  const notifyIcon = shell32.func(
    'int __stdcall Shell_NotifyIconW(uint32 message, INLAY_NOTIFYICONDATAW* data)',
  )

  return {
    koffi,
    makeWindow: (onMessage, taskbarCreated) => {
      const created = registerMessage('TaskbarCreated')
      const procedure = koffi.register(
        (window: unknown, message: number, w: number | bigint, l: number | bigint) => {
          if (message === created) taskbarCreated()
          const answer = onMessage(message, Number(BigInt(l) & 0xffffn))
          return answer ?? defaultProc(window, message, w, l)
        },
        koffi.pointer(WndProc),
      )
      const instance = moduleHandle(null)
      const name = 'InlayTray'
      registerClass({
        cbSize: koffi.sizeof(WindowClass),
        style: 0,
        lpfnWndProc: procedure,
        cbClsExtra: 0,
        cbWndExtra: 0,
        hInstance: instance,
        hIcon: null,
        hCursor: null,
        hbrBackground: null,
        lpszMenuName: null,
        lpszClassName: name,
        hIconSm: null,
      })
      return createWindow(0, name, 'Inlay', 0, 0, 0, 0, 0, null, null, instance, null)
    },
    makeIcon: (bits, size) => createIcon(bits, bits.length, 1, ICON_VERSION, size, size, 0),
    destroyIcon: (icon) => void destroyIcon(icon),
    notifyIcon: (message, { window, flags, callback, icon, tip, title, info }) =>
      notifyIcon(message, {
        cbSize: koffi.sizeof(IconData),
        hWnd: window,
        uID: 1,
        uFlags: flags,
        uCallbackMessage: callback,
        hIcon: icon,
        szTip: tip,
        dwState: 0,
        dwStateMask: 0,
        szInfo: info,
        uVersion: 0,
        szInfoTitle: title,
        dwInfoFlags: 0,
        guid: new Array(16).fill(0),
        hBalloonIcon: null,
      }) !== 0,
    createMenu: () => createMenu(),
    appendMenu: (menu, flags, id, text) => void appendMenu(menu, flags, id, text),
    trackMenu: (menu, window) => {
      const at = { x: 0, y: 0 }
      cursor(at)
      // Without the focus the menu would not close when one clicks elsewhere.
      foreground(window)
      return trackMenu(menu, TPM, at.x, at.y, 0, window, null)
    },
    destroyMenu: (menu) => void destroyMenu(menu),
    addressOf: (menu) => koffi.address(menu),
    pump: () => {
      const message = {}
      for (let i = 0; i < MOST_MESSAGES && peek(message, null, 0, 0, PM_REMOVE) !== 0; i++) {
        dispatch(message)
      }
    },
    smallIconSize: () => metric(SM_CXSMICON),
  }
}
