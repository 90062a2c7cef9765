(mostStops) => {
  const ROLES = new Set(("button link checkbox radio switch tab menuitem menuitemcheckbox menuitemradio option textbox "
    + "searchbox combobox slider spinbutton treeitem gridcell application listbox tree grid menu menubar tablist "
    + "radiogroup toolbar scrollbar row separator").split(" "));
  const NATIVE = "a[href], area[href], button, input, select, textarea, summary, iframe, audio, video, object, embed, "
    + "[contenteditable]:not([contenteditable=false])";
  const HELP = /[^.。!！\n]{0,80}(?:press|hit|use|按|使用)[^.。!！\n]{0,40}(?:key|esc|ctrl|alt|f6|鍵)[^.。!！\n]{0,80}/i;
  const BITS = {click: 1, press: 2, key: 16, focus: 32};

  const stops = [], known = new Map(), order = [], forced = [];
  let log = [], isCovered = false;
  addEventListener("keydown", event => log.push(event), true);
  // Not focusin: it does not come where a listener of focus takes the focus away.
  addEventListener("focus", event => event.target instanceof Element && log.push(event.composedPath()[0]), true);
  const isKey = entry => entry instanceof KeyboardEvent;

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
    return !element.matches(NATIVE) && !ROLES.has(role) && !listened && !element.hasAttribute("aria-activedescendant")
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
      fate: "", movedTo: null, ledTo: "",
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

  // What one press of Tab did: "new", "listening" where scripts hear of it, "known", "same", "frame", "nowhere", or "odd"
  // where focus moved by itself.
  const step = () => {
    const here = sitepatrol.active(), said = log, before = order.at(-1);
    log = [];
    order.push(here);
    const pressed = said.findLastIndex(isKey), entered = said.slice(pressed + 1), [first] = entered;
    const isOdd = entered.length > 1 || said.slice(0, Math.max(pressed, 0)).some(entry => !isKey(entry));
    forced.push(isOdd || said.some(entry => isKey(entry) && entry.defaultPrevented));
    if (first && first !== here) {
      const stop = known.get(first) ?? add(first);
      stop.fate ||= here ? "moved" : "lost";
      stop.movedTo ??= here;
    }
    const isKnown = known.has(here);
    if (here && !isKnown) add(here);
    // A page may go a moment after it was told to: which of the two it was is seen when it is tried again.
    for (const led of sitepatrol.led()) for (const at of [before, here]) if (at) known.get(at).ledTo ||= led;
    if (!here) return first || isOdd ? "odd" : "nowhere";
    if (isFrame(here)) return isKnown && before !== here ? "known" : "frame";
    if (here === before) return "same";
    if (isOdd || isKnown) return isOdd ? "odd" : "known";
    return sitepatrol.events(here) & BITS.focus ? "listening" : "new";
  };

  // The same a moment later: scripts may take the focus away by then.
  const later = () => {
    const here = sitepatrol.active(), stop = known.get(order.at(-1));
    if (here === stop.element) return "new";
    stop.fate ||= here ? "moved" : "lost";
    stop.movedTo ??= here;
    return "odd";
  };

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

  let caught = null;
  sitepatrol.walk = {
    step,
    later,
    size: () => round().size,
    // Whether it is the browser itself that begins again at the page's beginning.
    isWhole: () => round().has(stops[0].element) && !forced[order.lastIndexOf(stops[0].element)],
    isCovered: () => isCovered,
    // Focus goes round: what was met of it, to be held against what comes now.
    suspect() { caught = round(); return trap(); },
    isOut() { const here = sitepatrol.active(); return !here || !caught.has(here); },
    // Shift+Tab meets what Tab met, from the other side: what hides it now?
    stepBack() {
      const here = sitepatrol.active(), stop = known.get(here);
      if (stop && !stop.cover) {
        const {cover, isCoverFixed} = measured(here);
        Object.assign(stop, {cover, isCoverFixed});
      }
      return Boolean(here);
    },
    doubtful: () => stops.flatMap((stop, at) => stop.fate || stop.ledTo ? [at] : []),
    again(at) { sitepatrol.active()?.blur(); sitepatrol.led(); stops[at].element.focus(); },
    // Whether the same happened once more.
    settle(at) {
      const stop = stops[at], here = sitepatrol.active(), led = sitepatrol.led();
      if (!led.length) stop.ledTo = "";
      if (stop.fate && (here === stop.element || (stop.fate === "lost") !== !here)) stop.fate = "";
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
    step();
  } else {
    const had = document.body.getAttribute("tabindex");
    document.body.setAttribute("tabindex", "-1");
    document.body.focus({preventScroll: true});
    if (had === null) document.body.removeAttribute("tabindex"); else document.body.setAttribute("tabindex", had);
  }
  log = [];
  return Math.min(expected.length + 6, mostStops);
}
