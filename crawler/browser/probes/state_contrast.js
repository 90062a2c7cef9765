// How words stand out under the pointer and with the focus, where a style sheet gives them other colours then.
(phase, ...asked) => {
  const STATE = /:(hover|focus-visible|focus)\b/, STATES = /:(hover|focus-visible|focus)\b/g;
  const SHADES = ["color", "background", "background-color", "background-image", "opacity"];
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  const MOST = 8, MOST_RULES = 5000, MOST_ELEMENTS = 50, FRAME = 3, WORD = /[\p{L}\p{N}]/u;

  const {around, drawn, groundOf, hex, isLarge, lightOf, luminance, mixed, parsed, ratio} = sitepatrol.colours;
  const rulesOf = holder => { try { return [...holder.cssRules]; } catch { return []; } };

  const rules = function* (holders) {
    for (const holder of holders) {
      for (const rule of rulesOf(holder)) {
        const isOff = rule.media && !matchMedia(rule.media.mediaText).matches;
        if (rule.styleSheet && !isOff) yield* rules([rule.styleSheet]);
        if (rule.selectorText && STATE.test(rule.selectorText) && SHADES.some(name => rule.style.getPropertyValue(name))) yield rule;
        if (rule.cssRules?.length && !isOff) yield* rules([rule]);
      }
    }
  };

  const lineOf = element => {
    const words = [...element.childNodes].find(node => node.nodeType === Node.TEXT_NODE && WORD.test(node.nodeValue));
    if (!words || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) return null;
    const range = document.createRange();
    range.selectNodeContents(words);
    return [...range.getClientRects()].find(({width, height}) => width > 2 && height > 2) ?? null;
  };

  const needed = element => {
    const {fontSize, fontWeight} = getComputedStyle(element);
    return isLarge(parseFloat(fontSize), fontWeight) ? 3 : 4.5;
  };

  // A colour of a style sheet with the element's own variables in place.
  const resolved = (value, own) => [1, 2].reduce(said =>
    said.replace(/var\((--[\w-]+)\s*(?:,([^()]*))?\)/g, (_, name, other) => own.getPropertyValue(name) || other || ""), value);

  // Any such colour as a computed one; null where it is none.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const declared = value => {
    const read = start => { canvas.fillStyle = start; canvas.fillStyle = value; return canvas.fillStyle; };
    if (read("#123456") !== read("#654321")) return null;
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };

  // Whether a rule may leave an element's words faint, by a first reckoning.
  const mayFade = (element, {style}) => {
    const ground = groundOf(element), own = getComputedStyle(element);
    const ink = style.color ? declared(resolved(style.color, own)) : parsed(own.color);
    const back = style.backgroundColor || style.background, layer = back ? declared(resolved(back, own)) : [0, 0, 0, 0];
    if (!ground || !ink || !layer || style.opacity || (style.backgroundImage && style.backgroundImage !== "none")) return true;
    const behind = mixed(layer, layer[3], ground);
    return ratio(lightOf(mixed(ink, ink[3], behind)), lightOf(behind)) < needed(element);
  };

  // The words' colour and how it stands out from a colour behind it.
  const seen = element => {
    const ground = groundOf(element), {color, filter} = getComputedStyle(element), ink = parsed(color);
    if (!ground || !ink || filter !== "none") return null;
    const colour = mixed(ink, ink[3], ground);
    return {colour, ratio: ratio(lightOf(colour), lightOf(ground))};
  };

  const candidates = () => {
    const found = new Map();
    let count = 0;
    for (const rule of rules([...document.styleSheets, ...document.adoptedStyleSheets])) {
      if (found.size >= MOST || ++count > MOST_RULES) break;
      for (const part of rule.selectorText.split(/,(?![^(]*\))/).filter(part => STATE.test(part))) {
        const base = part.replace(STATES, "").trim();
        let elements = [];
        try { elements = [...document.querySelectorAll(base)].slice(0, MOST_ELEMENTS); } catch { continue; }
        const element = elements.find(element => !element.matches(":disabled") && lineOf(element));
        const state = /:hover/.test(part) ? "hover" : "focus", key = element && `${state} ${sitepatrol.selector(element)}`;
        if (element && found.size < MOST && !found.has(key) && mayFade(element, rule)) found.set(key, {element, part, state});
      }
    }
    return [...found.values()];
  };

  const PHASES = {
    found() {
      sitepatrol.tried = {place: [scrollX, scrollY], candidates: candidates(), move: sitepatrol.still()};
      return sitepatrol.tried.candidates.length;
    },
    // Where to point; null where the focus is to be set instead, or the words are faint at rest as well.
    brought(number) {
      const one = sitepatrol.tried.candidates[number], {element, state} = one;
      element.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
      const line = lineOf(element), rest = seen(element);
      one.isFaintAtRest = !line || !rest || rest.ratio < needed(element);
      if (one.isFaintAtRest || state === "hover") return line && !one.isFaintAtRest ? [line.left + line.width / 2, line.top + line.height / 2] : null;
      element.closest(FOCUSABLE)?.focus({preventScroll: true});
      return null;
    },
    // The part of the page where faint words stand; null where they stand out, or the state was not reached.
    judged(number) {
      const one = sitepatrol.tried.candidates[number], {element, part, isFaintAtRest} = one;
      if (isFaintAtRest || !element.isConnected || !element.matches(part)) return null;
      const line = lineOf(element);
      // Not what frames the words: an outline around the focus, a border.
      const inner = line && {left: line.left + FRAME, right: line.right - FRAME, top: line.top + FRAME, bottom: line.bottom - FRAME};
      Object.assign(one, {now: seen(element), box: inner && around([inner])});
      if (!one.now || one.now.ratio >= needed(element) || !one.box) return null;
      one.fill = sitepatrol.adopt("& { -webkit-text-fill-color: transparent !important; }");
      return [one.box[0] + scrollX, one.box[1] + scrollY, one.box[2], one.box[3]];
    },
    // Null where pixels behind the words are of a colour from which they stand out.
    async confirmed(number, image) {
      const {element, state, now, fill} = sitepatrol.tried.candidates[number], behind = await drawn(image), light = lightOf(now.colour);
      fill();
      let best = 0, ground = null;
      for (let at = 0; at < behind.length; at += 4) {
        const found = ratio(light, luminance(behind, at));
        if (found > best) [best, ground] = [found, [...behind.slice(at, at + 3)]];
      }
      if (best >= needed(element)) return null;
      return {spot: sitepatrol.spot(element), state, ratio: best, needed: needed(element), colour: hex(now.colour), ground: hex(ground)};
    },
    restored() {
      const {place: [left, top], move} = sitepatrol.tried;
      move();
      document.activeElement?.blur();
      scrollTo({left, top, behavior: "instant"});
      delete sitepatrol.tried;
    },
  };
  return PHASES[phase](...asked);
}
