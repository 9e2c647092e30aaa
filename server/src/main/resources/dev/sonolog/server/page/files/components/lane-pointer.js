// @ts-check
/**
 * Mouse, pen and fingers on the lanes of the timeline: the wheel zooms, dragging moves the time, two
 * fingers do both, a click sets the cursor, two open that place.
 */

/** So far a pointer may move and it is still a click, in pixels. */
const STILL = 4;
/** A page that is being scrolled is not to stop and zoom when a lane comes under the pointer. */
const SCROLLED_MILLIS = 350;

export class LanePointer {
  #line;
  /** @type {Map<number, number>} where each pointer is */
  #down = new Map();
  #startedAt = 0;
  #isMoved = false;
  /** @type {{left: number, instants: Map<number, number>}} what each pointer holds */
  #held = { left: 0, instants: new Map() };
  #scrolledAt = 0;
  #source = '';
  #end = () => {};

  /** @param {any} line the timeline */
  constructor(line) {
    this.#line = line;
  }

  /** @param {HTMLElement} lanes */
  listen(lanes) {
    const scrolled = () => (this.#scrolledAt = performance.now());
    window.addEventListener('scroll', scrolled, { passive: true });
    this.#end = () => window.removeEventListener('scroll', scrolled);
    lanes.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    lanes.addEventListener('pointerdown', (event) => this.#press(event));
    lanes.addEventListener('pointermove', (event) => this.#move(event));
    lanes.addEventListener('pointerup', (event) => this.#release(event, true));
    lanes.addEventListener('pointercancel', (event) => this.#release(event, false));
    lanes.addEventListener('dblclick', (event) => this.#twice(event));
  }

  stop() {
    this.#end();
  }

  /**
   * @param {Event} event
   * @returns {HTMLElement | null}
   */
  #field(event) {
    return /** @type {Element} */ (event.target).closest('.field');
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    const field = this.#field(event);
    if (!field || performance.now() - this.#scrolledAt < SCROLLED_MILLIS) {
      return;
    }
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const isAside = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (isAside) {
      this.#line.pan((event.deltaX || event.deltaY) * unit);
      return;
    }
    const x = event.clientX - field.getBoundingClientRect().left;
    const much = Math.max(-1, Math.min(1, (event.deltaY * unit) / 240));
    this.#line.zoom(2 ** much, this.#line.instantOf(x));
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const field = this.#field(event);
    if (!field || event.button !== 0) {
      return;
    }
    if (this.#down.size === 0) {
      this.#startedAt = event.clientX;
      this.#isMoved = false;
      this.#source = field.dataset.source ?? '';
    } else {
      this.#isMoved = true;
    }
    this.#held.left = field.getBoundingClientRect().left;
    this.#down.set(event.pointerId, event.clientX);
    this.#hold();
    field.setPointerCapture(event.pointerId);
  }

  /** Each pointer keeps the time that is under it. */
  #hold() {
    this.#held.instants.clear();
    for (const [id, x] of this.#down) {
      this.#held.instants.set(id, this.#line.instantOf(x - this.#held.left));
    }
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#down.has(event.pointerId)) {
      return;
    }
    this.#down.set(event.pointerId, event.clientX);
    if (!this.#isMoved && Math.abs(event.clientX - this.#startedAt) <= STILL) {
      return;
    }
    this.#isMoved = true;
    const [[one, x], second] = [...this.#down];
    const held = /** @type {number} */ (this.#held.instants.get(one));
    if (!second) {
      const { from, to } = this.#line.view;
      const perPixel = (to - from) / this.#line.width;
      const start = held - (x - this.#held.left) * perPixel;
      this.#line.show({ from: start, to: start + (to - from) });
      return;
    }
    const other = /** @type {number} */ (this.#held.instants.get(second[0]));
    const apart = second[1] - x;
    const perPixel = (other - held) / (Math.abs(apart) < 8 ? 8 * Math.sign(apart || 1) : apart);
    if (perPixel > 0) {
      const start = held - (x - this.#held.left) * perPixel;
      this.#line.show({ from: start, to: start + perPixel * this.#line.width });
    }
  }

  /**
   * @param {PointerEvent} event
   * @param {boolean} isMeant not taken away by the browser
   */
  #release(event, isMeant) {
    if (!this.#down.delete(event.pointerId)) {
      return;
    }
    if (this.#down.size > 0) {
      this.#hold();
    } else if (isMeant && !this.#isMoved) {
      this.#line.choose(this.#source, this.#line.instantOf(event.clientX - this.#held.left));
    }
  }

  /** @param {MouseEvent} event */
  #twice(event) {
    if (this.#field(event)) {
      this.#line.open();
    }
  }
}
