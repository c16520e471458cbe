/** The engines and what they run on, in Spanish. */
import type en from './en.ts'

export default {
  'engines.device': 'Dónde funcionan los modelos',
  'engines.device.text': 'Se usa el primero que funciona; cada uno se probó con un modelo pequeño.',
  'engines.asking': 'Probando la tarjeta gráfica …',
  'engines.nowhere': 'Los modelos no pueden funcionar aquí; el motor integrado sí.',
  'engines.chosen': 'Aquí funcionan los modelos',
  'engines.works': 'También funciona',
  'engines.driver': 'controlador {driver}',
  'engines.machine': 'Memoria de este equipo',
  'engines.memory': '{free} de {total} libres',
  'engines.held': 'Los modelos ocupan ahora {size}.',
  'engines.held.none': 'Ahora no hay ningún modelo en memoria.',
  'engines.free': 'Liberar memoria',
  'engines.freed': 'Se liberó.',
  'engines.busy': 'Hay un relleno en marcha y necesita su memoria.',
  'engines.list': 'Motores',
  'engines.list.text':
    'Por sí mismo, Inlay usa un modelo de difusión para un prompt, otro modelo para quitar y el motor integrado para lo demás. En los ajustes puede elegir uno.',
  'engines.ready': 'Listo',
  'engines.absent': 'No está',
  'engines.remove': 'Quitar',
  'engines.fill': 'Rellenar',
  'engines.expand': 'Expandir',
  'engines.prompt': 'sigue un prompt',
  'engines.no.prompt': 'no necesita prompt',
  'engines.get': 'Instalar su modelo',
  'cuda.title': 'Bibliotecas de CUDA',
  'cuda.text':
    'Con ellas una tarjeta NVIDIA es mucho más rápida: {bytes} de descarga, {unpacked} descomprimidas.',
  'cuda.installed': 'Están instaladas: {unpacked}.',
  'cuda.have': '{size} ya están aquí',
  'cuda.install': 'Descargar',
  'cuda.use':
    'A las bibliotecas de NVIDIA se aplican sus condiciones; la parte de ONNX Runtime está bajo MIT.',
} as const satisfies Record<keyof typeof en, string>
