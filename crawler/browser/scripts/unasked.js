// Runs in the page's own world before its own scripts: remembers what they set going by themselves: timers, frames, sound.
// A page may undo or fool this; all that it gains is that what it does unasked is not found.
(() => {
  const {apply} = Reflect, now = performance.now.bind(performance), MOST = 300, MOST_PLAYED = 20, LONG = 20000;
  const timers = new Map();
  let lastFrame = -1;

  const source = (handler, delay) => delay < LONG ? "" : (typeof handler === "string" ? handler : `${handler}`).slice(0, 500);
  const pending = () => {
    for (const [id, {due, repeats}] of timers) if (!repeats && due < now()) timers.delete(id);
    return timers;
  };
  const watch = (name, repeats) => {
    const own = window[name];
    window[name] = function (handler, delay, ...more) {
      const id = apply(own, window, [handler, delay, ...more]), wait = Math.max(0, Number(delay) || 0);
      if (timers.size < MOST || pending().size < MOST) {
        timers.set(id, {due: now() + wait, delay: wait, repeats, source: source(handler, wait)});
      }
      return id;
    };
  };
  const forget = name => {
    const own = window[name];
    window[name] = id => { timers.delete(id); apply(own, window, [id]); };
  };
  watch("setTimeout", false);
  watch("setInterval", true);
  forget("clearTimeout");
  forget("clearInterval");

  const ask = window.requestAnimationFrame;
  window.requestAnimationFrame = callback => { lastFrame = now(); return apply(ask, window, [callback]); };

  const played = new Set(), play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (!navigator.userActivation?.hasBeenActive && played.size < MOST_PLAYED) played.add(this);
    return apply(play, this, []);
  };

  const next = ({due, delay, repeats}) => {
    const left = due - now();
    return left >= 0 || !repeats || !delay ? Math.max(0, left) : delay + left % delay;
  };

  // Timers: [milliseconds until it is due, every how many it is due again or 0, what it runs if that is long from now];
  // milliseconds since a frame was asked for, or -1; what was told to play: [address, seconds, or 0 where they are not
  // known, whether it begins again and again, whether it is silent, its place among the page's media or -1].
  const tell = () => ({
    timers: [...pending().values()].map(timer => [next(timer), timer.repeats ? timer.delay : 0, timer.source]),
    sinceFrame: lastFrame < 0 ? -1 : now() - lastFrame,
    played: [...played].map(one => [
      one.currentSrc, Number.isFinite(one.duration) ? one.duration : 0, one.loop, one.muted || one.volume === 0,
      [...document.querySelectorAll("audio, video")].indexOf(one),
    ]),
  });
  Object.defineProperty(window, "sitepatrolUnasked", {value: tell});
})();
