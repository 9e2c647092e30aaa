// @ts-check
/** What keys do to the cursor of a lane. Pure. */
import { stepOf } from './scale.js';
import { addDays, dayOf, startOfDay } from './time.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/**
 * Where a key leads to: arrows a tenth of the axis's step, with Shift a hundredth; Page an hour, or a
 * step where that is far; Home and End to the ends of the day.
 * @param {string} key as pressed() of keys.js names it
 * @param {number} at
 * @param {import('./scale.js').View} view
 * @param {number} width in pixels
 * @param {string} zone
 * @returns {number | null} null where it is none of these keys
 */
export function moved(key, at, view, width, zone) {
  const step = stepOf(view, width);
  const isClose = view.to - view.from < 4 * HOUR;
  const page = isClose ? step : Math.max(HOUR, step);
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - step / 10;
    case 'ArrowRight':
    case 'ArrowUp':
      return at + step / 10;
    case 'Shift+ArrowLeft':
    case 'Shift+ArrowDown':
      return at - step / 100;
    case 'Shift+ArrowRight':
    case 'Shift+ArrowUp':
      return at + step / 100;
    case 'PageDown':
      return at - page;
    case 'PageUp':
      return at + page;
    case 'Home':
      return startOfDay(dayOf(at, zone), zone);
    case 'End':
      return startOfDay(addDays(dayOf(at, zone), 1), zone) - SECOND;
    default:
      return null;
  }
}
