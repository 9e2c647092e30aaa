// @ts-check
/**
 * The control of sources that this window has, keeps by renewing it, or has asked for. Nothing here begins or ends a
 * recording: whoever loses control loses nothing but that. Events: change.
 */
import { ApiError, change, part } from './api.js';
import { announce } from './announce.js';
import { live } from './live.js';
import { messages, tellTrouble } from './messages.js';
import { owner } from './owner.js';
import { session } from './session.js';
import { studio } from './studio.js';
import { t } from './texts.js';
import { seemsLost, standing } from '../lib/lease.js';

const KEY = 'sonolog control';
const RENEWED_MILLIS = 30_000;

/** @typedef {{version: number, token: string}} Held */

class Control extends EventTarget {
  /** @type {Map<string, Held>} */
  #held = new Map();
  /** When this window asked for control, as the server told it. @type {Map<string, string>} */
  #asked = new Map();
  /** @type {Set<string>} sources for which an answer is on its way */
  #busy = new Set();
  /** What was told of a source and is not over, with its message. @type {Map<string, {of: string, message: number}>} */
  #told = new Map();

  constructor() {
    super();
    setInterval(() => this.#renewAll(), RENEWED_MILLIS);
    studio.addEventListener('change', () => this.#look());
    owner.addEventListener('change', () => this.#held.forEach((_, name) => void this.#takeBack(name))); // by its new name
    document.addEventListener('visibilitychange', () => document.hidden || this.#renewAll());
    window.addEventListener('pageshow', (event) => event.persisted && this.#renewAll());
  }

  /**
   * @param {StudioSource} source
   */
  standingOf(source) {
    const version = this.#held.get(source.name)?.version ?? null;
    return standing(source, { version, asked: this.#asked.get(source.name) ?? null }, live.now());
  }

  /** @param {string} name */
  tokenOf(name) {
    return this.#held.get(name)?.token ?? '';
  }

  /** @param {string} name */
  isBusy(name) {
    return this.#busy.has(name);
  }

  // --- what a person does

  /**
   * @param {string} name
   * @returns {Promise<boolean>} whether this window is in control now
   */
  take(name) {
    return this.#do(name, 'take');
  }

  /** @param {string} name */
  async request(name) {
    await this.#do(name, 'request');
    const asked = studio.sources.get(name)?.request;
    if (!asked || this.#held.has(name)) {
      return;
    }
    if (asked.holder === owner.name) {
      this.#asked.set(name, asked.since);
      announce(t('studio.asked'));
      this.#changed();
    } else {
      messages.add(t('studio.other.first', { holder: asked.holder })); // one is asked at a time
    }
  }

  /** @param {string} name */
  takeOver(name) {
    return this.#do(name, 'takeOver');
  }

  /** @param {string} name */
  force(name) {
    return this.#do(name, 'force');
  }

  /**
   * Says no to whoever asked.
   * @param {string} name
   */
  async keep(name) {
    if (await this.#do(name, 'keep', this.#held.get(name))) {
      this.#tell(name, '', null);
    }
  }

  /** @param {string} name */
  async release(name) {
    const held = this.#held.get(name);
    if (!held) {
      return;
    }
    this.#forget(name); // its end is no loss
    this.#tell(name, '', null);
    this.#busy.add(name);
    try {
      studio.put((await this.#send(name, 'release', held)).source);
      announce(t('studio.released'));
    } catch (error) {
      tellTrouble(error);
      void studio.look(name);
    }
    this.#busy.delete(name);
    this.#changed();
  }

  /**
   * @param {string} name
   * @param {string} action
   * @param {Held} [held]
   */
  async #do(name, action, held) {
    if (this.#busy.has(name)) {
      return false;
    }
    this.#busy.add(name);
    this.#changed();
    try {
      this.#adopt(name, await this.#send(name, action, held), held === undefined);
    } catch (error) {
      tellTrouble(error);
      await studio.look(name);
    }
    this.#busy.delete(name);
    this.#changed();
    return this.#held.has(name);
  }

  /**
   * @param {string} name
   * @param {string} action
   * @param {Held} [held]
   */
  #send(name, action, held) {
    const { id, name: device } = owner;
    return change('POST', `studio/${part(name)}/lease`, { action, owner: { id, name: device }, token: held?.token });
  }

  /**
   * @param {string} name
   * @param {{token: string | null, lease: StudioSource['lease'], source: StudioSource}} answer
   * @param {boolean} [isNew]
   */
  #adopt(name, { token, lease, source }, isNew = false) {
    if (token && lease) {
      this.#held.set(name, { token, version: lease.version });
      this.#asked.delete(name);
      remember(name, lease.version);
      if (isNew) {
        this.#tell(name, '', null);
        announce(t('studio.now.mine', { name }));
      }
    }
    studio.put(source);
  }

  // --- what happens by itself

  #renewAll() {
    this.#held.forEach((_, name) => void this.#renew(name));
  }

  /**
   * Also asks whether it is there still.
   * @param {string} name
   */
  async #renew(name) {
    const held = this.#held.get(name);
    if (!held || this.#busy.has(name)) {
      return;
    }
    this.#busy.add(name);
    try {
      this.#adopt(name, await this.#send(name, 'renew', held));
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) {
        this.#forget(name);
        await studio.look(name);
        this.#lost(name);
      } // without an answer it is asked again in a while, and the lease lasts longer than that
    } finally {
      this.#busy.delete(name);
      this.#changed();
    }
  }

  #look() {
    for (const source of studio.sources.values()) {
      const { name, lease, request } = source;
      const held = this.#held.get(name);
      if (held && seemsLost(source, held.version)) {
        void this.#renew(name);
      } else if (held) {
        this.#tellOf(source);
      } else if (lease !== null && lease.version === remembered(name) && session.may('operator')) {
        void this.#takeBack(name);
      } else if (this.#asked.has(name) && lease === null) {
        this.#asked.delete(name); // it was given for whoever asked
        void this.take(name);
      } else if (this.#asked.has(name) && request?.since !== this.#asked.get(name)) {
        this.#asked.delete(name);
        messages.add(t('studio.refused', { holder: lease?.holder ?? '', name }), { stays: true });
      }
    }
    this.#changed();
  }

  /**
   * After a reload it is the same device as before.
   * @param {string} name
   */
  async #takeBack(name) {
    if (this.#busy.has(name)) {
      return;
    }
    this.#busy.add(name);
    try {
      this.#adopt(name, await this.#send(name, 'take'));
    } catch (error) {
      if (error instanceof ApiError && error.status !== 0) {
        forgetAbout(name); // the page shows who is in control
      }
    } finally {
      this.#busy.delete(name);
      this.#changed();
    }
  }

  /** Somebody wants control, or does not any more. @param {StudioSource} source */
  #tellOf({ name, request }) {
    const of = request?.since ?? '';
    if (of === (this.#told.get(name)?.of ?? '')) {
      return;
    }
    this.#tell(name, of, request && t('studio.wanted', { holder: request.holder, name }), () => void this.release(name));
  }

  /** @param {string} name */
  #lost(name) {
    const holder = studio.sources.get(name)?.lease?.holder;
    this.#tell(name, 'lost', holder ? t('studio.lost.to', { holder, name }) : t('studio.lost.lapsed', { name }));
  }

  /**
   * One thing of a source at a time: what was told before is over.
   * @param {string} name
   * @param {string} of
   * @param {string | null} text null: there is nothing to tell
   * @param {() => void} [give]
   */
  #tell(name, of, text, give) {
    messages.remove(this.#told.get(name)?.message ?? 0);
    const action = give && { name: t('studio.give'), act: give };
    const message = text === null ? 0 : messages.add(text, { trouble: true, action });
    this.#told.set(name, { of, message });
  }

  /** @param {string} name */
  #forget(name) {
    this.#held.delete(name);
    this.#asked.delete(name);
    forgetAbout(name);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

// --- what outlives a reload

/** @returns {Record<string, number>} versions of leases, by source */
function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

/** @param {string} name */
const remembered = (name) => all()[name] ?? null;

/**
 * @param {string} name
 * @param {number | undefined} version
 */
function remember(name, version) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...all(), [name]: version }));
  } catch {
    // a browser that keeps nothing: whoever reloads asks for control again
  }
}

/** @param {string} name */
const forgetAbout = (name) => remember(name, undefined);

export const control = new Control();
