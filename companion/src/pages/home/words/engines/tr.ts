/** The engines and what they run on, in Turkish. */
import type en from './en.ts'

export default {
  'engines.device': 'Modellerin çalıştığı yer',
  'engines.device.text': 'Çalışan ilki kullanılır; her biri küçük bir modelle denendi.',
  'engines.asking': 'Ekran kartı deneniyor …',
  'engines.nowhere': 'Modeller burada çalışamaz; yerleşik motor çalışır.',
  'engines.chosen': 'Modeller burada çalışır',
  'engines.works': 'Bu da çalışır',
  'engines.driver': 'sürücü {driver}',
  'engines.machine': 'Bu bilgisayarın belleği',
  'engines.memory': '{total} içinde {free} boş',
  'engines.held': 'Modeller şu an {size} tutuyor.',
  'engines.held.none': 'Şu an bellekte model yok.',
  'engines.free': 'Belleği boşalt',
  'engines.freed': 'Boşaltıldı.',
  'engines.busy': 'Bir dolgu sürüyor; belleğine ihtiyacı var.',
  'engines.list': 'Motorlar',
  'engines.list.text':
    'Inlay kendiliğinden istem için bir difüzyon modeli, kaldırmak için başka bir model, gerisi için yerleşik motoru alır. Ayarlarda kendi seçiminizi belirtebilirsiniz.',
  'engines.ready': 'Hazır',
  'engines.absent': 'Burada yok',
  'engines.remove': 'Kaldır',
  'engines.fill': 'Doldur',
  'engines.expand': 'Genişlet',
  'engines.prompt': 'isteme uyar',
  'engines.no.prompt': 'istem gerekmez',
  'engines.get': 'Modelini yükle',
  'cuda.title': 'CUDA kitaplıkları',
  'cuda.text': 'NVIDIA kartı bunlarla kat kat hızlıdır: {bytes} indirilir, açılınca {unpacked}.',
  'cuda.installed': 'Yerindeler: {unpacked}.',
  'cuda.have': '{size} zaten burada',
  'cuda.install': 'İndir',
  'cuda.use':
    'NVIDIA kitaplıkları için NVIDIA’nın koşulları geçerlidir; ONNX Runtime’ın kendi bölümü MIT lisanslıdır.',
} as const satisfies Record<keyof typeof en, string>
