(most, mostSpots) => {
  // What may show the focus: the element, what is before and after it, its labels, and what stands close to it.
  const SHOWN = ["outline-style", "outline-width", "outline-color", "outline-offset", "border-top-width",
    "border-top-style", "border-top-color", "border-bottom-width", "border-bottom-style", "border-bottom-color",
    "border-left-width", "border-left-color", "background-color", "background-image", "background-size", "box-shadow",
    "color", "text-decoration-line", "text-decoration-color", "font-weight", "font-size", "opacity", "visibility",
    "display", "transform", "filter", "left", "top", "width", "height", "fill", "stroke", "clip-path"];
  // What computed values do not tell the looks of; shadows tell some.
  const UNTOLD = new Set(["background-image", "background-size", "transform", "filter", "opacity", "fill", "stroke",
    "border-left-color", "border-left-width"]);
  const MOST_CLOSE = 12, MARGIN = 12;
  const tabbables = sitepatrol.tabbables().slice(0, most)
    .filter(element => !/^(iframe|audio|video|area)$/.test(element.localName));
  // How many of them an element holds.
  const holds = new Map();
  for (const element of tabbables) {
    for (let at = element; at; at = sitepatrol.above(at)) holds.set(at, (holds.get(at) ?? 0) + 1);
  }

  const close = element => {
    const found = [element, ...(element.labels ?? []), element.previousElementSibling, element.nextElementSibling];
    for (let at = sitepatrol.above(element), steps = 0; at && at !== document.body && steps < 3; steps++) {
      if (holds.get(at) > 1) break;
      found.push(at);
      at = sitepatrol.above(at);
    }
    for (const inner of element.querySelectorAll("*")) if (found.push(inner) >= MOST_CLOSE) break;
    return found.filter(Boolean);
  };

  const styles = parts => parts.flatMap(part => [null, "::before", "::after"].map(pseudo => {
    const computed = getComputedStyle(part, pseudo);
    if (pseudo && computed.content === "none") return null;
    return SHOWN.map(name => computed.getPropertyValue(name));
  }));

  // Colours as [red, green, blue, alpha]; null where they are written in another way.
  const colour = value => {
    const found = /^rgba?\(([^)]*)\)$/.exec(value);
    const [red, green, blue, alpha = 1] = found ? found[1].split(/[ ,/]+/).map(Number) : [];
    return found ? [red, green, blue, alpha] : null;
  };
  const over = ([red, green, blue, alpha], below) =>
    [red, green, blue].map((part, at) => part * alpha + below[at] * (1 - alpha)).concat(1);
  const luminance = ([red, green, blue]) => [red, green, blue]
    .map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  // The colours of shadows that are drawn sharply enough to be a line or a bar.
  const shadows = value => [...value.matchAll(/(rgba?\([^)]*\)) (-?[\d.]+)px (-?[\d.]+)px ([\d.]+)px (-?[\d.]+)px/g)]
    .filter(([, , x, y, blur, spread]) => Math.max(Math.abs(x), Math.abs(y), spread) >= 1 && blur <= 2)
    .map(([, found]) => colour(found));

  // The plain colour behind an element; null where there is a picture, or no telling.
  const backdrop = element => {
    const layers = [];
    for (let at = element; at; at = sitepatrol.above(at)) {
      const computed = getComputedStyle(at), found = colour(computed.backgroundColor);
      if (computed.backgroundImage !== "none" || !found || computed.opacity !== "1") return null;
      if (found[3] > 0) layers.unshift(found);
      if (found[3] === 1) break;
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };

  // The highest ratio that computed colours tell of one part that changes; 0 where they do not tell.
  const told = (part, rest, focused) => {
    const of = (values, name) => values[SHOWN.indexOf(name)], differs = name => of(rest, name) !== of(focused, name);
    const behind = backdrop(sitepatrol.above(part) ?? part);
    if (!behind) return 0;
    const against = (name, other) => {
      const found = colour(of(focused, name));
      return found && other ? contrast(over(found, behind), over(other, behind)) : 0;
    };
    const ratios = [0];
    if (of(focused, "outline-style") !== "none" && parseFloat(of(focused, "outline-width")) >= 1) {
      if (differs("outline-style") || differs("outline-width")) {
        // Browsers draw "auto" in two colours of which one is always seen.
        ratios.push(of(focused, "outline-style") === "auto" ? 21 : against("outline-color", behind));
      } else if (differs("outline-color")) {
        ratios.push(against("outline-color", colour(of(rest, "outline-color"))));
      }
    }
    if (differs("background-color")) ratios.push(against("background-color", colour(of(rest, "background-color"))));
    for (const side of ["top", "bottom"]) {
      if (of(focused, `border-${side}-style`) === "none" || parseFloat(of(focused, `border-${side}-width`)) < 1) continue;
      if (differs(`border-${side}-style`)) ratios.push(against(`border-${side}-color`, behind));
      else if (differs(`border-${side}-color`)) {
        ratios.push(against(`border-${side}-color`, colour(of(rest, `border-${side}-color`))));
      }
    }
    if (differs("box-shadow")) {
      for (const found of shadows(of(focused, "box-shadow"))) ratios.push(contrast(over(found, behind), behind));
    }
    const hasWords = part.textContent.trim() !== "";
    if (hasWords && differs("color")) ratios.push(against("color", colour(of(rest, "color"))));
    if (hasWords && differs("text-decoration-line") && of(focused, "text-decoration-line") !== "none") {
      ratios.push(against("text-decoration-color", backdrop(part)));
    }
    return Math.max(...ratios);
  };

  const looks = [], known = new Map();
  const note = (element, isSeenAtRest) => {
    const above = sitepatrol.above(element), [own] = styles([element]);
    const places = new Set(["left", "top", "width", "height"].map(name => SHOWN.indexOf(name)));
    const behind = backdrop(above ?? element);
    const key = JSON.stringify([element.localName, element.className, element.type, above?.className, behind, isSeenAtRest,
      own.filter((_, place) => !places.has(place))]);
    if (known.has(key)) {
      known.get(key)?.elements.push(element);
      return;
    }
    const look = tried(element, isSeenAtRest);
    known.set(key, look);
    if (look) looks.push(look);
  };

  const tried = (element, isSeenAtRest) => {
    const parts = close(element);
    const measured = () => { sitepatrol.hurry(); return styles(parts); };
    const before = measured();
    element.focus({preventScroll: true});
    if (sitepatrol.active() !== element) return null;
    const focused = measured(), sight = new sitepatrol.Sight();
    const isSeen = sight.sees(element), appears = isSeen && !isSeenAtRest;
    const look = {elements: [element], isSeen, appears, hasCaret: sitepatrol.hasCaret(element), contrast: 0, isUntold: false, sticks: false};
    const seen = parts.map(part => sight.sees(part));
    element.blur();
    const after = measured(), changes = new Set();
    focused.forEach((values, at) => {
      const part = Math.floor(at / 3);
      if (!values || !seen[part]) return;
      if (!before[at] || !after[at]) {
        if (!before[at] && !after[at]) {
          changes.add("content");
          look.isUntold = true;
        }
        return;
      }
      const hasOutline = [values, after[at]].some(([style]) => style !== "none");
      const names = SHOWN.filter((name, place) => before[at][place] !== values[place] && after[at][place] !== values[place]
        && (hasOutline || !name.startsWith("outline")));
      names.forEach(name => changes.add(name));
      look.sticks ||= SHOWN.some((_, place) => before[at][place] !== values[place] && after[at][place] === values[place]);
      const isBlurred = names.includes("box-shadow") && !shadows(values[SHOWN.indexOf("box-shadow")]).length;
      look.isUntold ||= isBlurred || names.some(name => UNTOLD.has(name));
      if (names.length) look.contrast = Math.max(look.contrast, told(parts[part], after[at], values));
    });
    return {...look, changes: [...changes]};
  };

  sitepatrol.active()?.blur();
  const sight = new sitepatrol.Sight(), atRest = tabbables.map(element => sight.sees(element));
  tabbables.forEach((element, at) => note(element, atRest[at]));
  const found = looks.map(({elements, ...look}) => ({...look, spots: elements.slice(0, mostSpots).map(sitepatrol.spot)}));

  const [left, top] = [scrollX, scrollY], paused = [];
  // Where to look for what shows that the element has the focus: around it, or anywhere if it cannot be seen itself.
  sitepatrol.showFocus = at => {
    const {elements: [element], isSeen} = looks[at];
    for (const animation of document.getAnimations()) {
      if (animation.playState === "running" && paused.push(animation)) animation.pause();
    }
    element.focus();
    sitepatrol.hurry();
    let [west, north, east, south] = [0, 0, innerWidth, innerHeight];
    if (isSeen) {
      const boxes = [element, ...(element.labels ?? [])].map(part => part.getBoundingClientRect());
      west = Math.max(west, Math.min(...boxes.map(box => box.left)) - MARGIN);
      north = Math.max(north, Math.min(...boxes.map(box => box.top)) - MARGIN);
      east = Math.min(east, Math.max(...boxes.map(box => box.right)) + MARGIN);
      south = Math.min(south, Math.max(...boxes.map(box => box.bottom)) + MARGIN);
    }
    const hasFocus = sitepatrol.active() === element && east - west > 2 * MARGIN && south - north > 2 * MARGIN;
    return hasFocus ? [west + scrollX, north + scrollY, east - west, south - north].map(Math.round) : null;
  };
  sitepatrol.hideFocus = () => { sitepatrol.active()?.blur(); sitepatrol.hurry(); };
  sitepatrol.goOn = () => { paused.splice(0).forEach(animation => animation.play()); scrollTo(left, top); };
  return found;
}
