/** What the catalogue's models and the engines are for, in Spanish. */
import type en from './en.ts'

export default {
  'catalogue.patchmatch':
    'Quita y expande con lo que hay en la imagen; siempre aquí, rápido, sin prompt.',
  'catalogue.migan': 'Quitar cosas con rapidez, en cualquier equipo; la descarga más pequeña.',
  'catalogue.migan-512': 'Lo mismo donde un dispositivo no admite toda la cadena (Core ML).',
  'catalogue.migan-bare':
    'Su propia exportación del generador de MI-GAN, para dispositivos que no pueden con toda la cadena.',
  'catalogue.lama': 'Quitar cosas de estructuras regulares: edificios, vallas, patrones.',
  'catalogue.lama-dynamic': 'Huecos grandes en estructuras regulares, sin escalar a 512 píxeles.',
  'catalogue.sd15-inpaint': 'Poner algo nuevo con un prompt; necesita una tarjeta gráfica.',
  'catalogue.sd15-lcm-inpaint':
    'Lo mismo en cuatro a ocho pasos, algo más sencillo; tolerable sin tarjeta gráfica.',
  'catalogue.slimsam': 'Seleccionar con un clic; pequeño y rápido.',
  'catalogue.slimsam-fp32':
    'Seleccionar con un clic en una tarjeta gráfica; bordes más limpios que el pequeño.',
  'catalogue.mobilesam': 'Seleccionar con un clic; entre SlimSAM y SAM 2.1 en tamaño y cuidado.',
  'catalogue.sam2-tiny': 'Seleccionar con un clic, con los mejores bordes entre los pequeños.',
  'catalogue.realesr-general-x4':
    'Dar nitidez a rellenos de un modelo pequeño; rápido, para fotos de todo tipo.',
  'catalogue.realesrgan-x2': 'Ampliar fotos al doble con cuidado; lento sin tarjeta gráfica.',
  'catalogue.swin2sr-x4': 'Ampliar fotos al cuádruple con cuidado; lento sin tarjeta gráfica.',
  'catalogue.own': 'Su propio modelo.',
  'catalogue.use.any':
    'Cualquier uso, también trabajo pagado; conserve su aviso al pasar el modelo.',
  'catalogue.use.openrail':
    'Cualquier uso, también trabajo pagado, salvo los dañinos del anexo A; transmita esos límites.',
  'catalogue.use.own': 'Lo que permita su licencia; lo trajo usted mismo.',
  'catalogue.note.files':
    'Ningún editor dice cómo deben ser sus archivos, así que no se descargan: obténgalos en su página y elíjalos aquí.',
  'catalogue.note.newer': 'Hay otra versión; instálela para tenerla.',
  'catalogue.note.result': 'No se sabe con certeza cómo se llama dentro su resultado.',
  'catalogue.note.names':
    'No se sabe con certeza cómo se llaman sus partes: si difieren, añádalo como modelo propio.',
  'catalogue.note.steps': 'Pida de 4 a 8 pasos y una guía de 1 a 2.',
} as const satisfies Record<keyof typeof en, string>
