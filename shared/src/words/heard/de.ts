/** What the companion says in detail, in German. */
import type { HeardWords } from '../heard.ts'

export default {
  stop: '. ',
  comma: ', ',
  sentences: {
    'Nothing of it was kept': 'Nichts davon wurde behalten',
    'Expected {WHAT} for {NAME} but received {RECEIVED}':
      'Erwartet für {NAME}: {WHAT}; erhalten: {RECEIVED}',
    'Expected no other fields in {NAME} but received {names}':
      'Keine weiteren Felder erwartet für {NAME}; erhalten: {names}',
    'Expected {count} bytes for {file} but the server offers {offered}':
      'Für {file} werden {count} Byte erwartet, der Server bietet {offered}',
    '{PROBLEM}; the default holds': '{PROBLEM}; es gilt die Voreinstellung',
    '{PROBLEM}; give another with --id': '{PROBLEM}; geben Sie eine andere an',
    '{PROBLEM}: a model of yours has it; remove that first':
      '{PROBLEM}; eines Ihrer Modelle hat sie schon, entfernen Sie es zuerst',
    '{PROBLEM}: of {steps} steps it leaves none; raise one of the two':
      '{PROBLEM}: Von {steps} Schritten bleibt keiner übrig; erhöhen Sie eines von beiden',
    'The mask covers {percent}% of the picture; if that is not meant, invert the mask':
      'Die Maske bedeckt {percent} % des Bildes; ist das nicht gewollt, kehren Sie die Maske um',
    '{engine} does not read prompts; the prompt was not used':
      '{engine} versteht keine Prompts; der Prompt wurde nicht verwendet',
    '{engine} does not paint step by step; {WHAT} made no difference':
      '{engine} malt nicht in Schritten; ohne Wirkung blieb: {WHAT}',
    '{engine} cannot keep to a sample mask; the sample mask was not used':
      '{engine} kann keine Quellmaske beachten; sie wurde nicht verwendet',
    'JPEG is lossy: pixels outside the mask change slightly each time it is saved; choose PNG or TIFF to keep them exactly':
      'JPEG ist verlustbehaftet: Pixel außerhalb der Maske ändern sich bei jedem Speichern ein wenig; mit PNG oder TIFF bleiben sie genau erhalten',
    'The result is written as lossless {format}, so the file may be larger than before':
      'Das Ergebnis wird verlustfrei als {format} gespeichert; die Datei kann größer werden als zuvor',
    '{format} cannot hold {bits} bits per channel here; precision is lost':
      '{format} fasst hier keine {bits} Bit pro Kanal; Genauigkeit geht verloren',
    'The picture was converted from {MODE} to sRGB{HOW}; the result is {bits}-bit sRGB':
      'Das Bild wurde von {MODE} in sRGB umgewandelt{HOW}; das Ergebnis ist sRGB mit {bits} Bit',
    'The picture has a palette; the result is written with full colours':
      'Das Bild hat eine Farbpalette; das Ergebnis wird in vollen Farben gespeichert',
    'The picture has {bits} bits per pixel; the result is written with 8':
      'Das Bild hat {bits} Bit pro Pixel; das Ergebnis wird mit 8 gespeichert',
    'The file holds {count} {WHAT}; only the first is used and written':
      'Die Datei enthält mehrere Bilder ({count} {WHAT}); nur das erste wird verwendet und gespeichert',
    'The picture has a thin frame ({SIDES}); it stays but is not continued':
      'Das Bild hat einen schmalen Rand ({SIDES}); er bleibt, wird aber nicht fortgesetzt',
    'To paint over it, grow the mask by {pixels}':
      'Um ihn zu übermalen, erweitern Sie die Maske um {pixels} px',
    'The model worked at {percent}% of the picture’s size{HOW}':
      'Das Modell arbeitete bei {percent} % der Bildgröße{HOW}',
    'There was not enough memory for the second pass at full size':
      'Für den zweiten Durchgang in voller Größe reichte der Speicher nicht',
    'There was not enough memory for several at once, so they were made one by one':
      'Für mehrere zugleich reichte der Speicher nicht; sie entstanden nacheinander',
    'This export draws some of its random numbers by itself: the same seed gives nearly, not exactly, the same fill':
      'Dieser Export zieht einige Zufallszahlen selbst: Derselbe Seed ergibt fast, aber nicht genau dieselbe Füllung',
    'This model’s folder has no safety checker, so that nothing was checked':
      'Der Ordner dieses Modells enthält keine Inhaltsprüfung; es wurde nichts geprüft',
    '{LAYERS} of the LoRA found no place in this model and did nothing':
      'Ohne Platz in diesem Modell und damit wirkungslos, aus dem LoRA: {LAYERS}',
    'This model understands English best, and the prompt looks like {LANGUAGE}; docs/diffusion.md says how to have prompts translated on this machine':
      'Dieses Modell versteht Englisch am besten, der Prompt scheint in einer anderen Sprache zu sein ({LANGUAGE}); in docs/diffusion.md steht, wie Prompts auf diesem Rechner übersetzt werden',
    'This model understands English best, and the translator failed on the prompt, which looks like {LANGUAGE}':
      'Dieses Modell versteht Englisch am besten, und der Prompt (vermutlich {LANGUAGE}) konnte nicht übersetzt werden',
    'The prompt was translated from {LANGUAGE}: “{prompt}”':
      'Der Prompt wurde übersetzt ({LANGUAGE}): „{prompt}“',
    'Worked in smaller pieces because there was not enough memory on {device}':
      'In kleineren Stücken gerechnet, weil der Speicher nicht reichte ({device})',
    'Running on CPU because about {HAS} on {device}':
      'Läuft auf der CPU, denn auf {device} gilt: {HAS}',
    'Running on {device} because {WHY}': 'Läuft auf {device}. Grund: {WHY}',
    'Ran on {device} because {WHY} on {other}':
      'Lief auf {device}; auf {other} ging es nicht: {WHY}',
    'About {HAS}': 'Ungefähr: {HAS}',
    'It stays in its own folder': 'Es bleibt in seinem eigenen Ordner',
    'Its folder is not there: bring it back, or `inlay models remove {id}`':
      'Der Ordner fehlt: Bringen Sie ihn zurück, oder entfernen Sie das Modell mit `inlay models remove {id}`',
    'Its files are not on this machine': 'Die Dateien sind nicht auf diesem Rechner',
    'It is not on this machine; `inlay models pull {id}` fetches it':
      'Es ist nicht auf diesem Rechner; `inlay models pull {id}` lädt es herunter',
    'There is no model for enlarging on this machine':
      'Auf diesem Rechner ist kein Modell zum Vergrößern',
    'Nobody has published what its files must be, so they are not fetched: give them with --from':
      'Für die Dateien hat niemand Prüfsummen veröffentlicht, deshalb werden sie nicht heruntergeladen: Geben Sie sie selbst an',
    'It has no graph "{part}"': 'Es hat keinen Graphen „{part}“',
    'It is not a safetensors file': 'Es ist keine Safetensors-Datei',
    'It is not a whole safetensors file: {why}':
      'Es ist keine vollständige Safetensors-Datei: {why}',
    'It is not a whole ONNX graph: {why}': 'Es ist kein vollständiger ONNX-Graph: {why}',
    'The graph keeps weights in "{file}": expected {WHAT} beside it':
      'Der Graph hat Gewichte in „{file}“; daneben erwartet: {WHAT}',
    'Give that file along with the graph, under that plain name':
      'Geben Sie diese Datei zusammen mit dem Graphen an, unter genau diesem Namen',
    'This model has no contract for filling a hole': 'Dieses Modell hat keinen Vertrag zum Füllen',
    'This model has no contract for selecting': 'Dieses Modell hat keinen Vertrag zum Auswählen',
    'This model has no contract for enlarging': 'Dieses Modell hat keinen Vertrag zum Vergrößern',
    'They are being fetched': 'Sie werden gerade heruntergeladen',
    'It is not being fetched': 'Es wird gerade nicht heruntergeladen',
    'A file of weights is shorter than it should be':
      'Eine Datei mit Gewichten ist kürzer, als sie sein sollte',
    'None of the LoRA’s layers are in this model: it was made for another kind, or the export names no layers':
      'Keine Ebene des LoRA kommt in diesem Modell vor: Es wurde für eine andere Art gemacht, oder der Export nennt keine Ebenen',
    'The folder has no {file}': 'Im Ordner fehlt {file}',
    'The folder holds a model of another kind: leave --engine out, or name {name}':
      'Der Ordner enthält ein Modell anderer Art: Lassen Sie --engine weg, oder nennen Sie {name}',
    '{file} is not JSON': '{file} ist kein JSON',
    'FLUX.1 Fill takes no negative prompt; say what you want to see instead':
      'FLUX.1 Fill kennt keinen negativen Prompt; sagen Sie stattdessen, was zu sehen sein soll',
    'The server packs what must come as it is':
      'Der Server komprimiert, was unverändert ankommen muss',
    'A web page comes instead of the file: a sign-in page of the network, or of the publisher':
      'Statt der Datei kommt eine Webseite: eine Anmeldeseite des Netzwerks oder des Herausgebers',
    'The server answers {status}': 'Der Server antwortet mit {status}',
    'It would lead to {protocol}//{host}, which is not among the sites that models come from':
      'Es ginge zu {protocol}//{host}; von dort kommen keine Modelle',
    'The server redirects to nowhere': 'Der Server leitet ins Leere weiter',
    'The server redirects in circles': 'Der Server leitet im Kreis weiter',
    'The server’s file has changed meanwhile':
      'Die Datei auf dem Server hat sich inzwischen geändert',
    'The server does not go on where it stopped':
      'Der Server setzt nicht da fort, wo er aufgehört hat',
    'The server sent nothing for {time}': 'Vom Server kam nichts für {time}',
    'The line broke off after {have} of {all}': 'Die Verbindung brach nach {have} von {all} ab',
    'The server’s name is not found: is this machine online?':
      'Der Servername wird nicht gefunden: Ist dieser Rechner online?',
    'The server takes no connections': 'Der Server nimmt keine Verbindungen an',
    'The server cannot be reached': 'Der Server ist nicht erreichbar',
    'The server cannot prove who it is (its certificate is not trusted here)':
      'Der Server kann sich nicht ausweisen (seinem Zertifikat wird hier nicht vertraut)',
    'The line to the server broke': 'Die Verbindung zum Server ist abgebrochen',
    'It needs {needed} in the models’ folder, where {free} are free':
      'Im Modellordner werden {needed} gebraucht, frei sind {free}',
    'It ran full while the model was written': 'Er lief voll, während das Modell geschrieben wurde',
    'Not among the files, or not what they should be: {names}':
      'Nicht unter den Dateien, oder nicht so, wie sie sein sollen: {names}',
    '{file} is not a file': '{file} ist keine Datei',
    'It is not a file': 'Es ist keine Datei',
    'The system says {code}': 'Das System meldet {code}',
    'This desktop has no program that opens it': 'Auf diesem Desktop gibt es kein Programm dafür',
    'This system has no place for it': 'Dieses System hat keinen Ort dafür',
    'This companion was not started for a desktop':
      'Dieser Companion wurde nicht für einen Desktop gestartet',
    'That plugin did not come with this companion':
      'Dieses Plug-in war bei diesem Companion nicht dabei',
    'settings.json cannot be read; the defaults hold':
      'settings.json kann nicht gelesen werden; es gelten die Voreinstellungen',
    'settings.json is not a JSON object; the defaults hold':
      'settings.json ist kein JSON-Objekt; es gelten die Voreinstellungen',
    '"{key}" was set {WHERE}, which stands above the settings':
      '„{key}“ ist {WHERE} festgelegt; das geht den Einstellungen vor',
    'Fetching {what}': '{what} wird heruntergeladen',
    'Checking {what}': '{what} wird geprüft',
    'Unpacking {what}': '{what} wird entpackt',
    Done: 'Fertig',
    'The inference runtime has no binary for {platform}':
      'Die Laufzeitumgebung für Modelle gibt es nicht für {platform}',
    'The inference runtime is not installed':
      'Die Laufzeitumgebung für Modelle ist nicht installiert',
    'CUDA comes to Node on Linux x64 only; Windows uses DirectML and macOS Core ML, built in':
      'CUDA gibt es für Node nur unter Linux x64; Windows nutzt DirectML und macOS Core ML, beide eingebaut',
    '"{id}" is not an engine here; choose one of: {names}':
      '„{id}“ ist hier keine Engine; wählen Sie eine von: {names}',
    '{engine} does {DOES}, not {OTHER}': '{engine} kann: {DOES}; nicht: {OTHER}',
    'No device may run it': 'Kein Gerät darf es ausführen',
    'The net could not be run': 'Das Netz konnte nicht ausgeführt werden',
    'The net gave no picture': 'Das Netz hat kein Bild geliefert',
    'The net gave no mask': 'Das Netz hat keine Maske geliefert',
    'The net gave no masks': 'Das Netz hat keine Masken geliefert',
    'The net gave no numbers; its precision may not fit':
      'Das Netz hat keine Zahlen geliefert; vielleicht passt seine Genauigkeit nicht',
    'The net gave no numbers; its half precision may overflow here':
      'Das Netz hat keine Zahlen geliefert; seine halbe Genauigkeit läuft hier vielleicht über',
    'Try another export, or the CPU': 'Versuchen Sie einen anderen Export oder die CPU',
    'The net could not be loaded, though its files are whole: it may need what this runtime does not have':
      'Das Netz konnte nicht geladen werden, obwohl seine Dateien vollständig sind: Vielleicht braucht es etwas, das diese Laufzeitumgebung nicht hat',
    'Its answer has another size or depth': 'Die Antwort hat eine andere Größe oder Farbtiefe',
    'GPU where there is one, else CPU': 'GPU, wenn vorhanden, sonst CPU',
    'CPU, {count} {THREADS}{SIMD}': 'CPU, {count} {THREADS}{SIMD}',
    'The companion is stopping': 'Der Companion wird beendet',
    'The companion stopped twice while it ran': 'Der Companion wurde dabei zweimal beendet',
    'Its pictures are gone': 'Die Bilder dazu sind nicht mehr da',
    'The companion no longer knows it': 'Der Companion kennt sie nicht mehr',
    'The upload was given up': 'Das Hochladen wurde abgebrochen',
    '{count} are waiting already': 'Es warten schon {count}',
    'There is no such fill': 'Diese Füllung gibt es nicht',
    'There is no such variation': 'Diese Variante gibt es nicht',
    'There is no such device': 'Dieses Programm ist nicht verbunden',
    'The result is gone': 'Das Ergebnis ist nicht mehr da',
    'It is the owner’s own token': 'Es ist das eigene Token des Besitzers',
    'The browser did not let the picture onto the clipboard':
      'Der Browser ließ das Bild nicht in die Zwischenablage',
    'It is damaged or cut short': 'Die Datei ist beschädigt oder unvollständig',
    'Everything it selects is transparent, and stays so':
      'Alles, was sie auswählt, ist transparent und bleibt es',
    'It lies too far from what is to be filled':
      'Sie liegt zu weit von dem entfernt, was gefüllt werden soll',
    'The expanded picture is {width} x {height}; the longest side allowed is {most}':
      'Das erweiterte Bild hat {width} × {height} Pixel; die längste erlaubte Seite ist {most}',
    '{WHAT} is {width} x {height} = {megapixels} megapixels; the limit is {most} megapixels':
      '{WHAT}: {width} × {height} = {megapixels} Megapixel; erlaubt sind {most} Megapixel',
    'Its samples are of type {type}; convert it to 8 or 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel)':
      'Die Werte sind vom Typ {type}; wandeln Sie das Bild in 8 oder 16 Bit pro Kanal um (Photoshop: „Bild“ > „Modus“ > „16-Bit-Kanal“)',
    'It has {count} channels of {space}; flatten it or remove the extra channels':
      'Es hat {count} Kanäle ({space}); reduzieren Sie es auf eine Ebene, oder entfernen Sie die zusätzlichen Kanäle',
    'It is an 8-bit Lab TIFF, which cannot be converted here: save it as RGB':
      'Es ist ein Lab-TIFF mit 8 Bit, das hier nicht umgewandelt werden kann: Speichern Sie es als RGB',
    'Convert it to RGB (Photoshop: Image > Mode > RGB Color), or ask for conversion (--convert)':
      'Wandeln Sie es in RGB um (Photoshop: „Bild“ > „Modus“ > „RGB-Farbe“), oder lassen Sie es hier umwandeln',
    'Convert it to 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel), or ask for conversion (--convert)':
      'Wandeln Sie es in 16 Bit pro Kanal um (Photoshop: „Bild“ > „Modus“ > „16-Bit-Kanal“), oder lassen Sie es hier umwandeln',
    '{format} takes at most {most} pixels on a side and this is {width} x {height}; use PNG or TIFF':
      '{format} fasst höchstens {most} Pixel je Seite, und dieses Bild hat {width} × {height}; verwenden Sie PNG oder TIFF',
    '{format} cannot hold transparency; use PNG, TIFF, WebP or AVIF':
      '{format} kennt keine Transparenz; verwenden Sie PNG, TIFF, WebP oder AVIF',
    'It needs a click': 'Dazu braucht es einen Klick',
    'The answer broke off': 'Die Antwort brach ab',
    'The events broke off': 'Die Meldungen brachen ab',
    'The events broke off for good': 'Die Meldungen brachen endgültig ab',
    'No answer within {seconds} s': 'Keine Antwort innerhalb von {seconds} s',
    'The companion could not be told': 'Der Companion konnte nicht benachrichtigt werden',
    'The companion is the older one': 'Der Companion ist der ältere',
    'The companion does not tell its version': 'Der Companion nennt seine Version nicht',
    'The plugin is the older one': 'Das Plug-in ist das ältere',
    'The answer is not JSON': 'Die Antwort ist kein JSON',
    'It came with HTTP status {status}': 'Sie kam mit dem HTTP-Status {status}',
    'It lets nobody here read its answer': 'Es lässt niemanden hier seine Antwort lesen',
    '{count} left': 'Noch {count}',
    'Too many wrong codes': 'Zu viele falsche Codes',
    'It is {WHAT}': 'Es ist {WHAT}',
    'There is no empty area inside the canvas':
      'Innerhalb der Arbeitsfläche gibt es keinen leeren Bereich',
    'The selection lies outside of the picture': 'Die Auswahl liegt außerhalb des Bildes',
    'There is no picture around it': 'Ringsum gibt es kein Bild',
    'The picture is empty': 'Das Bild ist leer',
    'No layer is active': 'Keine Ebene ist aktiv',
    'This document is CMYK; a duplicate in RGB can be made':
      'Dieses Dokument ist CMYK; es lässt sich in RGB duplizieren',
    'This document is indexed, bitmap or multichannel; a duplicate in RGB can be made':
      'Dieses Dokument ist in indizierten Farben, Bitmap oder Mehrkanal; es lässt sich in RGB duplizieren',
    'This document has 32 bits a channel; a duplicate of 16 bits can be made':
      'Dieses Dokument hat 32 Bit pro Kanal; es lässt sich mit 16 Bit duplizieren',
    'The duplicate is still not RGB': 'Das Duplikat ist noch immer nicht RGB',
    'The enlargement is not RGB': 'Die Vergrößerung ist nicht RGB',
    'There is no result to place': 'Es gibt kein Ergebnis zum Platzieren',
    'The layer of that variation is gone': 'Die Ebene dieser Variante gibt es nicht mehr',
    'The Smart Object is not there': 'Das Smartobjekt ist nicht da',
    'Photoshop made no layer': 'Photoshop hat keine Ebene angelegt',
    'Photoshop made no group': 'Photoshop hat keine Gruppe angelegt',
    'Photoshop made no document': 'Photoshop hat kein Dokument angelegt',
    'Photoshop gave pixels of an unexpected kind': 'Photoshop hat Pixel unerwarteter Art geliefert',
    '{DEVICE}: {WHY}': '{DEVICE}: {WHY}',
    '{DEVICE} ({WHY})': '{DEVICE} ({WHY})',
    '{FILE} {WHAT}': '{FILE} {WHAT}',
  },
  parts: {
    'there is no NVIDIA graphics card with its driver':
      'Es gibt keine NVIDIA-Grafikkarte mit Treiber',
    'there is no NVIDIA driver': 'Es gibt keinen NVIDIA-Treiber',
    'there is no NVIDIA graphics card': 'Es gibt keine NVIDIA-Grafikkarte',
    'its libraries are not installed; `inlay gpu install` fetches them':
      'Die Bibliotheken fehlen; `inlay gpu install` lädt sie herunter',
    'the NVIDIA driver is too old; update it':
      'Der NVIDIA-Treiber ist zu alt; aktualisieren Sie ihn',
    'cuDNN 9 is missing; `inlay gpu install` fetches it':
      'cuDNN 9 fehlt; `inlay gpu install` lädt es herunter',
    'no graphics card answered; on Linux install libvulkan1 and the card’s driver':
      'Keine Grafikkarte hat geantwortet; installieren Sie unter Linux libvulkan1 und den Treiber der Karte',
    'the graphics card does not take every step of the test':
      'Die Grafikkarte schafft nicht jeden Schritt des Tests',
    'there is not enough memory on it': 'Der Speicher darauf reicht nicht',
    'it computed wrong values': 'Es kamen falsche Werte heraus',
    'it did not answer in time': 'Es kam keine rechtzeitige Antwort',
    'it failed for an unknown reason': 'Aus unbekanntem Grund fehlgeschlagen',
    'your settings leave it out': 'In Ihren Einstellungen ausgeschaltet',
    'there was not enough memory': 'Der Speicher reichte nicht',
    'the run failed': 'Der Lauf ist fehlgeschlagen',
    '{needed} are needed and there are {there}': '{needed} nötig, {there} vorhanden',
    'another shape than the picture’s own': 'ein anderes Seitenverhältnis als das des Bildes',
    '1 pixel or more on some side': 'mindestens 1 Pixel an einer Seite',
    'pixels to add, a shape, a mask or a see-through picture':
      'hinzuzufügende Pixel, ein Seitenverhältnis, eine Maske oder ein transparentes Bild',
    'pixels to add on at least one side': 'hinzuzufügende Pixel an mindestens einer Seite',
    'an area of {width} x {height} pixels outside the mask':
      'ein Bereich von {width} × {height} Pixeln außerhalb der Maske',
    'an https address without a password or query': 'eine https-Adresse ohne Kennwort und Abfrage',
    'a name like model.onnx, model.onnx_data or x.safetensors':
      'ein Name wie model.onnx, model.onnx_data oder x.safetensors',
    'a file that the graph keeps weights in': 'eine Datei mit Gewichten des Graphen',
    'a contract, or one of {names}': 'ein Vertrag oder eines von {names}',
    'an id that is free': 'eine freie Kennung',
    'a point in, a box or subject': 'ein Punkt darin, ein Rechteck oder das Motiv',
    'PNG, JPEG, WebP, TIFF or AVIF': 'PNG, JPEG, WebP, TIFF oder AVIF',
    '{AMOUNT} or more': 'mindestens {AMOUNT}',
    '{AMOUNT} or less': 'höchstens {AMOUNT}',
    '{LOW} to {HIGH}': '{LOW} bis {HIGH}',
    'more than 0': 'mehr als 0',
    'one of {names}': 'eines von {names}',
    '{count} characters': '{count} Zeichen',
    '{count} bytes': '{count} Byte',
    '{count} pixels': '{count} Pixel',
    '{width} x {height} pixels': '{width} × {height} Pixel',
    'a list of {count}': 'eine Liste mit {count}',
    'fewer than {count} layers': 'weniger als {count} Ebenen',
    'SHA-256 {hash}': 'SHA-256 {hash}',
    'a whole number': 'eine ganze Zahl',
    'a number': 'eine Zahl',
    'true or false': 'true oder false',
    'a text': 'ein Text',
    'a list': 'eine Liste',
    'an object': 'ein Objekt',
    'a picture': 'ein Bild',
    'a file': 'eine Datei',
    'a folder': 'ein Ordner',
    'a link': 'eine Verknüpfung',
    'an absolute path': 'ein vollständiger Pfad',
    'an .onnx file': 'eine .onnx-Datei',
    'an id': 'eine Kennung',
    'a plain name': 'ein einfacher Name',
    'no further file': 'keine weitere Datei',
    'no other file': 'keine andere Datei',
    nothing: 'nichts',
    'something else': 'etwas anderes',
    another: 'anderes',
    less: 'weniger',
    more: 'mehr',
    none: 'nichts',
    'the picture': 'das Bild',
    'the image': 'das Bild',
    'the mask': 'die Maske',
    'the sample mask': 'die Quellmaske',
    'the guide': 'die Vorlage',
    'the reference': 'das Referenzbild',
    'the request': 'die Anfrage',
    'the settings': 'die Einstellungen',
    'the model': 'das Modell',
    'the LoRA "{name}"': 'das LoRA „{name}“',
    'the file': 'die Datei',
    'the files': 'die Dateien',
    'the folder': 'den Ordner',
    'the mirror': 'den Spiegelserver',
    'each further file': 'jede weitere Datei',
    'the repeated step': 'den wiederholten Schritt',
    'what to select': 'die Auswahl',
    It: 'Das Bild',
    'The result': 'Das Ergebnis',
    'The expanded picture': 'Das erweiterte Bild',
    image: 'das Bild',
    mask: 'die Maske',
    expand: '„Erweitern“',
    prompt: 'den Prompt',
    strength: 'die Stärke',
    steps: 'die Schritte',
    guidance: 'die Guidance',
    scale: 'die Vergrößerung',
    seed: 'den Seed',
    'clip skip': 'Clip Skip',
    'the negative prompt': 'der negative Prompt',
    'the scheduler': 'der Scheduler',
    engine: 'die Engine',
    concurrency: '„Gleichzeitige Füllungen“',
    keepDays: '„Füllungen aufbewahren für“',
    keepFills: '„Höchstens so viele Füllungen“',
    keepGigabytes: '„Höchstens so viel Speicherplatz“',
    idleMinutes: '„Modelle aus dem Speicher entfernen nach“',
    modelsFolder: 'den Modellordner',
    ' through its profile': ' (über das eigene Profil)',
    ', assuming a common press profile because it names none':
      ' (über ein übliches Druckprofil, da es keines nennt)',
    '; a second pass at full size (high-res) adds detail':
      '; ein zweiter Durchgang in voller Größe (high-res) bringt mehr Details',
    ', SIMD': ', SIMD',
    thread: 'Thread',
    threads: 'Threads',
    pages: 'Seiten',
    frames: 'Frames',
    left: 'links',
    top: 'oben',
    right: 'rechts',
    bottom: 'unten',
    'One layer': 'eine Ebene',
    '{count} layers': '{count} Ebenen',
    '32-bit floating point': '32 Bit Gleitkomma',
    remove: 'Entfernen',
    fill: 'Füllen',
    'by a variable of the environment': 'durch eine Umgebungsvariable',
    'where the companion was started': 'beim Start des Companion',
    'is not there': 'fehlt',
    'is not a regular file': 'ist keine gewöhnliche Datei',
    'has another size than it had': 'hat eine andere Größe als zuvor',
    'has another SHA-256 than it had': 'hat eine andere Prüfsumme (SHA-256) als zuvor',
    'cannot be read': 'kann nicht gelesen werden',
    'changed while it was checked': 'hat sich während der Prüfung geändert',
    'the log': 'das Protokoll',
    'a file of a model': 'eine Datei eines Modells',
    'a file of weights': 'eine Datei mit Gewichten',
    'one of the given files': 'eine der angegebenen Dateien',
    'the list of paired devices': 'die Liste der gekoppelten Programme',
    'the settings of the models': 'die Datei mit den Modelleinstellungen',
    'what starts Inlay by itself': 'der Autostart-Eintrag von Inlay',
    'a web page': 'eine Webseite',
    'a zip archive (PyTorch’s .pt, .pth and .ckpt are such archives)':
      'ein ZIP-Archiv (auch .pt, .pth und .ckpt von PyTorch sind solche Archive)',
    'a Python pickle, which can run code when it is opened':
      'eine Python-Pickle-Datei, die beim Öffnen Code ausführen kann',
    'a GGUF file': 'eine GGUF-Datei',
    'a Git LFS pointer: the file itself has not been fetched':
      'ein Git-LFS-Zeiger: Die Datei selbst wurde nicht heruntergeladen',
  },
} as const satisfies HeardWords
