/** Every failure a person can meet and what to do about it, in Spanish. */
import type { ErrorWords } from '../errors.ts'

export default {
  invalid_request: {
    message: 'No se entiende la solicitud.',
    next: 'Compruebe el dato indicado y vuelva a intentarlo.',
  },
  envelope_invalid: {
    message: 'El mensaje está dañado o incompleto.',
    next: 'Envíelo de nuevo; si vuelve a ocurrir, actualice el plugin y el companion.',
  },
  version_mismatch: {
    message: 'El plugin y el companion usan versiones distintas.',
    next: 'Actualice el más antiguo de los dos.',
  },
  mask_empty: {
    message: 'La máscara no selecciona nada.',
    next: 'Pinte o seleccione lo que debe cambiar y vuelva a ejecutarlo.',
  },
  mask_missing: {
    message: 'No hay máscara.',
    next: 'Pinte o seleccione lo que debe cambiar.',
  },
  mask_size_mismatch: {
    message: 'La máscara y la imagen tienen tamaños distintos.',
    next: 'Exporte la máscara con el tamaño exacto de la imagen; nunca se cambia de tamaño sin avisar.',
  },
  mask_covers_everything: {
    message: 'La máscara no deja nada de la imagen con que rellenar.',
    next: 'Deje sin enmascarar parte de la imagen o invierta la máscara.',
  },
  mask_unreadable: {
    message: 'No se puede leer la máscara.',
    next: 'Use un archivo PNG, JPEG, WebP, TIFF o AVIF.',
  },
  sample_unusable: {
    message: 'La máscara de muestreo no deja nada con que rellenar.',
    next: 'Pinte un área de muestreo mayor fuera de la máscara o prescinda de la máscara de muestreo.',
  },
  image_missing: { message: 'No hay imagen.', next: 'Abra una imagen.' },
  image_forgotten: {
    message: 'El companion ya no conserva la imagen.',
    next: 'Vuelva a intentarlo.',
  },
  nothing_found: {
    message: 'No se ha encontrado nada que seleccionar.',
    next: 'Haga clic en el centro del objeto, dibuje un recuadro a su alrededor o elija otro modelo.',
  },
  image_unreadable: {
    message: 'No se puede leer la imagen.',
    next: 'Use un archivo PNG, JPEG, WebP, TIFF o AVIF que se abra en otros programas.',
  },
  image_too_large: {
    message: 'La imagen tiene más píxeles de los permitidos.',
    next: 'Use una imagen más pequeña o aumente el límite de píxeles en los ajustes del companion.',
  },
  body_too_large: {
    message: 'El envío es mayor de lo permitido.',
    next: 'Use una imagen más pequeña o aumente el límite de envío en los ajustes del companion.',
  },
  colour_mode_unsupported: {
    message: 'La imagen no es RGB ni de escala de grises.',
    next: 'Convierta la imagen a RGB.',
  },
  format_unsupported: {
    message: 'Este formato de archivo no se puede escribir ni leer.',
    next: 'Use PNG, JPEG, WebP, TIFF o AVIF.',
  },
  engine_unavailable: {
    message: 'El motor no está disponible.',
    next: 'Elija otro motor en «Más».',
  },
  engine_failed: {
    message: 'El motor se ha detenido inesperadamente.',
    next: 'Inténtelo de nuevo; `inlay doctor` ayuda a averiguar el motivo.',
  },
  out_of_memory: {
    message: 'No hay memoria suficiente para este relleno.',
    next: 'Cierre otros programas, seleccione un área menor o elija la CPU.',
  },
  withheld: {
    message: 'El control de seguridad del modelo ha tomado el relleno por algo explícito.',
    next: 'Se equivoca en ambos sentidos: pruebe otra semilla u otras palabras, o prescinda del control.',
  },
  queue_full: {
    message: 'Hay demasiados rellenos en espera.',
    next: 'Espere a que termine alguno o cancele uno.',
  },
  cancelled: { message: 'El relleno se ha cancelado.', next: 'Inícielo de nuevo cuando quiera.' },
  interrupted: { message: 'El relleno se ha interrumpido.', next: 'Inícielo de nuevo.' },
  id_taken: {
    message: 'Otro relleno ya tiene este identificador.',
    next: 'Envíelo de nuevo con otro identificador.',
  },
  not_ready: { message: 'El resultado no está listo.', next: 'Espere al evento "done".' },
  not_found: { message: 'Aquí no hay nada.', next: 'Compruebe la dirección.' },
  method_not_allowed: {
    message: 'Esta dirección no admite ese método.',
    next: 'Compruebe el método; /v1/openapi.json los enumera.',
  },
  media_type_unsupported: {
    message: 'Este tipo de contenido no se admite aquí.',
    next: 'Envíe application/x-inlay-envelope o multipart/form-data.',
  },
  unauthorised: {
    message: 'El companion no conoce este plugin.',
    next: 'Vuelva a vincularlo.',
  },
  not_paired: {
    message: 'El companion no conoce este plugin.',
    next: 'Vincúlelo: el companion muestra un código de seis cifras que se escribe en el plugin.',
  },
  pairing_code_wrong: {
    message: 'El código es incorrecto.',
    next: 'Escriba las seis cifras que muestra el companion; `inlay pair` también las muestra.',
  },
  pairing_over: {
    message: 'Esta vinculación ha terminado.',
    next: 'Iníciela de nuevo en el plugin; un código vale dos minutos, cinco intentos y un solo uso.',
  },
  pairing_busy: {
    message: 'El companion no admite más vinculaciones por ahora.',
    next: 'Espere un minuto e inténtelo de nuevo.',
  },
  scope_missing: {
    message: 'Este dispositivo no puede hacer eso.',
    next: 'Hágalo en la página de Inlay, en el equipo del companion.',
  },
  forbidden_origin: {
    message: 'Esta página no puede comunicarse con el companion.',
    next: 'Use el plugin o la propia página del companion.',
  },
  wrong_host: {
    message: 'El companion no responde a ese nombre de host.',
    next: 'Use localhost o 127.0.0.1 con su puerto.',
  },
  port_taken: {
    message: 'Todos los puertos del companion están ocupados.',
    next: 'Detenga el programa que los ocupa; `inlay doctor` dice cuáles son.',
  },
  already_running: {
    message: 'El companion ya está en marcha.',
    next: 'Use el que está en marcha o deténgalo primero.',
  },
  starting: {
    message: 'El companion se está iniciando.',
    next: 'Inténtelo en un momento; si sigue así, `inlay doctor` dice por qué.',
  },
  stopping: {
    message: 'El companion se está deteniendo y no admite más trabajo.',
    next: 'Inícielo de nuevo y vuelva a intentarlo.',
  },
  companion_unreachable: {
    message: 'El companion no responde.',
    next: 'Inícielo; no hace falta nada más.',
  },
  companion_silent: {
    message: 'El companion está ahí, pero no responde.',
    next: 'Espere un momento; si sigue en silencio, deténgalo e inícielo de nuevo.',
  },
  not_companion: {
    message: 'Otro programa responde en lugar del companion.',
    next: 'Detenga ese programa o inicie el companion; `inlay doctor` dice qué puerto usa.',
  },
  companion_unproven: {
    message: 'Lo que responde no puede probar que es su companion; su token no se ha enviado.',
    next: 'Detenga el programa que ha ocupado su puerto; si no hay ninguno, vuelva a vincular.',
  },
  bridge_blocked: {
    message: 'El navegador no ha abierto la ventana del companion.',
    next: 'Pulse el botón de nuevo y permita las ventanas emergentes de este sitio si el navegador lo pregunta.',
  },
  bridge_closed: {
    message: 'La ventana del companion se ha cerrado.',
    next: 'Ábrala de nuevo desde el plugin y déjela abierta mientras rellena.',
  },
  reply_invalid: {
    message: 'No se entiende la respuesta del companion.',
    next: 'Inténtelo de nuevo; si vuelve a ocurrir, actualice el plugin y el companion.',
  },
  keyring_closed: {
    message: 'El llavero del sistema, que guarda el token, no lo entrega.',
    next: 'Desbloquee el llavero (inicie sesión en el escritorio) o cree un token nuevo: `inlay token --new`.',
  },
  output_exists: {
    message: 'La salida sobrescribiría algo que no debe.',
    next: 'Elija otra salida; la entrada nunca se sobrescribe.',
  },
  file_unreadable: {
    message: 'No se puede leer el archivo.',
    next: 'Compruebe la ruta y sus permisos.',
  },
  file_unwritable: {
    message: 'No se puede escribir el archivo.',
    next: 'Compruebe la carpeta, sus permisos y el espacio libre.',
  },
  disk_full: {
    message: 'No hay suficiente espacio libre en el disco.',
    next: 'Libere espacio o elija otra carpeta y vuelva a intentarlo.',
  },
  model_unknown: {
    message: 'No existe ese modelo.',
    next: 'Todos los modelos están en la página de Inlay, en «Modelos».',
  },
  model_missing: {
    message: 'El modelo no está en este equipo.',
    next: 'Instálelo en la página de Inlay, en «Modelos».',
  },
  model_busy: {
    message: 'El modelo se está descargando, añadiendo o eliminando.',
    next: 'Espere a que termine o cancélelo.',
  },
  model_licence: {
    message: 'No se ha aceptado la licencia del modelo.',
    next: 'Léala y acéptela en la página de Inlay, en «Modelos».',
  },
  model_refused: {
    message: 'Este archivo no se admite como modelo.',
    next: 'Use archivos .onnx o .safetensors; los archivos comprimidos y los pickle (.pt, .ckpt, .bin) nunca se abren.',
  },
  model_damaged: {
    message: 'Los archivos del modelo no son los que deberían ser.',
    next: 'Quítelo e instálelo de nuevo; si vuelve a ocurrir, su editor lo ha cambiado.',
  },
  model_download_failed: {
    message: 'No se ha podido descargar el modelo.',
    next: 'Inténtelo de nuevo: continúa donde se detuvo.',
  },
  contract_mismatch: {
    message: 'El grafo no es lo que dice su contrato.',
    next: 'Use un modelo hecho para esta tarea o corrija su contrato.',
  },
  state_damaged: {
    message: 'La lista de rellenos del disco está dañada.',
    next: 'Inicie el companion de nuevo: aparta la lista dañada y conserva los resultados.',
  },
  state_too_new: {
    message: 'Los rellenos del disco los escribió un companion más reciente.',
    next: 'Inicie el más reciente o mueva a otro sitio su carpeta de rellenos.',
  },
  selection_missing: {
    message: 'No hay nada seleccionado.',
    next: 'Seleccione lo que debe cambiar, o use Expandir o Seleccionar sujeto.',
  },
  layer_unusable: {
    message: 'La capa activa no tiene píxeles con los que trabajar.',
    next: 'Elija una capa de píxeles o muestree todas las capas visibles.',
  },
  document_missing: {
    message: 'No hay ningún documento abierto.',
    next: 'Abra uno y vuelva a intentarlo.',
  },
  document_closed: {
    message: 'El documento para el que se pidió esto está cerrado.',
    next: 'Ábralo de nuevo y aplíquelo otra vez; el resultado se conserva.',
  },
  document_changed: {
    message: 'El tamaño del documento ha cambiado desde que se pidió esto.',
    next: 'Deshaga el cambio de tamaño y aplíquelo de nuevo, o aplíquelo de todos modos en su lugar anterior.',
  },
  host_busy: {
    message: 'El programa está ocupado con otro comando.',
    next: 'Termínelo o cierre su cuadro de diálogo y vuelva a intentarlo; el resultado se conserva.',
  },
  host_refused: {
    message: 'El programa no hizo lo que se le pidió; no se ha cambiado nada.',
    next: 'Inténtelo de nuevo; el resultado se conserva.',
  },
  scratch_disk_full: {
    message: 'El disco de memoria virtual del programa está lleno; no se ha cambiado nada.',
    next: 'Libere espacio en él o purgue el portapapeles y las historias, y aplíquelo de nuevo.',
  },
  internal: {
    message: 'Algo ha fallado dentro del companion.',
    next: 'Inténtelo de nuevo; `inlay doctor` ayuda a averiguar el motivo.',
  },
} as const satisfies ErrorWords
