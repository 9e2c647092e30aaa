// @ts-check
/** The server's interface, /api/v1. */
import { base } from './page.js';

/** What went wrong, in words for a person. */
export class ApiError extends Error {
  /**
   * @param {number} status 0 where no answer came
   * @param {string} message
   * @param {Record<string, unknown>} [problem] what the server told (RFC 9457)
   */
  constructor(status, message, problem = {}) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

/** @typedef {Record<string, string | number | boolean | undefined | null>} Parameters */

/** Whoever shows that a login is needed, and whether the server can be reached. */
export const connection = new EventTarget();

let csrfToken = '';

/** @param {string | null | undefined} token that changes must show */
export function useCsrfToken(token) {
  csrfToken = token ?? '';
}

/**
 * An address of the interface.
 * @param {string} path below /api/v1, each part already encoded
 * @param {Parameters} [parameters] those without a value are left out
 */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') {
      query.set(name, String(value));
    }
  }
  const text = query.toString();
  return `${base}/api/v1/${path}${text === '' ? '' : '?' + text}`;
}

/** A part of a path. */
export const part = encodeURIComponent;

/**
 * @param {string} path
 * @param {Parameters} [parameters]
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function get(path, parameters, signal) {
  return (await send('GET', path, { parameters, signal })).json();
}

/**
 * @param {string} path
 * @param {Parameters} [parameters]
 * @param {AbortSignal} [signal]
 */
export async function getBytes(path, parameters, signal) {
  return (await send('GET', path, { parameters, signal })).arrayBuffer();
}

/**
 * Asks for a change.
 * @param {'POST' | 'PUT' | 'PATCH' | 'DELETE'} method
 * @param {string} path
 * @param {unknown} [body] sent as JSON
 * @param {Parameters} [parameters]
 * @returns {Promise<any>} what was answered; null where that is nothing
 */
export async function change(method, path, body, parameters) {
  const answer = await send(method, path, { parameters, body });
  return answer.status === 204 ? null : answer.json();
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{parameters?: Parameters, body?: unknown, signal?: AbortSignal}} how
 */
export async function send(method, path, { parameters, body, signal }) {
  const token = csrfToken;
  /** @type {Record<string, string>} */
  const headers = {};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (method !== 'GET' && token !== '') {
    headers['X-CSRF-Token'] = token;
  }
  const answer = await reach(address(path, parameters), {
    method,
    headers,
    signal,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.status === 401 && token !== csrfToken) {
    return send(method, path, { parameters, body, signal }); // somebody has logged in or out meanwhile
  }
  if (!answer.ok) {
    const error = await refusal(answer, path);
    if (method !== 'GET' && isOldToken(error) && (await renewToken())) {
      return send(method, path, { parameters, body, signal });
    }
    throw error;
  }
  return answer;
}

/**
 * Another window of this browser has logged in anew: the cookie is another one, and its token, too.
 * @param {ApiError} error
 */
const isOldToken = (error) => error.status === 403 && /csrf_token$/.test(String(error.problem.type));

/** @returns {Promise<boolean>} whether there is another one now */
async function renewToken() {
  const before = csrfToken;
  const who = await get('session');
  useCsrfToken(who.csrfToken);
  return csrfToken !== before;
}

/**
 * @param {string} url
 * @param {RequestInit} request
 */
async function reach(url, request) {
  try {
    return await fetch(url, request);
  } catch (error) {
    if (request.signal?.aborted) {
      throw error;
    }
    connection.dispatchEvent(new Event('unreachable'));
    throw new ApiError(0, '');
  }
}

/**
 * @param {Response} answer
 * @param {string} path
 */
async function refusal(answer, path) {
  const problem = await answer.json().catch(() => ({}));
  if (answer.status === 401 && path !== 'session') {
    connection.dispatchEvent(new Event('login'));
  }
  return new ApiError(
    answer.status,
    problem.detail ?? problem.title ?? `${answer.status} ${answer.statusText}`,
    problem,
  );
}
