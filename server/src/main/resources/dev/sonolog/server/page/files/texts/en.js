// @ts-check
/** All that the page says, in English. Another language is one file more, with the same names. */
/** @type {Record<string, string | {one: string, other: string}>} */
export default {
  // --- everywhere
  again: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  'confirm.type': 'To go on, type {word}',
  'connection.back': 'The connection is back',
  'connection.lost': 'No connection to Sonolog',
  'connection.since': 'No connection; as of {time}',
  'disk.free': '{free} free',
  failed: 'That did not work',
  help: 'Help and keys',
  'help.api': 'Interface for programs',
  'key.change': 'Change keys',
  'key.none': 'none',
  'key.on': 'Single keys do something',
  'key.space': 'Space',
  'key.table': 'Keys and what they do',
  loading: 'Loading …',
  login: 'Log in',
  'login.name': 'Name',
  'login.needed': 'Log in to see this',
  'login.over': 'Your session is over. Log in again; what you typed is still there.',
  'login.password': 'Password',
  logout: 'Log out',
  nav: 'Pages',
  'nav.overview': 'Overview',
  'nav.recordings': 'Recordings',
  'nav.settings': 'Settings',
  'nav.status': 'Status',
  'nothing.here': 'There is nothing at this address',
  'page.failed': 'This page could not be loaded. After an update of Sonolog it must be loaded anew.',
  pause: 'Pause',
  play: 'Play',
  reload: 'Reload',
  skip: 'Skip to the content',
  speed: 'Speed',
  'speed.is': 'Speed {speed}',
  undo: 'Undo',
  unreachable: 'Sonolog cannot be reached. Is it running, and is the network there?',
  update: 'Sonolog was updated.',
  volume: 'Volume',

  // --- the player
  player: 'Player',
  'player.back': 'Back {seconds} seconds',
  'player.close': 'Close the player',
  'player.failed': 'This cannot be played.',
  'player.forward': 'Forward {seconds} seconds',
  'player.listening': 'Live: {name}',
  'player.live': 'Jump to live',
  'player.place': 'Position',

  // --- sources
  'recorder.none': 'No recorder is running',
  'recorder.of': { one: '{recording} of {count} source recording', other: '{recording} of {count} sources recording' },
  'source.turned': '{name}: {state}',
  'state.connecting': 'connecting',
  'state.faulted': 'cannot be recorded',
  'state.idle': 'idle',
  'state.notRunning': 'not running',
  'state.recording': 'recording',
  'state.stalled': 'nothing comes',
  'state.waiting': 'lost, will be tried again',

  // --- keys
  'action.back': 'Back 5 seconds',
  'action.backFine': 'Back 0.1 seconds while paused',
  'action.backLittle': 'Back 1 second',
  'action.clearSelection': 'Clear the selection',
  'action.export': 'Export',
  'action.faster': 'Faster',
  'action.first': 'First section',
  'action.forward': 'Forward 5 seconds',
  'action.forwardFine': 'Forward 0.1 seconds while paused',
  'action.forwardLittle': 'Forward 1 second',
  'action.goTo': 'Go to a time',
  'action.help': 'This help',
  'action.highlightsOnly': 'Highlights only, on and off',
  'action.last': 'Last section',
  'action.louder': 'Louder section',
  'action.loudest': 'Loudest section',
  'action.mark': 'Set a mark here',
  'action.next': 'Next section in time',
  'action.nextRecording': 'Next recording',
  'action.pin': 'Pin and unpin',
  'action.play': 'Play and pause',
  'action.previous': 'Previous section in time',
  'action.quieter': 'Quieter section',
  'action.quietest': 'Quietest section',
  'action.reviewed': 'Reviewed, and go on',
  'action.selectionEnd': 'The selection ends here',
  'action.selectionStart': 'The selection starts here',
  'action.slower': 'Slower',
  'action.zoomFit': 'Show all',
  'action.zoomIn': 'Zoom in',
  'action.zoomOut': 'Zoom out',

  // --- overview

  // --- recordings

  // --- review

  // --- status

  // --- settings
};
