// @ts-check
/** All that the page says, in German. */
/** @type {Record<string, string | {one: string, other: string}>} */
export default {
  // --- everywhere
  again: 'Noch einmal',
  cancel: 'Abbrechen',
  close: 'Schließen',
  'confirm.type': 'Zum Fortfahren {word} eingeben',
  'connection.back': 'Die Verbindung ist wieder da',
  'connection.lost': 'Keine Verbindung zu Sonolog',
  'connection.since': 'Keine Verbindung; Stand {time}',
  'disk.free': '{free} frei',
  failed: 'Das hat nicht geklappt',
  help: 'Hilfe und Tasten',
  'help.api': 'Schnittstelle für Programme',
  'key.change': 'Tasten ändern',
  'key.none': 'keine',
  'key.on': 'Einzelne Tasten lösen etwas aus',
  'key.space': 'Leertaste',
  'key.table': 'Tasten und was sie tun',
  loading: 'Lädt …',
  login: 'Anmelden',
  'login.name': 'Name',
  'login.needed': 'Dafür ist eine Anmeldung nötig',
  'login.over': 'Die Sitzung ist zu Ende. Bitte neu anmelden; Eingetipptes ist noch da.',
  'login.password': 'Passwort',
  logout: 'Abmelden',
  nav: 'Seiten',
  'nav.overview': 'Übersicht',
  'nav.recordings': 'Aufnahmen',
  'nav.settings': 'Einstellungen',
  'nav.status': 'Zustand',
  'nothing.here': 'Unter dieser Adresse ist nichts',
  'page.failed': 'Diese Seite ließ sich nicht laden. Nach einem Update von Sonolog muss sie neu geladen werden.',
  pause: 'Pause',
  play: 'Abspielen',
  reload: 'Neu laden',
  skip: 'Zum Inhalt springen',
  speed: 'Tempo',
  'speed.is': 'Tempo {speed}',
  undo: 'Rückgängig',
  unreachable: 'Sonolog ist nicht erreichbar. Läuft es, und ist das Netz da?',
  update: 'Sonolog wurde aktualisiert.',
  volume: 'Lautstärke',

  // --- the player
  player: 'Wiedergabe',
  'player.back': '{seconds} Sekunden zurück',
  'player.close': 'Wiedergabe schließen',
  'player.failed': 'Das lässt sich nicht abspielen.',
  'player.forward': '{seconds} Sekunden vor',
  'player.listening': 'Live: {name}',
  'player.live': 'Zum Neuesten',
  'player.place': 'Stelle',

  // --- sources
  'recorder.none': 'Kein Rekorder läuft',
  'recorder.of': { one: '{recording} von {count} Quelle nimmt auf', other: '{recording} von {count} Quellen nehmen auf' },
  'source.turned': '{name}: {state}',
  'state.connecting': 'verbindet sich',
  'state.faulted': 'nicht aufnehmbar',
  'state.idle': 'ruht',
  'state.notRunning': 'läuft nicht',
  'state.recording': 'nimmt auf',
  'state.stalled': 'es kommt nichts',
  'state.waiting': 'verloren, wird wieder versucht',

  // --- keys
  'action.back': '5 Sekunden zurück',
  'action.backFine': '0,1 Sekunden zurück bei Pause',
  'action.backLittle': '1 Sekunde zurück',
  'action.clearSelection': 'Auswahl aufheben',
  'action.export': 'Exportieren',
  'action.faster': 'Schneller',
  'action.first': 'Erster Abschnitt',
  'action.forward': '5 Sekunden vor',
  'action.forwardFine': '0,1 Sekunden vor bei Pause',
  'action.forwardLittle': '1 Sekunde vor',
  'action.goTo': 'Zu einer Uhrzeit',
  'action.help': 'Diese Hilfe',
  'action.highlightsOnly': 'Nur Höhepunkte, an und aus',
  'action.last': 'Letzter Abschnitt',
  'action.louder': 'Lauterer Abschnitt',
  'action.loudest': 'Lautester Abschnitt',
  'action.mark': 'Hier eine Marke setzen',
  'action.next': 'Zeitlich nächster Abschnitt',
  'action.nextRecording': 'Nächste Aufnahme',
  'action.pin': 'Anheften und lösen',
  'action.play': 'Abspielen und Pause',
  'action.previous': 'Zeitlich voriger Abschnitt',
  'action.quieter': 'Leiserer Abschnitt',
  'action.quietest': 'Leisester Abschnitt',
  'action.reviewed': 'Durchgesehen, und weiter',
  'action.selectionEnd': 'Auswahl endet hier',
  'action.selectionStart': 'Auswahl beginnt hier',
  'action.slower': 'Langsamer',
  'action.zoomFit': 'Alles zeigen',
  'action.zoomIn': 'Vergrößern',
  'action.zoomOut': 'Verkleinern',

  // --- overview

  // --- recordings

  // --- review

  // --- status

  // --- settings
};
