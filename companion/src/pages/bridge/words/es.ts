/** The window `/bridge` in Spanish. */
import type { Catalogue } from '../catalogues.ts'

export default {
  waiting: 'Esperando al plugin…',
  'waiting.text': 'Si no cambia nada, cierre la ventana y vuelva a pulsar el botón del plugin.',
  alone: 'Esta ventana pertenece a un plugin',
  'alone.text':
    'Ábrala desde el plugin de Inlay, con el botón que aparece cuando el navegador no le deja llegar a este equipo. Por sí sola no hace nada.',
  stranger: 'Una página web ha querido usar Inlay',
  'stranger.text':
    '{origin} ha abierto esta ventana. Las páginas web no pueden usar Inlay; no se le ha dicho nada.',
  'stranger.close': 'Puede cerrar esta ventana.',
  question: '¿Permitir que un plugin use Inlay en este equipo?',
  'question.name': 'Dice llamarse',
  'question.from': 'Procede de',
  'question.from.text':
    'Un marco sin dirección propia, como los de los plugins de Figma. Otras páginas también pueden tener este aspecto.',
  'question.text':
    'Acepte solo si acaba de pulsar un botón en ese plugin. Un plugin nuevo necesita además el código de seis cifras.',
  'question.no': 'No',
  'question.yes': 'Conectar',
  connected: 'Conectado',
  'connected.plugin': 'Plugin',
  'connected.now': 'Ahora',
  'connected.text':
    'Deje abierta esta ventana mientras rellena; puede minimizarla. Las imágenes pasan por ella del plugin a Inlay en este equipo y de vuelta, y a ningún otro sitio.',
  'connected.end': 'Desconectar',
  ended: 'Sin conexión',
  'ended.text': 'Puede cerrar esta ventana. El plugin abrirá otra cuando se lo pida.',
  'device.none': 'Aún no está vinculado.',
  'device.owner': 'Usa su propio token.',
  'device.paired': 'Vinculado como «{name}» el {day}.',
  'work.none': 'Nada en curso.',
  'work.some': 'Trabajando.',
} as const satisfies Catalogue
