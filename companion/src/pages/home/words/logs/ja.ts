/** The log and the diagnostics, in Japanese. */
import type en from './en.ts'

export default {
  'logs.title': 'ログ',
  'logs.intro':
    'コンパニオンの動作の記録（英語）。プロンプト、画像、パス、トークンは決して含まれません。',
  'logs.level': '表示',
  'logs.level.debug': 'すべて',
  'logs.level.info': '動作',
  'logs.level.warn': '警告とエラー',
  'logs.level.error': 'エラーのみ',
  'logs.mark.warn': '警告',
  'logs.mark.error': 'エラー',
  'logs.follow': '追従',
  'logs.save': 'ファイルに保存',
  'logs.none': '該当する記録はまだありません。',
  'logs.gap': 'ログが切り替わったため、一部の行が抜けている可能性があります。',
  'diagnostics.title': '診断',
  'diagnostics.text':
    '手助けする人のためのレポート：バージョン、診断結果、最近の警告。フォルダーや名前は除かれています。渡す前に確認してください。',
  'diagnostics.make': 'レポートを作成',
  'diagnostics.again': '作り直す',
  'diagnostics.making': 'コンピューターを確認中…',
  'diagnostics.copy': 'レポートをコピー',
  'diagnostics.preview': 'コピーされるレポート',
} as const satisfies Record<keyof typeof en, string>
