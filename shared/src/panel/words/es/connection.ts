/** What is said of the companion, in Spanish. */
import type en from '../en/connection.ts'

export default {
  'link.looking': 'Buscando el companion en este equipo…',
  'link.looking.hint':
    'Si el navegador pide permiso para acceder a las apps de este dispositivo, permítalo.',
  'link.ready': 'Conectado',
  'link.ready.engine': '{engine}, {device}',
  'link.window': 'Conectado a través de su ventana; déjela abierta.',
  'link.opening': 'Pulse «Conectar» en la ventana del companion.',
  'link.not_found.title': 'El companion no está',
  'link.not_found.text':
    'Inlay rellena imágenes con un pequeño programa propio en este equipo, el companion. En su lugar no responde nada.',
  'link.not_found.next': 'Instálelo una vez, inícielo y el plugin lo encuentra por sí solo.',
  'link.not_running.title': 'El companion no está en marcha',
  'link.not_running.text': 'Este plugin ya se había conectado con él; ahora no responde nada.',
  'link.not_running.next': 'Inícielo y el plugin lo encuentra por sí solo.',
  'link.blocked.title': 'El navegador no deja que este plugin llegue a su equipo',
  'link.blocked.text':
    'Los navegadores preguntan antes de que una página acceda a programas de su equipo, y la de Figma no tiene permiso.',
  'link.blocked.next':
    'Conéctese con una pequeña ventana del companion, permita «Apps en el dispositivo» para este sitio o use la app de escritorio de Figma.',
  'link.starting.title': 'El companion se está iniciando',
  'link.starting.text': 'Estará listo en un momento.',
  'link.silent.title': 'El companion no responde',
  'link.silent.text': 'Algo acepta la conexión y no dice nada: se está iniciando o se ha atascado.',
  'link.silent.next': 'Espere un momento; si sigue así, detenga el companion e inícielo de nuevo.',
  'link.other.title': 'Hay otro programa en el lugar del companion',
  'link.other.text':
    'Lo que responde en los puertos del companion (43117 a 43119) no es el companion. No se le ha enviado nada.',
  'link.other.next': 'Detenga ese programa e inicie el companion; `inlay doctor` dice cuál es.',
  'link.unproven.title': 'Puede que este no sea su companion',
  'link.unproven.text':
    'Lo que responde no puede probar que conoce este plugin, así que no se le ha enviado nada.',
  'link.unproven.next':
    'Si acaba de restablecer o trasladar el companion, vincule el plugin de nuevo.',
  'link.update_companion.title': 'El companion es demasiado antiguo',
  'link.update_companion.text': 'Es la versión {version}; este plugin necesita una más reciente.',
  'link.update_companion.next': 'Actualice el companion e inícielo de nuevo.',
  'link.update_plugin.title': 'Este plugin es demasiado antiguo',
  'link.update_plugin.text':
    'El companion es la versión {version} y necesita un plugin más reciente.',
  'link.update_plugin.next': 'Actualice el plugin y ábralo de nuevo.',
  'link.failing.title': 'Algo ha fallado en el companion',
  'link.failing.text': 'Responde, pero con un error: {detail}',
  'link.failing.next': 'Inícielo de nuevo; `inlay doctor` ayuda a encontrar la causa.',
  'link.refused.title': 'El companion no deja entrar a este plugin',
  'link.refused.text': '{detail}',
  'link.refused.next': 'Inicie el companion de nuevo y vuelva a buscar.',
  'link.command': 'npm start',
  'link.command.label': 'Iniciar con',

  'pair.title': 'Vincular con su companion',
  'pair.text':
    'El companion está ahí y aún no conoce este plugin. Se vincula una sola vez: el companion muestra seis cifras y usted las escribe aquí.',
  'pair.revoked.title': 'Este plugin se desconectó',
  'pair.revoked.text':
    'El companion ya no conoce este plugin: se desconectó o no se usó en 90 días. Vincúlelo de nuevo para continuar.',
  'pair.code.title': 'Escriba las seis cifras',
  'pair.code.text':
    'Están donde se ejecuta el companion: en su terminal o donde escriba `inlay pair`.',
  'pair.code.label': 'Código de seis cifras',
  'pair.digit': 'Cifra {index}',
  'pair.checking': 'Comprobando…',
  'pair.asking': 'Pidiendo un código al companion…',
  'pair.left': 'Válido durante {minutes}:{seconds}',
  'pair.wrong': 'Ese no era el código. Compruébelo e inténtelo de nuevo.',
  'pair.over': 'Ese código ha caducado: vale dos minutos y cinco intentos.',
  'pair.busy': 'El companion no admite más vinculaciones por ahora. Espere un minuto.',
  'pair.done': 'Vinculado.',

  'help.install.1': 'Instale una vez Node 22.12 o posterior (nodejs.org).',
  'help.install.2': 'Abra un terminal en la carpeta de Inlay.',
  'help.install.3':
    'Escriba `npm start` y deje abierto el terminal. El plugin encuentra el companion por sí solo.',
  'help.update.1':
    'Detenga el companion con Ctrl+C y ponga en su lugar la carpeta de Inlay más reciente.',
  'help.update.2': 'Escriba `npm start` en ella.',
  'help.update.3': 'Cierre este plugin y ábralo de nuevo: viene de la misma carpeta.',
  'help.allow.1': 'Haga clic en el icono a la izquierda de la dirección figma.com.',
  'help.allow.2': 'Ponga «Apps en el dispositivo» (o «Acceso a la red local») en «Permitir».',
  'help.allow.3':
    'Vuelva a cargar la página y abra el plugin. La app de escritorio no pregunta nada.',
  'help.help.1': 'Mire el terminal en el que se ejecuta el companion.',
  'help.help.2': 'Deténgalo con Ctrl+C e inícielo de nuevo con `npm start`.',
  'help.help.3': '`npm start -- doctor` busca qué falla y lo dice.',
} satisfies Record<keyof typeof en, string>
