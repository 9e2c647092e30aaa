// @ts-check
/** What of the list is chosen, unfolded and open; it stays so while the list is filtered. Events: change. */
export class RecordingChoice extends EventTarget {
  /** @type {Set<string>} ids of recordings */
  selected = new Set();
  /** @type {Set<string>} ids of recordings whose details are shown */
  expanded = new Set();
  /** @type {Map<string, Set<string>>} ids that are not shown, by day */
  #hidden = new Map();
  /** @type {Map<string, boolean>} days that somebody opened or closed */
  #days = new Map();
  /** @type {Set<string>} days whose highlights are shown */
  highlights = new Set();

  /**
   * @param {string} day
   * @param {boolean} isNewest of all that are shown; it is open unless somebody closed it
   */
  isOpen(day, isNewest) {
    return this.#days.get(day) ?? isNewest;
  }

  /**
   * @param {string} day
   * @param {boolean} isOpen
   */
  open(day, isOpen) {
    this.#days.set(day, isOpen);
    this.#changed();
  }

  /**
   * @param {string[]} ids
   * @param {boolean} isSelected
   */
  select(ids, isSelected) {
    ids.forEach((it) => (isSelected ? this.selected.add(it) : this.selected.delete(it)));
    this.#changed();
  }

  /**
   * @param {string} id
   * @param {boolean} isExpanded
   */
  expand(id, isExpanded) {
    this.#put(this.expanded, id, isExpanded);
  }

  /**
   * @param {string} day
   * @param {boolean} isShown
   */
  showHighlights(day, isShown) {
    this.#put(this.highlights, day, isShown);
  }

  /**
   * What is not seen cannot be meant.
   * @param {string} day
   * @param {string[]} ids
   */
  hide(day, ids) {
    const before = this.#hidden.get(day) ?? new Set();
    if (before.size !== ids.length || ids.some((it) => !before.has(it))) {
      this.#hidden.set(day, new Set(ids));
      this.#changed();
    }
  }

  /** @param {string} id */
  isHidden(id) {
    return [...this.#hidden.values()].some((it) => it.has(id));
  }

  /**
   * @param {Set<string>} set
   * @param {string} key
   * @param {boolean} isIn
   */
  #put(set, key, isIn) {
    if (isIn) {
      set.add(key);
    } else {
      set.delete(key);
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
