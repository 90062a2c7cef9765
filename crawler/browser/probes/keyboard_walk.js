(mostStops) => {
  // Roles of what is only read: any other may be there to be operated, or to be moved to.
  const READ = new Set(["", "none", "presentation", "generic", "heading", "paragraph", "img", "listitem", "text"]);
  const NATIVE = "a[href], area[href], button, input, select, textarea, summary, iframe, audio, video, object, embed, "
    + "[contenteditable]:not([contenteditable=false])";
  const HELP = /[^.。!！\n]{0,80}(?:press|hit|use|按|使用)[^.。!！\n]{0,40}(?:key|esc|ctrl|alt|f6|鍵)[^.。!！\n]{0,80}/i;
  const BITS = {click: 1, press: 2, key: 16, focus: 32};

  const stops = [], known = new Map(), order = [];
  let isCovered = false;

  const isFixed = element => ["fixed", "sticky"].includes(getComputedStyle(element).position);
  const fixedAround = element => {
    for (let at = element; at && at !== document.body; at = sitepatrol.above(at)) if (isFixed(at)) return at;
    return null;
  };
  const isOpaque = element => {
    for (let at = element; at; at = sitepatrol.above(at)) if (getComputedStyle(at).opacity !== "1") return false;
    if (/^(img|video|canvas|iframe)$/.test(element.localName)) return true;
    const colour = getComputedStyle(element).backgroundColor;
    return colour.startsWith("rgb(");
  };

  // What hides an element wholly; undefined where it is not in the window at all, null where something of it is seen.
  const cover = element => {
    const boxes = [...element.getClientRects()].slice(0, 3).filter(box => box.width > 1 && box.height > 1
      && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight);
    let found;
    for (const {left, top, width, height} of boxes) {
      for (const across of [0.1, 0.3, 0.5, 0.7, 0.9]) {
        for (const down of [0.15, 0.5, 0.85]) {
          const x = left + width * across, y = top + height * down;
          if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
          const stack = element.getRootNode().elementsFromPoint(x, y);
          const at = stack.findIndex(one => one === element || element.contains(one));
          const hidden = stack.slice(0, Math.max(at, 0)).find(one => !one.contains(element) && isOpaque(one));
          if (!hidden) return null;
          found ??= hidden;
        }
      }
    }
    return found;
  };

  const scrolls = element => element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
  const isIdle = element => {
    const role = (element.getAttribute("role") ?? "").trim().split(/\s+/)[0];
    const listened = sitepatrol.events(element) & (BITS.click | BITS.press | BITS.key);
    return !element.matches(NATIVE) && READ.has(role) && !listened && !element.hasAttribute("aria-activedescendant")
      && !scrolls(element) && !element.localName.includes("-");
  };

  const measured = element => {
    const hider = cover(element), fixed = hider && fixedAround(hider);
    const stop = {
      element,
      isSeen: new sitepatrol.Sight().sees(element),
      isInView: hider !== undefined,
      cover: hider ? fixed ?? hider : null,
      isCoverFixed: Boolean(fixed) && !fixed.contains(element),
      isFixed: Boolean(fixedAround(element)),
      isIdle: isIdle(element),
      fate: "", isFateSure: true, movedTo: null, ledTo: "",
    };
    if (scrollY > 20) {
      const top = document.elementFromPoint(innerWidth / 2, 8);
      isCovered ||= Boolean(top && fixedAround(top));
    }
    return stop;
  };

  const add = element => {
    const stop = measured(element);
    known.set(element, stop);
    stops.push(stop);
    return stop;
  };

  const isFrame = element => /^(iframe|frame|object|embed)$/.test(element.localName);

  // What one press of Tab did: "new", "known", "same", "frame", "nowhere" after the last, or "odd" where
  // focus moved by itself.
  const step = (here, before, entered, isOdd, isForced) => {
    const [first] = entered;
    if (first && first !== here) {
      const stop = known.get(first) ?? add(first);
      stop.fate ||= here ? "moved" : "lost";
      stop.movedTo ??= here;
    }
    const isKnown = known.has(here);
    if (here && !isKnown) add(here);
    // A page may go a moment after it was told to: which of the two it was is seen when it is tried again.
    for (const led of sitepatrol.led()) for (const at of [before, here]) if (at) known.get(at).ledTo ||= led;
    if (!here) return isOdd ? "odd" : "nowhere";
    // After the last the browser may begin with the first again, without a stop between.
    if (isKnown && here !== before && here === stops[0].element && !isForced) return "nowhere";
    if (isFrame(here)) return isKnown && before !== here ? "known" : "frame";
    if (here === before) return "same";
    return isOdd ? "odd" : isKnown ? "known" : "new";
  };

  // Shift+Tab meets what Tab met, from the other side: what hides it now?
  const stepBack = here => {
    const stop = known.get(here);
    if (stop && !stop.cover) {
      const {cover, isCoverFixed} = measured(here);
      Object.assign(stop, {cover, isCoverFixed});
    }
    return here ? "known" : "nowhere";
  };

  // A press is judged when the next one comes, or when its outcome is asked for: so that many may be sent at once.
  let pressed = null, entered = [], isLate = false, isBack = false, states = [];
  // What is pressed in a frame is not heard here.
  const isInFrame = () => order.length > 0 && order.at(-1) !== null && isFrame(order.at(-1));
  const conclude = () => {
    const here = sitepatrol.active(), before = order.at(-1);
    if (pressed || isInFrame()) {
      const isOdd = isLate || entered.length > 1 || (entered.length === 1 && entered[0] !== here);
      order.push(here);
      const isForced = isOdd || Boolean(pressed?.defaultPrevented);
      states.push(isBack ? stepBack(here) : step(here, before, entered, isOdd, isForced));
    }
    pressed = null;
    entered = [];
    isLate = false;
  };
  addEventListener("keydown", event => {
    if (event.key !== "Tab") return;
    conclude();
    pressed = event;
  }, true);
  // Not focusin: it does not come where a listener of focus takes the focus away.
  addEventListener("focus", event => {
    if (!(event.target instanceof Element)) return;
    if (pressed || isInFrame()) entered.push(event.composedPath()[0]); else isLate = true;
  }, true);

  // The elements among which focus goes round; those at the end of the way so far that came up before.
  const round = () => {
    const last = order.at(-1), since = order.lastIndexOf(last, order.length - 2);
    return new Set(order.slice(Math.max(since, 0)).filter(Boolean));
  };

  const expected = sitepatrol.tabbables().filter(element => element.type !== "radio" && element.localName !== "area");
  const unreached = () => expected.filter(element => !known.has(element) && element.isConnected
    && element.checkVisibility({visibilityProperty: true}));

  const trap = () => {
    const caught = [...round()];
    const dialog = caught[0]?.closest("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]") ?? fixedAround(caught[0]);
    const holdsAll = dialog && caught.every(element => dialog.contains(element))
      && sitepatrol.tabbables(dialog).every(element => caught.includes(element) || element.type === "radio");
    const inside = holdsAll ? dialog : null;
    return {
      spots: caught.slice(0, 8).map(sitepatrol.spot),
      size: caught.length,
      unreached: unreached().length,
      isInDialog: Boolean(inside),
      hasButton: Boolean(inside?.querySelector("button, [role=button], input[type=button], input[type=submit], a")),
      help: (HELP.exec(document.body.innerText.slice(0, 20000))?.[0] ?? "").trim(),
    };
  };

  const isThere = element => element.isConnected && element.checkVisibility({visibilityProperty: true});
  let caught = null;
  sitepatrol.walk = {
    // What each press of Tab did since this was asked last.
    states() { conclude(); return states.splice(0); },
    isListening: () => Boolean(sitepatrol.eventsAnywhere() & BITS.focus),
    // Whether scripts have fetched the focus back: it is neither nowhere nor where the browser begins again.
    isBack: () => ![null, stops[0]?.element].includes(sitepatrol.active()),
    size: () => round().size,
    isCovered: () => isCovered,
    // Focus goes round: what was met of it, to be held against what comes now.
    suspect() { caught = round(); return trap(); },
    isOut() { const here = sitepatrol.active(); return !here || !caught.has(here); },
    turnBack() { isBack = true; stops.at(-1).element.focus(); },
    // Those that something happened at, or that scripts listen to.
    doubtful: () => stops.flatMap((stop, at) => stop.fate || stop.ledTo || sitepatrol.events(stop.element) & BITS.focus ? [at] : []),
    // Focus on it once more, if it is still there; else it remains with once.
    again(at) {
      const stop = stops[at];
      if (!isThere(stop.element)) {
        stop.isFateSure = false;
        return false;
      }
      sitepatrol.active()?.blur();
      sitepatrol.led();
      stop.element.focus();
      return true;
    },
    // Whether something happens, the same as before if something did.
    settle(at) {
      const stop = stops[at], here = sitepatrol.active(), [led = ""] = sitepatrol.led();
      const fate = here === stop.element ? "" : here ? "moved" : "lost";
      if (!stop.isTried) Object.assign(stop, {isTried: true, fate: stop.fate || fate, movedTo: stop.movedTo ?? here, ledTo: stop.ledTo || led});
      if (!led) stop.ledTo = "";
      if (stop.fate !== fate) stop.fate = "";
      if (fate === "lost" && !isThere(stop.element)) stop.isFateSure = false;
      return Boolean(stop.fate || stop.ledTo);
    },
    tell: () => stops.map(({element, cover, movedTo, ...stop}) => ({
      ...stop,
      spot: sitepatrol.spot(element),
      cover: cover && sitepatrol.spot(cover),
      movedTo: movedTo && sitepatrol.spot(movedTo),
    })),
  };

  // So that Tab begins at the page's beginning, wherever the focus was: at the lowest positive tabindex, if there is one.
  scrollTo(0, 0);
  sitepatrol.active()?.blur();
  const [first] = expected.filter(element => element.tabIndex > 0).sort((one, other) => one.tabIndex - other.tabIndex);
  if (first) {
    first.focus();
    order.push(first);
    add(first);
  } else {
    const had = document.body.getAttribute("tabindex");
    document.body.setAttribute("tabindex", "-1");
    document.body.focus({preventScroll: true});
    if (had === null) document.body.removeAttribute("tabindex"); else document.body.setAttribute("tabindex", had);
  }
  isLate = false;
  return Math.min(expected.length, mostStops);
}
