// @ts-check
/** Makes louder what was recorded too low. It costs a context of its own, and is there only once it is wanted. */
export class Amplifier {
  /** @type {{context: AudioContext, gain: GainNode} | null} */
  #chain = null;
  /** @type {WeakSet<HTMLAudioElement>} those that go through it: there is no way back out */
  #known = new WeakSet();

  /**
   * @param {number} decibels 0 to 24
   * @param {HTMLAudioElement} audio that is heard now
   */
  set(decibels, audio) {
    if (this.#chain === null) {
      if (decibels === 0) {
        return;
      }
      const context = new AudioContext();
      const gain = context.createGain();
      gain.connect(context.destination);
      this.#chain = { context, gain };
    }
    this.#chain.gain.gain.value = 10 ** (decibels / 20);
    this.take(audio);
  }

  /** @param {HTMLAudioElement} audio that is heard from now on */
  take(audio) {
    if (this.#chain !== null && !this.#known.has(audio)) {
      this.#known.add(audio);
      this.#chain.context.createMediaElementSource(audio).connect(this.#chain.gain);
    }
  }

  /** Browsers keep a context still until a person has done something. */
  async wake() {
    await this.#chain?.context.resume();
  }
}

export const amplifier = new Amplifier();
