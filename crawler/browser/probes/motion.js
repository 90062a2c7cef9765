// What moves by itself: animations that style sheets or scripts have set going, films that play, pictures at an address.
(kind, addresses) => {
  const WAITING = /spin|load|progress|skeleton|placeholder/i;
  const SHAPES = ["transform", "translate", "rotate", "scale", "left", "top", "right", "bottom", "marginLeft", "marginTop", "width",
    "height", "backgroundPosition", "backgroundPositionX", "backgroundPositionY", "clipPath", "offsetDistance", "textIndent"];
  const SHADES = ["opacity", "visibility", "color", "backgroundColor", "borderColor", "filter"];
  const LONG = 5000, MOST = 20, STRONG = 0.3;

  const isThere = element => {
    const {width, height, right, bottom} = element.getBoundingClientRect();
    return width > 3 && height > 3 && right + scrollX > 0 && bottom + scrollY > 0 && element.checkVisibility({visibilityProperty: true});
  };

  // How often a value goes there and back in one iteration: numbers by how far they go, others by how often they change.
  const swings = (values, isAlternate) => {
    const known = values.filter(value => value !== undefined);
    const around = isAlternate ? known : [...known, known[0]];
    const numbers = around.map(Number), isNumber = numbers.every(Number.isFinite);
    const steps = around.slice(1).map((value, at) => isNumber ? Math.abs(numbers[at + 1] - numbers[at]) : Number(value !== around[at]));
    const largest = isNumber ? Math.max(...numbers) - Math.min(...numbers) : Math.max(0, ...steps);
    return largest < STRONG ? 0 : steps.reduce((sum, step) => sum + step, 0) / 2 / largest;
  };

  const animation = one => {
    const {effect} = one, element = effect?.target;
    if (!element || one.playState !== "running" || one.timeline !== document.timeline || one instanceof CSSTransition) return null;
    const {endTime, duration, direction} = effect.getComputedTiming();
    if (!(endTime > LONG) || !(duration > 0) || !isThere(element)) return null;
    const frames = effect.getKeyframes(), isAlternate = direction.startsWith("alternate");
    const vary = name => new Set(frames.map(frame => frame[name]).filter(value => value !== undefined)).size > 1;
    const moves = SHAPES.some(vary), swung = Math.max(...SHADES.map(name => swings(frames.map(frame => frame[name]), isAlternate)));
    if (!moves && !swung) return null;
    const names = [element, element.parentElement].map(one => `${one?.getAttribute("class")} ${one?.id} ${one?.getAttribute("role")}`);
    const hasPicture = element.matches("img, canvas, video") || element.querySelector("img, canvas, video") !== null
      || getComputedStyle(element).backgroundImage.includes("url(");
    return {
      spot: sitepatrol.spot(element), moves, flashes: swung / (duration / 1000), seconds: Number.isFinite(endTime) ? endTime / 1000 : null,
      isWaiting: names.some(name => WAITING.test(name)), hasPicture: hasPicture && !effect.pseudoElement,
      hasWords: !effect.pseudoElement && element.textContent.trim() !== "", canStop: sitepatrol.canStop(element),
    };
  };

  const film = element => ({
    spot: sitepatrol.spot(element), seconds: Number.isFinite(element.duration) && !element.loop ? element.duration : null,
    canStop: sitepatrol.canStop(element), byScript: !element.autoplay,
  });

  const isPlaying = element => !element.paused && !element.ended && !element.controls && isThere(element)
    && (element.loop || element.duration > LONG / 1000);

  const KINDS = {
    animations: () => document.getAnimations().map(animation).filter(Boolean).slice(0, MOST),
    films: () => [...document.querySelectorAll("video")].filter(isPlaying).slice(0, MOST).map(film),
    pictures() {
      const wanted = new Set(addresses), found = [];
      for (const element of document.querySelectorAll("*")) {
        if (found.length >= MOST) break;
        const shown = element.localName === "img" ? element.currentSrc
          : /url\("([^"]*)"\)/.exec(getComputedStyle(element).backgroundImage)?.[1];
        if (shown && wanted.has(shown) && isThere(element)) {
          found.push({address: shown, spot: sitepatrol.spot(element), canStop: sitepatrol.canStop(element)});
        }
      }
      return found;
    },
  };
  return KINDS[kind]();
}
