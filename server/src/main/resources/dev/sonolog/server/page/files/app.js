// @ts-check
/** Starts the page: who is there, in which language, at which address. */
import { loadLanguage } from './services/texts.js';
import { settings } from './services/settings.js';
import { session } from './services/session.js';
import { live } from './services/live.js';
import './components/app-frame.js';

/** The theme is an attribute of the document, so that style sheets decide. */
function applyLook() {
  const root = document.documentElement;
  root.dataset.theme = settings.get('theme');
  root.dataset.motion = settings.get('motion');
}

applyLook();
settings.addEventListener('change', applyLook);

const app = document.querySelector('sono-app');
const [language, who] = await Promise.allSettled([loadLanguage(), session.load()]);
if (language.status === 'rejected') {
  console.warn('The language could not be loaded', language.reason);
}
if (who.status === 'rejected') {
  console.warn('The server does not say who is there', who.reason);
}
live.start();
/** @type {any} */ (app).start();
