// @ts-check
/**
 * What a pointer does on the waveform: a click goes there, a mouse that drags selects, a finger that
 * drags moves the window, two fingers and Ctrl with the wheel zoom. All of it can be done by buttons.
 */

/** So far a click may slip, in pixels. */
const SLIP = 4;

/**
 * @param {HTMLElement} element that stands over the picture
 * @param {import('../services/review.js').Review} review
 */
export function listenToPointers(element, review) {
  /** @type {Map<number, PointerEvent>} */
  const down = new Map();
  let startX = 0;
  let startWindow = review.window;
  let isDragged = false;
  let spread = 0;

  const box = () => element.getBoundingClientRect();
  const placeAt = (/** @type {number} */ x, window = review.window) => {
    const { left, width } = box();
    return window.from + ((x - left) / width) * (window.to - window.from);
  };
  const inside = (/** @type {number} */ place) => Math.min(Math.max(0, place), review.seconds);

  const pinch = () => {
    const [a, b] = [...down.values()];
    return { distance: Math.max(20, Math.abs(a.clientX - b.clientX)), middle: (a.clientX + b.clientX) / 2 };
  };

  const begin = (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0) {
      return;
    }
    down.set(event.pointerId, event);
    element.setPointerCapture(event.pointerId);
    review.isHeld = true;
    startX = event.clientX;
    startWindow = review.window;
    isDragged = down.size > 1;
    spread = down.size === 2 ? pinch().distance : 0;
  };

  const move = (/** @type {PointerEvent} */ event) => {
    if (!down.has(event.pointerId)) {
      return;
    }
    down.set(event.pointerId, event);
    if (down.size === 2) {
      const { distance, middle } = pinch();
      const place = placeAt(middle, startWindow);
      const factor = spread / distance;
      review.show({ from: place - (place - startWindow.from) * factor, to: place + (startWindow.to - place) * factor });
      return;
    }
    if (!isDragged && Math.abs(event.clientX - startX) < SLIP) {
      return;
    }
    isDragged = true;
    if (event.pointerType === 'touch' || event.shiftKey) {
      const by = ((startX - event.clientX) / box().width) * (startWindow.to - startWindow.from);
      review.show({ from: startWindow.from + by, to: startWindow.to + by });
    } else {
      review.select({ from: inside(placeAt(startX)), to: inside(placeAt(event.clientX)) });
    }
  };

  const end = (/** @type {PointerEvent} */ event) => {
    if (!down.delete(event.pointerId)) {
      return;
    }
    if (down.size === 0) {
      review.isHeld = false;
      if (!isDragged && event.type === 'pointerup') {
        review.goTo(inside(placeAt(event.clientX)), { show: false });
      }
      if (isDragged) {
        review.changed(); // what is shown of the selection in words
      }
    }
  };

  const wheel = (/** @type {WheelEvent} */ event) => {
    const isAcross = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      review.zoom(Math.exp(Math.max(-50, Math.min(50, event.deltaY)) / 100), placeAt(event.clientX));
    } else if (isAcross) {
      event.preventDefault();
      review.pan((event.deltaX || event.deltaY) / box().width);
    }
  };

  element.addEventListener('pointerdown', begin);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
  element.addEventListener('wheel', wheel, { passive: false });
}

/**
 * A handle that is dragged along the waveform.
 * @param {HTMLElement} handle
 * @param {HTMLElement} stage that the waveform fills
 * @param {import('../services/review.js').Review} review
 * @param {'from' | 'to'} end of the selection
 */
export function listenToHandle(handle, stage, review, end) {
  let isDown = false;
  handle.addEventListener('pointerdown', (event) => {
    if (event.button === 0) {
      isDown = review.isHeld = true;
      handle.setPointerCapture(event.pointerId);
      event.stopPropagation();
    }
  });
  handle.addEventListener('pointermove', (event) => {
    if (isDown) {
      const { left, width } = stage.getBoundingClientRect();
      const { from, to } = review.window;
      review.setEnd(end, from + ((event.clientX - left) / width) * (to - from));
    }
  });
  for (const name of ['pointerup', 'pointercancel']) {
    handle.addEventListener(name, () => {
      if (isDown) {
        isDown = review.isHeld = false;
        review.changed();
      }
    });
  }
}
