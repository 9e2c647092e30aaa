// @ts-check
/** What was asked for together is told together, once all of it is over. Pure. */

/** @typedef {{id: string, state: string}} Job */

export class ExportBatches {
  /** @type {string[][]} */
  #batches = [];

  /** @param {string[]} ids that were asked for together */
  add(ids) {
    if (ids.length > 0) {
      this.#batches.push(ids);
    }
  }

  get isWaiting() {
    return this.#batches.length > 0;
  }

  /**
   * @template {Job} J
   * @param {J[]} all jobs that there are; what somebody took away is not among them, and not told
   * @returns {{done: J[], failed: J[]}[]} those that are over now, each only once
   */
  look(all) {
    const now = new Map(all.map((it) => [it.id, it]));
    const jobs = (/** @type {string[]} */ batch) => batch.flatMap((it) => now.get(it) ?? []);
    const isOver = (/** @type {string[]} */ batch) => jobs(batch).every((it) => ['done', 'failed'].includes(it.state));
    const over = this.#batches.filter(isOver);
    this.#batches = this.#batches.filter((it) => !over.includes(it));
    return over
      .map((it) => ({
        done: jobs(it).filter((job) => job.state === 'done'),
        failed: jobs(it).filter((job) => job.state === 'failed'),
      }))
      .filter((it) => it.done.length + it.failed.length > 0);
  }
}
