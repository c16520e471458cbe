/** What the companion says in detail, in Spanish. */
import type { HeardWords } from '../heard.ts'

export default {
  stop: '. ',
  comma: ', ',
  sentences: {
    'Nothing of it was kept': 'No se ha conservado nada',
    'Expected {WHAT} for {NAME} but received {RECEIVED}':
      'Se esperaba para {NAME}: {WHAT}; se recibió: {RECEIVED}',
    'Expected no other fields in {NAME} but received {names}':
      'No se esperaban más campos para {NAME}; se recibió: {names}',
    'Expected {count} bytes for {file} but the server offers {offered}':
      'Se esperaban {count} bytes para {file}; el servidor ofrece {offered}',
    '{PROBLEM}; the default holds': '{PROBLEM}; se usa el valor predeterminado',
    '{PROBLEM}; give another with --id': '{PROBLEM}; indique otro',
    '{PROBLEM}: a model of yours has it; remove that first':
      '{PROBLEM}; ya lo tiene un modelo suyo, quítelo primero',
    '{PROBLEM}: of {steps} steps it leaves none; raise one of the two':
      '{PROBLEM}: de {steps} pasos no queda ninguno; aumente uno de los dos valores',
    'The mask covers {percent}% of the picture; if that is not meant, invert the mask':
      'La máscara cubre el {percent} % de la imagen; si no era su intención, invierta la máscara',
    '{engine} does not read prompts; the prompt was not used':
      '{engine} no entiende prompts; el prompt no se ha usado',
    '{engine} does not paint step by step; {WHAT} made no difference':
      '{engine} no trabaja por pasos; no ha tenido efecto: {WHAT}',
    '{engine} cannot keep to a sample mask; the sample mask was not used':
      '{engine} no puede ceñirse a un área de muestreo; no se ha usado',
    'JPEG is lossy: pixels outside the mask change slightly each time it is saved; choose PNG or TIFF to keep them exactly':
      'JPEG tiene pérdida: los píxeles de fuera de la máscara cambian un poco cada vez que se guarda; elija PNG o TIFF para conservarlos exactos',
    'The result is written as lossless {format}, so the file may be larger than before':
      'El resultado se guarda como {format} sin pérdida; el archivo puede ocupar más que antes',
    '{format} cannot hold {bits} bits per channel here; precision is lost':
      '{format} no admite aquí {bits} bits por canal; se pierde precisión',
    'The picture was converted from {MODE} to sRGB{HOW}; the result is {bits}-bit sRGB':
      'La imagen se ha convertido de {MODE} a sRGB{HOW}; el resultado es sRGB de {bits} bits',
    'The picture has a palette; the result is written with full colours':
      'La imagen usa color indexado; el resultado se guarda a todo color',
    'The picture has {bits} bits per pixel; the result is written with 8':
      'La imagen tiene {bits} bits por píxel; el resultado se guarda con 8',
    'The file holds {count} {WHAT}; only the first is used and written':
      'El archivo contiene varias imágenes ({count} {WHAT}); solo se usa y se guarda la primera',
    'The picture has a thin frame ({SIDES}); it stays but is not continued':
      'La imagen tiene un marco fino ({SIDES}); se conserva, pero no se continúa',
    'To paint over it, grow the mask by {pixels}':
      'Para rellenarlo también, expanda la máscara {pixels} px',
    'The model worked at {percent}% of the picture’s size{HOW}':
      'El modelo ha trabajado al {percent} % del tamaño de la imagen{HOW}',
    'There was not enough memory for the second pass at full size':
      'No había memoria suficiente para la segunda pasada a tamaño completo',
    'There was not enough memory for several at once, so they were made one by one':
      'No había memoria suficiente para varias a la vez; se han hecho una a una',
    'This export draws some of its random numbers by itself: the same seed gives nearly, not exactly, the same fill':
      'Esta exportación genera por su cuenta algunos números aleatorios: la misma semilla da casi, pero no exactamente, el mismo relleno',
    'This model’s folder has no safety checker, so that nothing was checked':
      'La carpeta de este modelo no incluye filtro de contenido; no se ha comprobado nada',
    '{LAYERS} of the LoRA found no place in this model and did nothing':
      'Sin lugar en este modelo y, por tanto, sin efecto, del LoRA: {LAYERS}',
    'This model understands English best, and the prompt looks like {LANGUAGE}; docs/diffusion.md says how to have prompts translated on this machine':
      'Este modelo entiende mejor el inglés y el prompt parece estar en {LANGUAGE}; docs/diffusion.md explica cómo traducir los prompts en este equipo',
    'This model understands English best, and the translator failed on the prompt, which looks like {LANGUAGE}':
      'Este modelo entiende mejor el inglés y no se ha podido traducir el prompt, que parece estar en {LANGUAGE}',
    'The prompt was translated from {LANGUAGE}: “{prompt}”':
      'El prompt se ha traducido del {LANGUAGE}: «{prompt}»',
    'Worked in smaller pieces because there was not enough memory on {device}':
      'Se ha trabajado por partes más pequeñas porque faltaba memoria en {device}',
    'Running on CPU because about {HAS} on {device}': 'Se ejecuta en la CPU; en {device}: {HAS}',
    'Running on {device} because {WHY}': 'Se ejecuta en {device}. Motivo: {WHY}',
    'Ran on {device} because {WHY} on {other}': 'Se ha ejecutado en {device}; en {other}: {WHY}',
    'About {HAS}': 'Aproximadamente: {HAS}',
    'It stays in its own folder': 'Permanece en su propia carpeta',
    'Its folder is not there: bring it back, or `inlay models remove {id}`':
      'Falta su carpeta: devuélvala a su sitio o quite el modelo con `inlay models remove {id}`',
    'Its files are not on this machine': 'Sus archivos no están en este equipo',
    'It is not on this machine; `inlay models pull {id}` fetches it':
      'No está en este equipo; `inlay models pull {id}` lo descarga',
    'There is no model for enlarging on this machine':
      'No hay ningún modelo para ampliar en este equipo',
    'Nobody has published what its files must be, so they are not fetched: give them with --from':
      'Nadie ha publicado sus sumas de comprobación y por eso no se descarga: indique usted los archivos',
    'It has no graph "{part}"': 'No tiene el grafo «{part}»',
    'It is not a safetensors file': 'No es un archivo safetensors',
    'It is not a whole safetensors file: {why}': 'El archivo safetensors no está completo: {why}',
    'It is not a whole ONNX graph: {why}': 'El grafo ONNX no está completo: {why}',
    'The graph keeps weights in "{file}": expected {WHAT} beside it':
      'El grafo guarda pesos en «{file}»; junto a él se esperaba: {WHAT}',
    'Give that file along with the graph, under that plain name':
      'Indique ese archivo junto con el grafo y con ese mismo nombre',
    'This model has no contract for filling a hole': 'Este modelo no tiene contrato para rellenar',
    'This model has no contract for selecting': 'Este modelo no tiene contrato para seleccionar',
    'This model has no contract for enlarging': 'Este modelo no tiene contrato para ampliar',
    'They are being fetched': 'Se están descargando',
    'It is not being fetched': 'No se está descargando',
    'A file of weights is shorter than it should be':
      'Un archivo de pesos es más corto de lo debido',
    'None of the LoRA’s layers are in this model: it was made for another kind, or the export names no layers':
      'Ninguna capa del LoRA está en este modelo: se hizo para otro tipo o la exportación no nombra las capas',
    'The folder has no {file}': 'En la carpeta falta {file}',
    'The folder holds a model of another kind: leave --engine out, or name {name}':
      'La carpeta contiene un modelo de otro tipo: omita --engine o indique {name}',
    '{file} is not JSON': '{file} no es JSON',
    'FLUX.1 Fill takes no negative prompt; say what you want to see instead':
      'FLUX.1 Fill no admite prompt negativo; diga en su lugar lo que quiere ver',
    'The server packs what must come as it is':
      'El servidor comprime lo que debe llegar sin cambios',
    'A web page comes instead of the file: a sign-in page of the network, or of the publisher':
      'En lugar del archivo llega una página web: un inicio de sesión de la red o del editor',
    'The server answers {status}': 'El servidor responde {status}',
    'It would lead to {protocol}//{host}, which is not among the sites that models come from':
      'Llevaría a {protocol}//{host}, de donde no proceden los modelos',
    'The server redirects to nowhere': 'El servidor redirige a ninguna parte',
    'The server redirects in circles': 'El servidor redirige en círculo',
    'The server’s file has changed meanwhile': 'El archivo del servidor ha cambiado entretanto',
    'The server does not go on where it stopped': 'El servidor no continúa donde se detuvo',
    'The server sent nothing for {time}': 'El servidor no ha enviado nada durante {time}',
    'The line broke off after {have} of {all}': 'La conexión se cortó tras {have} de {all}',
    'The server’s name is not found: is this machine online?':
      'No se encuentra el servidor: ¿tiene conexión este equipo?',
    'The server takes no connections': 'El servidor no acepta conexiones',
    'The server cannot be reached': 'No se puede llegar al servidor',
    'The server cannot prove who it is (its certificate is not trusted here)':
      'El servidor no puede demostrar quién es (aquí no se confía en su certificado)',
    'The line to the server broke': 'Se ha cortado la conexión con el servidor',
    'It needs {needed} in the models’ folder, where {free} are free':
      'Hacen falta {needed} en la carpeta de modelos, donde quedan {free} libres',
    'It ran full while the model was written': 'Se llenó mientras se escribía el modelo',
    'Not among the files, or not what they should be: {names}':
      'Faltan entre los archivos o no son los que deben ser: {names}',
    '{file} is not a file': '{file} no es un archivo',
    'It is not a file': 'No es un archivo',
    'The system says {code}': 'El sistema indica {code}',
    'This desktop has no program that opens it': 'En este escritorio no hay programa que lo abra',
    'This system has no place for it': 'Este sistema no tiene lugar para ello',
    'This companion was not started for a desktop':
      'Este companion no se inició para un escritorio',
    'That plugin did not come with this companion': 'Ese plugin no venía con este companion',
    'settings.json cannot be read; the defaults hold':
      'No se puede leer settings.json; se usan los valores predeterminados',
    'settings.json is not a JSON object; the defaults hold':
      'settings.json no es un objeto JSON; se usan los valores predeterminados',
    '"{key}" was set {WHERE}, which stands above the settings':
      '«{key}» se ha fijado {WHERE}, que prevalece sobre los ajustes',
    'Fetching {what}': 'Descargando {what}',
    'Checking {what}': 'Comprobando {what}',
    'Unpacking {what}': 'Descomprimiendo {what}',
    Done: 'Listo',
    'The inference runtime has no binary for {platform}':
      'El entorno de ejecución de modelos no existe para {platform}',
    'The inference runtime is not installed':
      'El entorno de ejecución de modelos no está instalado',
    'CUDA comes to Node on Linux x64 only; Windows uses DirectML and macOS Core ML, built in':
      'En Node, CUDA solo existe para Linux x64; Windows usa DirectML y macOS Core ML, ya incluidos',
    '"{id}" is not an engine here; choose one of: {names}':
      '«{id}» no es un motor de aquí; elija uno de: {names}',
    '{engine} does {DOES}, not {OTHER}': '{engine} puede: {DOES}; no puede: {OTHER}',
    'No device may run it': 'Ningún dispositivo puede ejecutarlo',
    'The net could not be run': 'No se ha podido ejecutar la red',
    'The net gave no picture': 'La red no ha dado ninguna imagen',
    'The net gave no mask': 'La red no ha dado ninguna máscara',
    'The net gave no masks': 'La red no ha dado ninguna máscara',
    'The net gave no numbers; its precision may not fit':
      'La red no ha dado números; quizá su precisión no sea adecuada',
    'The net gave no numbers; its half precision may overflow here':
      'La red no ha dado números; quizá su media precisión se desborde aquí',
    'Try another export, or the CPU': 'Pruebe con otra exportación o con la CPU',
    'The net could not be loaded, though its files are whole: it may need what this runtime does not have':
      'No se ha podido cargar la red, aunque sus archivos están completos: quizá necesite algo que este entorno no tiene',
    'Its answer has another size or depth':
      'Su respuesta tiene otro tamaño u otra profundidad de bits',
    'GPU where there is one, else CPU': 'GPU si la hay; si no, CPU',
    'CPU, {count} {THREADS}{SIMD}': 'CPU, {count} {THREADS}{SIMD}',
    'The companion is stopping': 'El companion se está cerrando',
    'The companion stopped twice while it ran':
      'El companion se cerró dos veces durante el proceso',
    'Its pictures are gone': 'Sus imágenes ya no están',
    'The companion no longer knows it': 'El companion ya no lo conoce',
    'The upload was given up': 'Se ha abandonado la subida',
    '{count} are waiting already': 'Ya hay {count} en espera',
    'There is no such fill': 'No existe ese relleno',
    'There is no such variation': 'No existe esa variación',
    'There is no such device': 'Ese programa no está conectado',
    'The result is gone': 'El resultado ya no está',
    'It is the owner’s own token': 'Es el token del propietario',
    'The browser did not let the picture onto the clipboard':
      'El navegador no ha dejado copiar la imagen en el portapapeles',
    'It is damaged or cut short': 'El archivo está dañado o incompleto',
    'Everything it selects is transparent, and stays so':
      'Todo lo que selecciona es transparente y así sigue',
    'It lies too far from what is to be filled': 'Está demasiado lejos de lo que hay que rellenar',
    'The expanded picture is {width} x {height}; the longest side allowed is {most}':
      'La imagen expandida mide {width} × {height}; el lado más largo permitido es {most}',
    '{WHAT} is {width} x {height} = {megapixels} megapixels; the limit is {most} megapixels':
      '{WHAT}: {width} × {height} = {megapixels} megapíxeles; el límite es de {most} megapíxeles',
    'Its samples are of type {type}; convert it to 8 or 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel)':
      'Sus valores son de tipo {type}; conviértala a 8 o 16 bits por canal (Photoshop: Imagen > Modo > 16 bits/canal)',
    'It has {count} channels of {space}; flatten it or remove the extra channels':
      'Tiene {count} canales ({space}); acóplela o quite los canales sobrantes',
    'It is an 8-bit Lab TIFF, which cannot be converted here: save it as RGB':
      'Es un TIFF Lab de 8 bits, que aquí no se puede convertir: guárdelo como RGB',
    'Convert it to RGB (Photoshop: Image > Mode > RGB Color), or ask for conversion (--convert)':
      'Conviértala a RGB (Photoshop: Imagen > Modo > Color RGB) o pida aquí la conversión',
    'Convert it to 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel), or ask for conversion (--convert)':
      'Conviértala a 16 bits por canal (Photoshop: Imagen > Modo > 16 bits/canal) o pida aquí la conversión',
    '{format} takes at most {most} pixels on a side and this is {width} x {height}; use PNG or TIFF':
      '{format} admite como máximo {most} píxeles por lado y esta imagen mide {width} × {height}; use PNG o TIFF',
    '{format} cannot hold transparency; use PNG, TIFF, WebP or AVIF':
      '{format} no admite transparencia; use PNG, TIFF, WebP o AVIF',
    'It needs a click': 'Hace falta un clic',
    'The answer broke off': 'La respuesta se cortó',
    'The events broke off': 'Los avisos se cortaron',
    'The events broke off for good': 'Los avisos se cortaron definitivamente',
    'No answer within {seconds} s': 'Sin respuesta en {seconds} s',
    'The companion could not be told': 'No se ha podido avisar al companion',
    'The companion is the older one': 'El más antiguo es el companion',
    'The companion does not tell its version': 'El companion no dice su versión',
    'The plugin is the older one': 'El más antiguo es el plugin',
    'The answer is not JSON': 'La respuesta no es JSON',
    'It came with HTTP status {status}': 'Llegó con el estado HTTP {status}',
    'It lets nobody here read its answer': 'Aquí no deja leer su respuesta',
    '{count} left': 'Quedan {count}',
    'Too many wrong codes': 'Demasiados códigos erróneos',
    'It is {WHAT}': 'Se trata de: {WHAT}',
    'There is no empty area inside the canvas': 'No hay ningún área vacía dentro del lienzo',
    'The selection lies outside of the picture': 'La selección queda fuera de la imagen',
    'There is no picture around it': 'No hay imagen alrededor',
    'The picture is empty': 'La imagen está vacía',
    'No layer is active': 'No hay ninguna capa activa',
    'This document is CMYK; a duplicate in RGB can be made':
      'Este documento es CMYK; se puede duplicar en RGB',
    'This document is indexed, bitmap or multichannel; a duplicate in RGB can be made':
      'Este documento es de color indexado, mapa de bits o multicanal; se puede duplicar en RGB',
    'This document has 32 bits a channel; a duplicate of 16 bits can be made':
      'Este documento tiene 32 bits por canal; se puede duplicar en 16 bits',
    'The duplicate is still not RGB': 'El duplicado sigue sin ser RGB',
    'The enlargement is not RGB': 'La ampliación no es RGB',
    'There is no result to place': 'No hay ningún resultado que colocar',
    'The layer of that variation is gone': 'La capa de esa variación ya no existe',
    'The Smart Object is not there': 'El objeto inteligente no está',
    'Photoshop made no layer': 'Photoshop no ha creado ninguna capa',
    'Photoshop made no group': 'Photoshop no ha creado ningún grupo',
    'Photoshop made no document': 'Photoshop no ha creado ningún documento',
    'Photoshop gave pixels of an unexpected kind':
      'Photoshop ha dado píxeles de un tipo inesperado',
    '{DEVICE}: {WHY}': '{DEVICE}: {WHY}',
    '{DEVICE} ({WHY})': '{DEVICE} ({WHY})',
    '{FILE} {WHAT}': '{FILE} {WHAT}',
  },
  parts: {
    'there is no NVIDIA graphics card with its driver':
      'no hay tarjeta gráfica NVIDIA con su controlador',
    'there is no NVIDIA driver': 'no hay controlador de NVIDIA',
    'there is no NVIDIA graphics card': 'no hay tarjeta gráfica NVIDIA',
    'its libraries are not installed; `inlay gpu install` fetches them':
      'faltan sus bibliotecas; `inlay gpu install` las descarga',
    'the NVIDIA driver is too old; update it':
      'el controlador de NVIDIA es demasiado antiguo; actualícelo',
    'cuDNN 9 is missing; `inlay gpu install` fetches it':
      'falta cuDNN 9; `inlay gpu install` lo descarga',
    'no graphics card answered; on Linux install libvulkan1 and the card’s driver':
      'no ha respondido ninguna tarjeta gráfica; en Linux instale libvulkan1 y el controlador de la tarjeta',
    'the graphics card does not take every step of the test':
      'la tarjeta gráfica no puede con todos los pasos de la prueba',
    'there is not enough memory on it': 'no tiene memoria suficiente',
    'it computed wrong values': 'ha calculado valores erróneos',
    'it did not answer in time': 'no ha respondido a tiempo',
    'it failed for an unknown reason': 'ha fallado por un motivo desconocido',
    'your settings leave it out': 'está desactivado en sus ajustes',
    'there was not enough memory': 'no había memoria suficiente',
    'the run failed': 'la ejecución ha fallado',
    '{needed} are needed and there are {there}': 'hacen falta {needed} y hay {there}',
    'another shape than the picture’s own': 'otra proporción que la de la imagen',
    '1 pixel or more on some side': 'al menos 1 píxel en algún lado',
    'pixels to add, a shape, a mask or a see-through picture':
      'píxeles que añadir, una proporción, una máscara o una imagen transparente',
    'pixels to add on at least one side': 'píxeles que añadir en al menos un lado',
    'an area of {width} x {height} pixels outside the mask':
      'un área de {width} × {height} píxeles fuera de la máscara',
    'an https address without a password or query':
      'una dirección https sin contraseña ni consulta',
    'a name like model.onnx, model.onnx_data or x.safetensors':
      'un nombre como model.onnx, model.onnx_data o x.safetensors',
    'a file that the graph keeps weights in': 'un archivo con pesos del grafo',
    'a contract, or one of {names}': 'un contrato o uno de {names}',
    'an id that is free': 'un identificador libre',
    'a point in, a box or subject': 'un punto interior, un rectángulo o el sujeto',
    'PNG, JPEG, WebP, TIFF or AVIF': 'PNG, JPEG, WebP, TIFF o AVIF',
    '{AMOUNT} or more': '{AMOUNT} o más',
    '{AMOUNT} or less': '{AMOUNT} o menos',
    '{LOW} to {HIGH}': 'de {LOW} a {HIGH}',
    'more than 0': 'más de 0',
    'one of {names}': 'uno de {names}',
    '{count} characters': '{count} caracteres',
    '{count} bytes': '{count} bytes',
    '{count} pixels': '{count} píxeles',
    '{width} x {height} pixels': '{width} × {height} píxeles',
    'a list of {count}': 'una lista de {count}',
    'fewer than {count} layers': 'menos de {count} capas',
    'SHA-256 {hash}': 'SHA-256 {hash}',
    'a whole number': 'un número entero',
    'a number': 'un número',
    'true or false': 'true o false',
    'a text': 'un texto',
    'a list': 'una lista',
    'an object': 'un objeto',
    'a picture': 'una imagen',
    'a file': 'un archivo',
    'a folder': 'una carpeta',
    'a link': 'un enlace',
    'an absolute path': 'una ruta absoluta',
    'an .onnx file': 'un archivo .onnx',
    'an id': 'un identificador',
    'a plain name': 'un nombre sencillo',
    'no further file': 'ningún archivo más',
    'no other file': 'ningún otro archivo',
    nothing: 'nada',
    'something else': 'otra cosa',
    another: 'otra cosa',
    less: 'menos',
    more: 'más',
    none: 'nada',
    'the picture': 'la imagen',
    'the image': 'la imagen',
    'the mask': 'la máscara',
    'the sample mask': 'el área de muestreo',
    'the guide': 'la guía visual',
    'the reference': 'la referencia',
    'the request': 'la petición',
    'the settings': 'los ajustes',
    'the model': 'el modelo',
    'the LoRA "{name}"': 'el LoRA «{name}»',
    'the file': 'el archivo',
    'the files': 'los archivos',
    'the folder': 'la carpeta',
    'the mirror': 'la réplica',
    'each further file': 'cada archivo adicional',
    'the repeated step': 'el paso repetido',
    'what to select': 'la selección',
    It: 'La imagen',
    'The result': 'El resultado',
    'The expanded picture': 'La imagen expandida',
    image: 'la imagen',
    mask: 'la máscara',
    expand: 'la expansión',
    prompt: 'el prompt',
    strength: 'la intensidad',
    steps: 'los pasos',
    guidance: 'la guía',
    scale: 'la ampliación',
    seed: 'la semilla',
    'clip skip': 'Clip Skip',
    'the negative prompt': 'el prompt negativo',
    'the scheduler': 'el planificador',
    engine: 'el motor',
    concurrency: '«Rellenos a la vez»',
    keepDays: '«Conservar rellenos durante»',
    keepFills: '«Máximo de rellenos»',
    keepGigabytes: '«Máximo de espacio»',
    idleMinutes: '«Los modelos dejan la memoria tras»',
    modelsFolder: 'la carpeta de modelos',
    ' through its profile': ' con su propio perfil',
    ', assuming a common press profile because it names none':
      ' con un perfil de imprenta habitual, porque no indica ninguno',
    '; a second pass at full size (high-res) adds detail':
      '; una segunda pasada a tamaño completo (high-res) añade detalle',
    ', SIMD': ', SIMD',
    thread: 'hilo',
    threads: 'hilos',
    pages: 'páginas',
    frames: 'fotogramas',
    left: 'izquierda',
    top: 'arriba',
    right: 'derecha',
    bottom: 'abajo',
    'One layer': 'una capa',
    '{count} layers': '{count} capas',
    '32-bit floating point': '32 bits de coma flotante',
    remove: 'quitar',
    fill: 'rellenar',
    'by a variable of the environment': 'con una variable de entorno',
    'where the companion was started': 'al iniciar el companion',
    'is not there': 'no está',
    'is not a regular file': 'no es un archivo corriente',
    'has another size than it had': 'tiene otro tamaño que antes',
    'has another SHA-256 than it had': 'tiene otro SHA-256 que antes',
    'cannot be read': 'no se puede leer',
    'changed while it was checked': 'ha cambiado mientras se comprobaba',
    'the log': 'el registro',
    'a file of a model': 'un archivo de un modelo',
    'a file of weights': 'un archivo de pesos',
    'one of the given files': 'uno de los archivos indicados',
    'the list of paired devices': 'la lista de programas vinculados',
    'the settings of the models': 'los ajustes de los modelos',
    'what starts Inlay by itself': 'lo que inicia Inlay automáticamente',
    'a web page': 'una página web',
    'a zip archive (PyTorch’s .pt, .pth and .ckpt are such archives)':
      'un archivo zip (los .pt, .pth y .ckpt de PyTorch también lo son)',
    'a Python pickle, which can run code when it is opened':
      'un pickle de Python, que puede ejecutar código al abrirse',
    'a GGUF file': 'un archivo GGUF',
    'a Git LFS pointer: the file itself has not been fetched':
      'un puntero de Git LFS: el archivo en sí no se ha descargado',
  },
} as const satisfies HeardWords
