// An audio element, and an ear that tells where in the sweep what it plays is. The sweep climbs from 20 Hz to 21.6 kHz in 10 s, again and again
// (dev.sonolog.capture.signal.Waveform), so each pitch is one place of these 10 s.
window.player = (() => {
  const LOWEST = 20;
  const SPAN = Math.log(21600 / LOWEST);
  const CYCLE = 10;
  const PATIENCE = 20000;

  const audio = document.createElement('audio');
  document.body.append(audio);
  const context = new AudioContext({sampleRate: 48000});
  const ear = new AnalyserNode(context, {fftSize: 4096});
  context.createMediaElementSource(audio).connect(ear).connect(context.destination);

  /** Fails with what the element was at, rather than to wait for ever. */
  function event(name) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(
          `no ${name}: at ${audio.currentTime} of ${audio.duration}, ready ${audio.readyState}, ${audio.error?.message}`)), PATIENCE);
      const settle = (how) => { clearTimeout(late); how(); };
      audio.addEventListener(name, () => settle(resolve), {once: true});
      audio.addEventListener('error', () => settle(() => reject(new Error(audio.error.message))), {once: true});
    });
  }

  /** Until the time of the element is there. */
  async function until(time) {
    while (audio.currentTime < time) {
      if (audio.ended) throw new Error(`ended at ${audio.currentTime}, before ${time}`);
      await event('timeupdate');
    }
  }

  /** The frequency of a sine: its crossings of zero, counted between the first and the last one. */
  function hertz(samples) {
    let first = NaN, last = NaN, crossings = 0;
    for (let i = 1; i < samples.length; i++) {
      if (samples[i - 1] < 0 !== samples[i] < 0) {
        last = i - samples[i] / (samples[i] - samples[i - 1]);
        if (crossings++ === 0) first = last;
      }
    }
    return crossings < 3 ? 0 : (crossings - 1) / 2 / (last - first) * context.sampleRate;
  }

  /** How far what is heard is from where the element says that it is, in seconds; the middle one of several looks. */
  async function offset() {
    const all = [];
    const samples = new Float32Array(ear.fftSize);
    for (let look = 0; look < 7; look++) {
      await new Promise((next) => setTimeout(next, 30));
      ear.getFloatTimeDomainData(samples);
      const half = samples.length / 2 / context.sampleRate;
      const heard = CYCLE * Math.log(hertz(samples) / LOWEST) / SPAN + half;
      const apart = heard - audio.currentTime % CYCLE;
      all.push(apart - CYCLE * Math.round(apart / CYCLE));
    }
    return all.sort((one, other) => one - other)[3];
  }

  return {
    /** Takes an address, to begin at a time, and says what the element then knows. */
    async load(address, from) {
      await context.resume();
      audio.src = address;
      if (from > 0) audio.currentTime = from;
      await event('loadedmetadata');
      return {
        duration: audio.duration,
        seekable: audio.seekable.length === 1 && audio.seekable.start(0) === 0 ? audio.seekable.end(0) : 0,
      };
    },

    /** Plays from a place on for a moment, and says how far from it that sounds. */
    async listenAt(time) {
      const sought = event('seeked');
      audio.currentTime = time;
      await sought;
      return await this.listen();
    },

    /** Goes on for a moment. */
    async listen() {
      const from = audio.currentTime;
      await audio.play();
      await until(from + 0.3);
      const apart = await offset();
      audio.pause();
      return {from, to: audio.currentTime, apart};
    },

    /** Plays from a place to the end, and says where that is. */
    async playOut(time) {
      audio.currentTime = time;
      const ended = event('ended');
      await audio.play();
      await ended;
      return audio.currentTime;
    },
  };
})();
