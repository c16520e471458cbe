/** Every failure a person can meet and what to do about it, in German. */
import type { ErrorWords } from '../errors.ts'

export default {
  invalid_request: {
    message: 'Die Anfrage ist nicht verständlich.',
    next: 'Prüfen Sie die genannte Angabe, und versuchen Sie es erneut.',
  },
  envelope_invalid: {
    message: 'Die Nachricht ist beschädigt oder unvollständig.',
    next: 'Senden Sie sie erneut; geschieht es zweimal, aktualisieren Sie Plug-in und Companion.',
  },
  version_mismatch: {
    message: 'Plug-in und Companion sprechen verschiedene Versionen.',
    next: 'Aktualisieren Sie das ältere von beiden.',
  },
  mask_empty: {
    message: 'Die Maske wählt nichts aus.',
    next: 'Malen Sie, oder wählen Sie aus, was sich ändern soll, und starten Sie erneut.',
  },
  mask_missing: {
    message: 'Es gibt keine Maske.',
    next: 'Malen Sie, oder wählen Sie aus, was sich ändern soll.',
  },
  mask_size_mismatch: {
    message: 'Maske und Bild haben verschiedene Größen.',
    next: 'Exportieren Sie die Maske genau in der Größe des Bildes; sie wird nie stillschweigend skaliert.',
  },
  mask_covers_everything: {
    message: 'Die Maske lässt nichts vom Bild übrig, woraus gefüllt werden könnte.',
    next: 'Lassen Sie einen Teil des Bildes unmaskiert oder kehren Sie die Maske um.',
  },
  mask_unreadable: {
    message: 'Die Maske kann nicht gelesen werden.',
    next: 'Verwenden Sie eine PNG-, JPEG-, WebP-, TIFF- oder AVIF-Datei.',
  },
  sample_unusable: {
    message: 'Die Quellmaske lässt nichts übrig, woraus gefüllt werden könnte.',
    next: 'Malen Sie außerhalb der Maske einen größeren Aufnahmebereich oder lassen Sie die Quellmaske weg.',
  },
  image_missing: { message: 'Es gibt kein Bild.', next: 'Öffnen Sie ein Bild.' },
  image_forgotten: {
    message: 'Der Companion hat das Bild nicht mehr.',
    next: 'Versuchen Sie es erneut.',
  },
  nothing_found: {
    message: 'Es wurde nichts zum Auswählen gefunden.',
    next: 'Klicken Sie in die Mitte des Objekts, ziehen Sie einen Rahmen darum oder wählen Sie ein anderes Modell.',
  },
  image_unreadable: {
    message: 'Das Bild kann nicht gelesen werden.',
    next: 'Verwenden Sie eine PNG-, JPEG-, WebP-, TIFF- oder AVIF-Datei, die sich anderswo öffnen lässt.',
  },
  image_too_large: {
    message: 'Das Bild hat mehr Pixel als erlaubt.',
    next: 'Verwenden Sie ein kleineres Bild, oder erhöhen Sie die Pixelgrenze in den Einstellungen des Companions.',
  },
  body_too_large: {
    message: 'Der Upload ist größer als erlaubt.',
    next: 'Verwenden Sie ein kleineres Bild, oder erhöhen Sie die Upload-Grenze in den Einstellungen des Companions.',
  },
  colour_mode_unsupported: {
    message: 'Das Bild ist weder RGB noch Graustufen.',
    next: 'Wandeln Sie das Bild in RGB um.',
  },
  format_unsupported: {
    message: 'Dieses Dateiformat kann nicht geschrieben oder gelesen werden.',
    next: 'Verwenden Sie PNG, JPEG, WebP, TIFF oder AVIF.',
  },
  engine_unavailable: {
    message: 'Die Engine ist nicht verfügbar.',
    next: 'Wählen Sie unter „Mehr“ eine andere Engine.',
  },
  engine_failed: {
    message: 'Die Engine wurde unerwartet beendet.',
    next: 'Versuchen Sie es erneut; `inlay doctor` hilft, die Ursache zu finden.',
  },
  out_of_memory: {
    message: 'Für diese Füllung reicht der Speicher nicht.',
    next: 'Schließen Sie andere Programme, wählen Sie einen kleineren Bereich oder nehmen Sie die CPU.',
  },
  withheld: {
    message: 'Die Sicherheitsprüfung des Modells hat die Füllung für anstößig gehalten.',
    next: 'Sie irrt sich in beide Richtungen: Versuchen Sie einen anderen Seed oder andere Wörter, oder lassen Sie die Prüfung weg.',
  },
  queue_full: {
    message: 'Zu viele Füllungen warten.',
    next: 'Warten Sie, bis eine fertig ist, oder brechen Sie eine ab.',
  },
  cancelled: {
    message: 'Die Füllung wurde abgebrochen.',
    next: 'Starten Sie sie erneut, wann Sie möchten.',
  },
  interrupted: { message: 'Die Füllung wurde unterbrochen.', next: 'Starten Sie sie erneut.' },
  id_taken: {
    message: 'Eine andere Füllung hat diese Kennung schon.',
    next: 'Senden Sie sie unter einer neuen Kennung erneut.',
  },
  not_ready: {
    message: 'Das Ergebnis ist noch nicht fertig.',
    next: 'Warten Sie auf das Ereignis "done".',
  },
  not_found: { message: 'Hier gibt es nichts.', next: 'Prüfen Sie die Adresse.' },
  method_not_allowed: {
    message: 'Diese Adresse kennt diese Methode nicht.',
    next: 'Prüfen Sie die Methode; /v1/openapi.json listet sie auf.',
  },
  media_type_unsupported: {
    message: 'Dieser Inhaltstyp wird hier nicht angenommen.',
    next: 'Senden Sie application/x-inlay-envelope oder multipart/form-data.',
  },
  unauthorised: {
    message: 'Der Companion kennt dieses Plug-in nicht.',
    next: 'Koppeln Sie erneut.',
  },
  not_paired: {
    message: 'Der Companion kennt dieses Plug-in nicht.',
    next: 'Koppeln Sie es: Der Companion zeigt einen sechsstelligen Code, den Sie im Plug-in eingeben.',
  },
  pairing_code_wrong: {
    message: 'Der Code ist falsch.',
    next: 'Geben Sie die sechs Ziffern ein, die der Companion zeigt; `inlay pair` zeigt sie auch.',
  },
  pairing_over: {
    message: 'Diese Kopplung ist vorbei.',
    next: 'Starten Sie sie im Plug-in erneut; ein Code gilt zwei Minuten, fünf Versuche und einmal.',
  },
  pairing_busy: {
    message: 'Der Companion nimmt gerade keine weiteren Kopplungen an.',
    next: 'Warten Sie eine Minute und versuchen Sie es erneut.',
  },
  scope_missing: {
    message: 'Dieses Gerät darf das nicht.',
    next: 'Tun Sie es auf der Seite von Inlay, auf dem Rechner des Companions.',
  },
  forbidden_origin: {
    message: 'Diese Seite darf nicht mit dem Companion sprechen.',
    next: 'Verwenden Sie das Plug-in oder die eigene Seite des Companions.',
  },
  wrong_host: {
    message: 'Der Companion antwortet nicht unter diesem Hostnamen.',
    next: 'Verwenden Sie localhost oder 127.0.0.1 mit seinem Port.',
  },
  port_taken: {
    message: 'Alle Ports des Companions sind belegt.',
    next: 'Beenden Sie das Programm, das sie belegt; `inlay doctor` nennt die Ports.',
  },
  already_running: {
    message: 'Der Companion läuft bereits.',
    next: 'Verwenden Sie den laufenden oder beenden Sie ihn zuerst.',
  },
  starting: {
    message: 'Der Companion startet gerade.',
    next: 'Versuchen Sie es gleich noch einmal; bleibt es so, nennt `inlay doctor` den Grund.',
  },
  stopping: {
    message: 'Der Companion wird gerade beendet und nimmt keine neue Arbeit an.',
    next: 'Starten Sie ihn wieder und versuchen Sie es dann erneut.',
  },
  companion_unreachable: {
    message: 'Der Companion antwortet nicht.',
    next: 'Starten Sie ihn; mehr ist nicht nötig.',
  },
  companion_silent: {
    message: 'Der Companion ist da, antwortet aber nicht.',
    next: 'Warten Sie einen Moment; bleibt er stumm, beenden Sie ihn und starten Sie ihn wieder.',
  },
  not_companion: {
    message: 'An der Stelle des Companions antwortet ein anderes Programm.',
    next: 'Beenden Sie dieses Programm oder starten Sie den Companion; `inlay doctor` nennt seinen Port.',
  },
  companion_unproven: {
    message:
      'Was antwortet, kann nicht beweisen, dass es Ihr Companion ist; Ihr Token wurde nicht gesendet.',
    next: 'Beenden Sie das Programm, das seinen Port belegt; gibt es keines, koppeln Sie erneut.',
  },
  bridge_blocked: {
    message: 'Der Browser hat das Fenster des Companions nicht geöffnet.',
    next: 'Klicken Sie erneut auf die Schaltfläche und erlauben Sie Pop-ups für diese Website, falls der Browser fragt.',
  },
  bridge_closed: {
    message: 'Das Fenster des Companions wurde geschlossen.',
    next: 'Öffnen Sie es erneut aus dem Plug-in und lassen Sie es offen, während Sie füllen.',
  },
  reply_invalid: {
    message: 'Die Antwort des Companions ist nicht verständlich.',
    next: 'Versuchen Sie es erneut; geschieht es zweimal, aktualisieren Sie Plug-in und Companion.',
  },
  keyring_closed: {
    message: 'Der Schlüsselbund des Systems, in dem das Token liegt, gibt es nicht heraus.',
    next: 'Entsperren Sie den Schlüsselbund (melden Sie sich am Desktop an) oder erzeugen Sie ein neues Token: `inlay token --new`.',
  },
  output_exists: {
    message: 'Die Ausgabe würde etwas überschreiben, das sie nicht überschreiben darf.',
    next: 'Wählen Sie eine andere Ausgabe; die Eingabe wird nie überschrieben.',
  },
  file_unreadable: {
    message: 'Die Datei kann nicht gelesen werden.',
    next: 'Prüfen Sie den Pfad und die Zugriffsrechte.',
  },
  file_unwritable: {
    message: 'Die Datei kann nicht geschrieben werden.',
    next: 'Prüfen Sie den Ordner, seine Zugriffsrechte und den freien Speicherplatz.',
  },
  disk_full: {
    message: 'Auf dem Datenträger ist nicht genug Platz frei.',
    next: 'Schaffen Sie Platz, oder wählen Sie einen anderen Ordner, und versuchen Sie es dann erneut.',
  },
  model_unknown: {
    message: 'Es gibt kein solches Modell.',
    next: 'Alle Modelle stehen auf der Seite von Inlay unter „Modelle“.',
  },
  model_missing: {
    message: 'Das Modell ist nicht auf diesem Rechner.',
    next: 'Installieren Sie es auf der Seite von Inlay unter „Modelle“.',
  },
  model_busy: {
    message: 'Das Modell wird gerade heruntergeladen, hinzugefügt oder entfernt.',
    next: 'Warten Sie das ab oder brechen Sie es ab.',
  },
  model_licence: {
    message: 'Die Lizenz des Modells wurde nicht angenommen.',
    next: 'Lesen Sie sie, und nehmen Sie sie auf der Seite von Inlay unter „Modelle“ an.',
  },
  model_refused: {
    message: 'Diese Datei wird nicht als Modell angenommen.',
    next: 'Verwenden Sie .onnx- oder .safetensors-Dateien; Archive und Pickles (.pt, .ckpt, .bin) werden nie geöffnet.',
  },
  model_damaged: {
    message: 'Die Dateien des Modells sind nicht, was sie sein sollten.',
    next: 'Entfernen Sie es, und installieren Sie es neu; geschieht es zweimal, hat der Herausgeber es geändert.',
  },
  model_download_failed: {
    message: 'Das Modell konnte nicht heruntergeladen werden.',
    next: 'Versuchen Sie es erneut: Es geht dort weiter, wo es aufgehört hat.',
  },
  contract_mismatch: {
    message: 'Der Graph ist nicht, was sein Vertrag angibt.',
    next: 'Verwenden Sie ein Modell für diese Aufgabe, oder berichtigen Sie seinen Vertrag.',
  },
  state_damaged: {
    message: 'Die Liste der Füllungen auf dem Datenträger ist beschädigt.',
    next: 'Starten Sie den Companion erneut: Er legt die beschädigte Liste beiseite und behält die Ergebnisse.',
  },
  state_too_new: {
    message: 'Die Füllungen auf dem Datenträger stammen von einem neueren Companion.',
    next: 'Starten Sie den neueren oder verschieben Sie seinen Ordner mit den Füllungen.',
  },
  selection_missing: {
    message: 'Es ist nichts ausgewählt.',
    next: 'Wählen Sie aus, was sich ändern soll; oder verwenden Sie „Erweitern“ oder „Motiv auswählen“.',
  },
  layer_unusable: {
    message: 'Die aktive Ebene hat keine Pixel, mit denen sich arbeiten ließe.',
    next: 'Wählen Sie eine Pixelebene oder nehmen Sie alle sichtbaren Ebenen auf.',
  },
  document_missing: {
    message: 'Es ist kein Dokument geöffnet.',
    next: 'Öffnen Sie eines und versuchen Sie es dann erneut.',
  },
  document_closed: {
    message: 'Das Dokument, für das dies verlangt wurde, ist geschlossen.',
    next: 'Öffnen Sie es wieder und wenden Sie es noch einmal an; das Ergebnis bleibt erhalten.',
  },
  document_changed: {
    message: 'Die Größe des Dokuments hat sich seit der Anfrage geändert.',
    next: 'Machen Sie die Größenänderung rückgängig und wenden Sie es erneut an, oder wenden Sie es trotzdem an der alten Stelle an.',
  },
  host_busy: {
    message: 'Das Programm ist mit einem anderen Befehl beschäftigt.',
    next: 'Beenden Sie ihn oder schließen Sie sein Dialogfeld und versuchen Sie es dann erneut; das Ergebnis bleibt erhalten.',
  },
  host_refused: {
    message: 'Das Programm hat nicht getan, was verlangt wurde; nichts wurde geändert.',
    next: 'Versuchen Sie es erneut; das Ergebnis bleibt erhalten.',
  },
  scratch_disk_full: {
    message: 'Das Arbeitsvolume des Programms ist voll; nichts wurde geändert.',
    next: 'Schaffen Sie dort Platz oder leeren Sie Zwischenablage und Protokolle und wenden Sie es dann erneut an.',
  },
  internal: {
    message: 'Im Companion ist etwas schiefgegangen.',
    next: 'Versuchen Sie es erneut; `inlay doctor` hilft, die Ursache zu finden.',
  },
} as const satisfies ErrorWords
