(mostTriggers) => {
  const REVEALING = ["display", "visibility", "opacity", "height", "max-height", "width", "left", "right", "top", "bottom",
    "transform", "clip", "clip-path", "content", "scale"];
  const ALWAYS = ":not(_)", HOVER = 8, MOST_RULES = 20000, MOST_MATCHES = 40;
  const tried = (ask, otherwise) => { try { return ask(); } catch { return otherwise; } };

  const rules = function* (list, parent = "") {
    for (const rule of list) {
      if (rule.styleSheet) { yield* rules(tried(() => rule.styleSheet.cssRules, [])); continue; }
      const selector = rule.selectorText?.replaceAll("&", `:is(${parent})`);
      if (selector) yield [rule, selector];
      if (rule.cssRules?.length) yield* rules(rule.cssRules, selector ?? parent);
    }
  };

  // Commas that do not stand in brackets.
  const parts = selector => {
    const found = [""];
    let depth = 0;
    for (const letter of selector) {
      if ("([".includes(letter)) depth++;
      if (")]".includes(letter)) depth--;
      if (letter === "," && depth === 0) found.push(""); else found[found.length - 1] += letter;
    }
    return found.map(part => part.trim());
  };

  // [what is pointed at, what that reveals] by style sheets.
  const pairs = function* () {
    let count = 0;
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
      for (const [rule, selector] of rules(tried(() => sheet.cssRules, []))) {
        if (++count > MOST_RULES) return;
        if (!selector.includes(":hover") || selector.includes(":not(:hover)")) continue;
        if (!REVEALING.some(name => rule.style.getPropertyValue(name))) continue;
        for (const part of parts(selector)) {
          const end = /:hover(?:[^\s>+~]*)(?=[\s>+~]|$)/.exec(part);
          if (!end) continue;
          const pseudo = /::?(?:before|after)$/.exec(part)?.[0] ?? "";
          const trigger = part.slice(0, end.index + end[0].length).replace(pseudo, "").replaceAll(":hover", ALWAYS);
          const content = part.replace(pseudo, "").replaceAll(":hover", ALWAYS);
          if (trigger !== content || pseudo) yield [trigger, content, pseudo];
        }
      }
    }
  };

  const nearest = (content, trigger) => {
    for (let at = content; at; at = at.parentElement) {
      if (at.matches(trigger)) return at;
      for (let beside = at.previousElementSibling; beside; beside = beside.previousElementSibling) {
        if (beside.matches(trigger)) return beside;
      }
    }
    return null;
  };

  const sight = new sitepatrol.Sight(), triggers = new Map();
  const kinds = new Set();
  const note = (trigger, pseudo, isListening) => {
    if (!trigger || triggers.has(trigger) || triggers.size >= mostTriggers || !sight.sees(trigger)) return;
    const kind = [trigger.localName, trigger.className, trigger.parentElement?.className, pseudo].join("|");
    if (kinds.has(kind)) return;
    kinds.add(kind);
    triggers.set(trigger, {pseudo, isListening});
  };
  const speaks = (element, pseudo) => {
    const {content} = getComputedStyle(element, pseudo);
    return /\p{L}/u.test(content) && content.startsWith('"');
  };
  for (const [trigger, content, pseudo] of pairs()) {
    const matches = tried(() => [...document.querySelectorAll(content)].slice(0, MOST_MATCHES), []);
    for (const match of matches) {
      const isHidden = pseudo ? true : !sight.sees(match) && (match.textContent.trim() || match.querySelector("a, button, input, img"));
      if (isHidden) tried(() => note(nearest(match, trigger), pseudo, false));
    }
  }
  for (const element of sitepatrol.all()) {
    const box = sitepatrol.events(element) & HOVER ? element.getBoundingClientRect() : null;
    if (box && box.width * box.height < innerWidth * innerHeight / 2) note(element, "", true);
  }

  const words = element => (element.innerText ?? element.textContent).replace(/\s+/g, " ").trim();
  const found = [...triggers].map(([element, how]) => ({element, ...how}));
  const CONTROLS = "a[href], button, input, select, textarea, [role=menuitem], [role=button], [role=link], [tabindex]";

  const COMPOSITES = "[role=menu], [role=menubar], [role=tree], [role=grid], [role=listbox], [role=tablist]";

  // A point of the element that is the element's own, for the pointer.
  const point = element => {
    for (const {left, top, width, height} of element.getClientRects()) {
      for (const across of [0.5, 0.2, 0.8]) {
        const x = left + width * across, y = top + height / 2;
        const hit = element.getRootNode().elementFromPoint(x, y);
        if (hit && element.contains(hit)) return [x, y];
      }
    }
    return null;
  };

  const pseudoLook = one => {
    const {content, opacity, visibility, display} = getComputedStyle(one.element, one.pseudo);
    return [content, visibility, display, opacity === "0"].join();
  };
  const isShown = one => {
    sitepatrol.hurry();
    if (one.isDrawn) return pseudoLook(one) === one.pointedLook;
    const sight = new sitepatrol.Sight();
    // A script may make it anew each time.
    return one.appeared.some(element => sight.sees(element))
      || sitepatrol.news(one.before).roots.some(root => words(root) && words(root) === words(one.roots[0]));
  };
  const isRepeated = one => {
    const links = one.roots.flatMap(root => [...(root.matches("a[href]") ? [root] : []), ...root.querySelectorAll("a[href]")]);
    if (links.length) {
      const known = new Set([...one.before.shown.keys()].map(element => element.closest("a[href]")?.href));
      return links.every(link => known.has(link.href));
    }
    return [...one.before.shown.values()].join(" ").includes(one.roots.map(words).join(" "));
  };
  const covers = one => {
    const boxes = one.roots.map(root => root.getBoundingClientRect());
    return [...one.before.shown].some(([element, said]) => {
      if (!said || one.element.contains(element)) return false;
      const range = document.createRange();
      range.selectNodeContents(element);
      const own = range.getBoundingClientRect();
      return boxes.some(box => {
        const width = Math.min(box.right, own.right) - Math.max(box.left, own.left);
        const height = Math.min(box.bottom, own.bottom) - Math.max(box.top, own.top);
        return width > 0 && height > 0 && width * height > 0.3 * own.width * own.height;
      });
    });
  };

  sitepatrol.hover = {
    begin(at) {
      const one = found[at];
      sitepatrol.active()?.blur();
      sitepatrol.hurry();
      one.element.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
      one.before = sitepatrol.view();
      one.restLook = one.pseudo && pseudoLook(one);
      return {point: point(one.element), isListening: one.isListening};
    },
    // What is there now that was not, in words or controls.
    pointed(at) {
      const one = found[at];
      sitepatrol.hurry();
      const {appeared, roots} = sitepatrol.news(one.before);
      Object.assign(one, {appeared: appeared.slice(0, 10), roots: roots.slice(0, 3), isDrawn: false});
      if (!roots.length && one.pseudo) {
        one.pointedLook = pseudoLook(one);
        one.isDrawn = one.pointedLook !== one.restLook && speaks(one.element, one.pseudo);
        const {content, opacity, visibility, display} = getComputedStyle(one.element, one.pseudo);
        if (opacity === "0" || visibility === "hidden" || display === "none") one.isDrawn = false;
        one.drawn = content.slice(1, -1);
      }
      if (!roots.length && !one.isDrawn) return null;
      const root = roots[0] ?? one.element;
      one.told = {
        trigger: sitepatrol.spot(one.element),
        content: sitepatrol.spot(root),
        words: (one.isDrawn ? one.drawn : one.roots.map(words).join(" ")).slice(0, 200),
        hasControls: !one.isDrawn && one.roots.some(root => root.matches(CONTROLS) || root.querySelector(CONTROLS)),
        isRepeated: one.isDrawn ? [...one.before.shown.values()].some(said => said.includes(one.drawn)) : isRepeated(one),
        covers: !one.isDrawn && covers(one),
        isDrawn: one.isDrawn,
        // There arrow keys in an order of their own may lead to it.
        isInComposite: Boolean(one.element.closest(COMPOSITES) ?? one.element.querySelector(COMPOSITES)),
      };
      return one.told;
    },
    isShown: at => isShown(found[at]),
    // The way from what was pointed at onto what appeared: over the gap between them, if there is one.
    way(at) {
      const {element, roots} = found[at], from = element.getBoundingClientRect(), to = roots[0].getBoundingClientRect();
      const x = (Math.max(to.left, 0) + Math.min(to.right, innerWidth)) / 2, y = (Math.max(to.top, 0) + Math.min(to.bottom, innerHeight)) / 2;
      const gaps = [
        [to.top - from.bottom, [Math.min(Math.max(x, from.left + 1), from.right - 1), (from.bottom + to.top) / 2]],
        [from.top - to.bottom, [Math.min(Math.max(x, from.left + 1), from.right - 1), (from.top + to.bottom) / 2]],
        [to.left - from.right, [(from.right + to.left) / 2, Math.min(Math.max(y, from.top + 1), from.bottom - 1)]],
        [from.left - to.right, [(from.left + to.right) / 2, Math.min(Math.max(y, from.top + 1), from.bottom - 1)]],
      ].filter(([gap]) => gap >= 3).map(([, point]) => point);
      return [...gaps.slice(0, 1), [x, y]];
    },
    // What the keyboard may try: what was pointed at, what is in it and around it, what it revealed, and what is beside.
    keys(at) {
      const {element, roots} = found[at], all = sitepatrol.tabbables();
      const near = [element, ...roots, element.previousElementSibling, element.nextElementSibling].filter(Boolean);
      const ordered = near.flatMap(part => all.filter(one => part.contains(one)));
      found[at].keys = [...new Set([...all.filter(one => one.contains(element)), ...ordered])].slice(0, 4);
      return found[at].keys.map(one => !one.matches("a[href]") || one.protocol === "javascript:" || one.getAttribute("href").startsWith("#")
        || one.matches("[aria-haspopup], [aria-expanded], [role=button]"));
    },
    focus(at, key) { sitepatrol.active()?.blur(); found[at].keys[key].focus(); },
    end() { sitepatrol.active()?.blur(); sitepatrol.led(); },
  };
  return found.length;
}
