/** What is said of the companion, in German. */
import type en from '../en/connection.ts'

export default {
  'link.looking': 'Der Companion auf diesem Rechner wird gesucht …',
  'link.looking.hint':
    'Wenn der Browser fragt, ob auf Apps auf diesem Gerät zugegriffen werden darf, erlauben Sie es.',
  'link.ready': 'Verbunden',
  'link.ready.engine': '{engine}, {device}',
  'link.window': 'Über sein Fenster verbunden; lassen Sie dieses Fenster offen.',
  'link.opening': 'Klicken Sie im Fenster des Companions auf „Verbinden“.',
  'link.not_found.title': 'Der Companion ist nicht da',
  'link.not_found.text':
    'Inlay füllt Bilder mit einem eigenen kleinen Programm auf diesem Rechner, dem Companion. An seiner Stelle antwortet nichts.',
  'link.not_found.next':
    'Installieren Sie ihn einmal und starten Sie ihn; das Plug-in findet ihn dann von selbst.',
  'link.not_running.title': 'Der Companion läuft nicht',
  'link.not_running.text': 'Dieses Plug-in war schon mit ihm verbunden; jetzt antwortet nichts.',
  'link.not_running.next': 'Starten Sie ihn, dann findet das Plug-in ihn von selbst.',
  'link.blocked.title': 'Der Browser trennt dieses Plug-in von Ihrem Rechner',
  'link.blocked.text':
    'Browser fragen, bevor eine Seite Programme auf Ihrem Rechner erreichen darf, und Figmas Seite hat keine Erlaubnis dazu.',
  'link.blocked.next':
    'Verbinden Sie sich über ein kleines Fenster des Companions, erlauben Sie dieser Website „Apps auf dem Gerät“, oder verwenden Sie die Figma-Desktop-App.',
  'link.starting.title': 'Der Companion startet gerade',
  'link.starting.text': 'Er ist gleich bereit.',
  'link.silent.title': 'Der Companion antwortet nicht',
  'link.silent.text':
    'Etwas nimmt die Verbindung an und bleibt stumm: Er startet gerade oder hängt.',
  'link.silent.next':
    'Warten Sie einen Moment; bleibt es so, beenden Sie den Companion und starten Sie ihn wieder.',
  'link.other.title': 'An der Stelle des Companions ist ein anderes Programm',
  'link.other.text':
    'Was auf den Ports des Companions (43117 bis 43119) antwortet, ist nicht der Companion. Es wurde nichts dorthin gesendet.',
  'link.other.next':
    'Beenden Sie dieses Programm und starten Sie den Companion; `inlay doctor` nennt es.',
  'link.unproven.title': 'Das ist vielleicht nicht Ihr Companion',
  'link.unproven.text':
    'Was antwortet, kann nicht beweisen, dass es dieses Plug-in kennt; darum wurde nichts gesendet.',
  'link.unproven.next':
    'Wenn Sie den Companion gerade zurückgesetzt oder umgezogen haben, koppeln Sie erneut.',
  'link.update_companion.title': 'Der Companion ist zu alt',
  'link.update_companion.text': 'Er hat Version {version}; dieses Plug-in braucht eine neuere.',
  'link.update_companion.next': 'Aktualisieren Sie den Companion und starten Sie ihn wieder.',
  'link.update_plugin.title': 'Dieses Plug-in ist zu alt',
  'link.update_plugin.text': 'Der Companion hat Version {version} und braucht ein neueres Plug-in.',
  'link.update_plugin.next': 'Aktualisieren Sie das Plug-in und öffnen Sie es wieder.',
  'link.failing.title': 'Im Companion ist etwas schiefgegangen',
  'link.failing.text': 'Er antwortet, aber mit einem Fehler: {detail}',
  'link.failing.next': 'Starten Sie ihn wieder; `inlay doctor` hilft, die Ursache zu finden.',
  'link.refused.title': 'Der Companion lässt dieses Plug-in nicht herein',
  'link.refused.text': '{detail}',
  'link.refused.next': 'Starten Sie den Companion wieder und suchen Sie dann erneut.',
  'link.command': 'npm start',
  'link.command.label': 'Starten mit',

  'pair.title': 'Mit dem Companion koppeln',
  'pair.text':
    'Der Companion ist da und kennt dieses Plug-in noch nicht. Gekoppelt wird einmal: Der Companion zeigt sechs Ziffern, die Sie hier eingeben.',
  'pair.revoked.title': 'Dieses Plug-in wurde getrennt',
  'pair.revoked.text':
    'Der Companion kennt dieses Plug-in nicht mehr: Es wurde getrennt oder 90 Tage lang nicht benutzt. Koppeln Sie es erneut.',
  'pair.code.title': 'Geben Sie die sechs Ziffern ein',
  'pair.code.text':
    'Sie stehen dort, wo der Companion läuft: in seinem Terminal, oder wo Sie `inlay pair` eingeben.',
  'pair.code.label': 'Sechsstelliger Code',
  'pair.digit': 'Ziffer {index}',
  'pair.checking': 'Wird geprüft …',
  'pair.asking': 'Der Companion wird um einen Code gebeten …',
  'pair.left': 'Noch {minutes}:{seconds} gültig',
  'pair.wrong': 'Das war nicht der Code. Sehen Sie nach und versuchen Sie es noch einmal.',
  'pair.over': 'Dieser Code ist abgelaufen: Er gilt zwei Minuten und fünf Versuche.',
  'pair.busy': 'Der Companion nimmt gerade keine weiteren Kopplungen an. Warten Sie eine Minute.',
  'pair.done': 'Gekoppelt.',

  'help.install.1': 'Installieren Sie einmal Node 22.12 oder neuer (nodejs.org).',
  'help.install.2': 'Öffnen Sie ein Terminal in Inlays Ordner.',
  'help.install.3':
    'Geben Sie `npm start` ein und lassen Sie das Terminal offen. Das Plug-in findet den Companion von selbst.',
  'help.update.1':
    'Beenden Sie den Companion mit Strg+C und setzen Sie den neueren Inlay-Ordner an seine Stelle.',
  'help.update.2': 'Geben Sie darin `npm start` ein.',
  'help.update.3':
    'Schließen Sie dieses Plug-in und öffnen Sie es wieder: Es kommt aus demselben Ordner.',
  'help.allow.1': 'Klicken Sie auf das Symbol links von der Adresse figma.com.',
  'help.allow.2':
    'Stellen Sie „Apps auf dem Gerät“ (oder „Zugriff auf lokales Netzwerk“) auf „Zulassen“.',
  'help.allow.3':
    'Laden Sie die Seite neu und öffnen Sie das Plug-in. In der Desktop-App wird nicht gefragt.',
  'help.help.1': 'Sehen Sie in das Terminal, in dem der Companion läuft.',
  'help.help.2': 'Beenden Sie ihn mit Strg+C und starten Sie ihn mit `npm start` wieder.',
  'help.help.3': '`npm start -- doctor` sucht den Fehler und nennt ihn.',
} satisfies Record<keyof typeof en, string>
