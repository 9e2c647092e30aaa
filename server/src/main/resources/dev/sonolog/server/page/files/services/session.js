// @ts-check
/** Who uses the page, and what that person may do. */
import { change, connection, get, useCsrfToken } from './api.js';

/** @type {Record<string, number>} */
const RANK = { viewer: 1, operator: 2, admin: 3 };

class SessionService extends EventTarget {
  /** @type {Session | null} null as long as it is not known */
  who = null;
  /** Whether the page must ask for name and password before it can go on. */
  needsLogin = false;

  constructor() {
    super();
    connection.addEventListener('login', () => this.#over());
  }

  async load() {
    this.#is(await get('session'));
  }

  /**
   * @param {string} name
   * @param {string} password
   */
  async logIn(name, password) {
    this.#is(await change('POST', 'session', { name, password }));
    this.dispatchEvent(new Event('loggedIn'));
  }

  async logOut() {
    await change('DELETE', 'session');
    await this.load();
  }

  /**
   * @param {string} password that of now
   * @param {string} newPassword
   */
  async changePassword(password, newPassword) {
    this.#is(await change('POST', 'session/password', { password, newPassword }));
  }

  /**
   * Whether to offer something.
   * @param {'viewer' | 'operator' | 'admin'} role
   */
  may(role) {
    return this.who !== null && this.who.how !== 'nobody' && RANK[this.who.role] >= RANK[role];
  }

  /** @param {Session} who */
  #is(who) {
    this.who = who;
    this.needsLogin = who.how === 'nobody';
    useCsrfToken(who.csrfToken);
    this.dispatchEvent(new Event('change'));
  }

  #over() {
    if (!this.needsLogin) {
      this.needsLogin = true;
      this.dispatchEvent(new Event('change'));
    }
  }
}

export const session = new SessionService();
