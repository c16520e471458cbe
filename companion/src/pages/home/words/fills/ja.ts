/** What runs and what was made, in Japanese. */
import type en from './en.ts'

export default {
  'fills.none':
    '塗りつぶしはまだありません。Figma または Photoshop のプラグインを使うか、ターミナルで次のように入力します。',
  'fills.none.command': 'inlay fill photo.jpg --mask mask.png --out filled.png',
  'fill.remove': '削除',
  'fill.fill': '塗りつぶし',
  'fill.expand': '拡張',
  'fill.queued': '待機中',
  'fill.cancelled': 'キャンセル済み',
  'fill.variation': '結果 {index}/{count}',
  'fill.save': '保存',
  'fill.cancel': 'キャンセル',
  'fill.forget': '削除',
  'fill.forget.sure': '完全に削除しますか？',
  'fill.progress': '進行状況',
} as const satisfies Record<keyof typeof en, string>
