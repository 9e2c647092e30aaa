// @ts-check
/** Server-sent events out of pieces of text (HTML, 9.2.6). A comment is told, too: it is a sign of life. */

/** @typedef {{name: string, id: string, data: string}} ServerEvent */

export class EventParser {
  #rest = '';
  #name = '';
  #id = '';
  /** @type {string[]} */
  #data = [];
  #onEvent;

  /** @param {(event: ServerEvent) => void} onEvent */
  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  /** @param {string} text */
  push(text) {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    lines.forEach((line) => this.#line(line.replace(/\r$/, '')));
  }

  /** @param {string} line */
  #line(line) {
    if (line === '') {
      this.#end();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#name = value;
    } else if (field === 'id') {
      this.#id = value;
    } else if (field === 'data') {
      this.#data.push(value);
    }
  }

  #end() {
    if (this.#data.length > 0) {
      this.#onEvent({ name: this.#name || 'message', id: this.#id, data: this.#data.join('\n') });
    }
    this.#name = '';
    this.#data = [];
  }
}
