(most) => {
  const HEARD = {click: 1, press: 2, key: 16};
  const STATES = ["aria-expanded", "aria-pressed", "aria-checked", "aria-selected", "aria-current"];
  const STATEFUL = "[aria-expanded], [aria-haspopup], [aria-pressed], [aria-controls], [popovertarget], [commandfor]";
  const NATIVE = "a[href], area[href], button, input, select, textarea, summary, option, iframe, audio, video, object, embed";
  const ROLES = new Set(("button link checkbox switch radio tab menuitem menuitemcheckbox menuitemradio option treeitem "
    + "combobox").split(" "));
  const COMPOSITES = "[role=menu], [role=menubar], [role=listbox], [role=tree], [role=grid], [role=tablist], "
    + "[role=radiogroup], [role=toolbar], [role=combobox]";
  const CONTROLS = "a[href], button, input, select, textarea, [role=button], [role=link], [role=menuitem], [tabindex]";
  const LIVE = "[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log], [role=progressbar], "
    + "[role=timer], [role=marquee], output";
  // What may change something for good, or leaves the page.
  const LEFT_ALONE = new RegExp("\\b(?:log ?-?out|sign ?-?out|delete|remove|pay|buy|checkout|submit|send|vote|like|"
    + "subscribe|unsubscribe|download|print|upload|save)\\b|登出|刪除|移除|付款|購買|結帳|送出|提交|投票|按讚|訂閱|下載|列印|上傳|儲存", "i");
  const LOOK = ["background-color", "background-image", "background-position", "color", "border-top-color",
    "border-bottom-color", "opacity", "transform", "font-weight", "text-decoration-line", "fill", "left"];
  const MOST_ALIKE = 2, MOST_WORDS = 200;

  const sight = new sitepatrol.Sight(), tabbables = new Set(sitepatrol.tabbables());
  const holders = new Set();
  for (const tabbable of tabbables) {
    for (let at = sitepatrol.above(tabbable); at && !holders.has(at); at = sitepatrol.above(at)) holders.add(at);
  }
  const roleOf = element => (element.getAttribute("role") ?? "").trim().toLowerCase().split(/\s+/)[0];

  // Whether a link leads on, rather than that a script does something.
  const leads = link => link.matches("a[href], area[href]") && link.protocol !== "javascript:"
    && !(link.getAttribute("href").startsWith("#")
      && (link.hash.length < 2 || sitepatrol.events(link) & HEARD.click || link.matches("[data-toggle], [data-bs-toggle]")));

  const isPlainTarget = element => {
    if (holders.has(element) || element.closest(`${NATIVE}, label, [contenteditable], canvas, [role=application]`)) return false;
    if (/^(body|main|form|fieldset|svg|canvas)$/.test(element.localName)) return false;
    for (let at = sitepatrol.above(element); at; at = sitepatrol.above(at)) if (tabbables.has(at)) return false;
    const box = element.getBoundingClientRect();
    return box.width * box.height < innerWidth * innerHeight / 2;
  };
  const looksClickable = element => getComputedStyle(element).cursor === "pointer"
    && getComputedStyle(sitepatrol.above(element) ?? element).cursor !== "pointer";

  const isControl = element => {
    const around = sitepatrol.eventsAround(element), own = sitepatrol.events(element);
    const isInvoker = element.matches("[popovertarget], [commandfor], a[href^='javascript:']");
    if (!isInvoker && !(around & (HEARD.click | HEARD.press | HEARD.key))) return false;
    if (element.matches(STATEFUL) && element.matches(CONTROLS)) return !element.matches("input, select, textarea");
    if (element.matches("button, input[type=button]")) return !(element.type === "submit" && element.form);
    if (element.matches("a[href]")) return !leads(element);
    if (element.matches(NATIVE)) return false;
    if (ROLES.has(roleOf(element)) && !holders.has(element)) return true;
    return isPlainTarget(element) && Boolean(own & (HEARD.click | HEARD.press) || looksClickable(element));
  };

  const kinds = new Map(), found = [];
  for (const element of sitepatrol.all()) {
    if (found.length >= most) break;
    if (element.matches(":disabled, [aria-disabled=true]") || element.closest("[inert]") || !isControl(element)) continue;
    if (!sight.sees(element) || LEFT_ALONE.test(sitepatrol.words(element))) continue;
    const names = element.getAttributeNames().filter(name => !/^(id|href|style|title|value|name)$/.test(name)).join();
    const looks = [element.className, element.parentElement?.className].join("|");
    const kind = [element.localName, names, roleOf(element), looks].join("|"), count = kinds.get(kind) ?? 0;
    if (count >= (looks.length > 1 ? MOST_ALIKE : 2 * MOST_ALIKE)) continue;
    kinds.set(kind, count + 1);
    found.push({element, isPlain: !element.matches(NATIVE), statesAtFirst: STATES.map(name => element.getAttribute(name))});
  }

  // What changes by itself says nothing of what was done.
  const restless = new Set(), mutated = new Set();
  let isBegun = false, clicks = 0, isPrevented = false, isMoving = false;
  const note = records => records.forEach(({target, attributeName}) => {
    if (!isBegun) restless.add(target); else if (!restless.has(target)) mutated.add(target);
    isMoving ||= attributeName === "style" && mutated.has(target);
  });
  const observer = new MutationObserver(note);
  observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  const isRestless = element => {
    for (let at = element; at; at = sitepatrol.above(at)) if (restless.has(at) || [...at.childNodes].some(node => restless.has(node))) return true;
    return false;
  };
  addEventListener("click", () => clicks++, true);
  for (const type of ["keydown", "keypress", "keyup"]) addEventListener(type, event => { isPrevented ||= event.defaultPrevented; });

  const states = element => STATES.map(name => element.getAttribute(name));
  const look = element => [element, ...[...element.querySelectorAll("*")].slice(0, 6)].map(part =>
    [null, "::before", "::after"].map(pseudo => {
      const computed = getComputedStyle(part, pseudo);
      return pseudo && computed.content === "none" ? "" : computed.content + LOOK.map(name => computed.getPropertyValue(name)).join();
    }).join()).join();

  // A short message that appeared, and that nothing tells a screen reader of. What a tab or a disclosure shows is none.
  const message = (one, {roots, changed}) => !one.element.matches("[aria-controls], [aria-expanded], [role=tab]")
    && [...roots, ...changed].find(part => {
    const words = (part.innerText ?? "").trim();
    return words.length > 2 && words.length <= MOST_WORDS && !one.element.contains(part) && !part.contains(one.element)
      && !part.closest(LIVE) && !part.querySelector(LIVE) && !part.closest(CONTROLS) && !part.querySelector(CONTROLS)
      && !part.contains(sitepatrol.active()) && !part.closest("[role=dialog], [role=alertdialog], dialog, [role=tooltip]");
  });

  const point = element => {
    for (const {left, top, width, height} of element.getClientRects()) {
      const place = [left + width / 2, top + height / 2];
      const hit = element.getRootNode().elementFromPoint(...place);
      if (hit && (element.contains(hit) || hit.contains(element))) return place;
    }
    return null;
  };

  sitepatrol.operating = {
    begin(at, isByPointer) {
      const one = found[at], {element} = one;
      if (!element.isConnected || !new sitepatrol.Sight().sees(element)) return null;
      element.scrollIntoView({block: "nearest", behavior: "instant"});
      if (!isByPointer) element.focus();
      sitepatrol.hurry();
      isBegun = true;
      note(observer.takeRecords());
      sitepatrol.led();
      mutated.clear();
      clicks = 0;
      isPrevented = false;
      Object.assign(one, {before: sitepatrol.view(), states: states(element), look: look(element), words: sitepatrol.words(element)});
      return {
        point: point(element),
        isFocused: sitepatrol.active() === element,
        isLink: element.matches("a[href]"),
        hasPopup: element.matches("[aria-haspopup]") && element.getAttribute("aria-haspopup") !== "false",
      };
    },
    refocus(at, isByPointer) {
      if (!isByPointer) found[at].element.focus();
      note(observer.takeRecords());
      isMoving = false;
    },
    observe(at) {
      const one = found[at], {element} = one, active = sitepatrol.active();
      sitepatrol.hurry();
      note(observer.takeRecords());
      const news = sitepatrol.news(one.before);
      for (const name of ["roots", "changed", "vanished"]) news[name] = news[name].filter(part => !isRestless(part));
      const [led = ""] = sitepatrol.led(), now = states(element), said = message(one, news);
      one.roots = news.roots;
      one.ledTo ||= led;
      return {
        ledTo: one.ledTo ?? "",
        appeared: news.roots.length,
        vanished: news.vanished.length,
        changed: news.changed.length,
        states: STATES.flatMap((name, place) => now[place] === one.states[place] ? [] : [[name, one.states[place] ?? "", now[place] ?? ""]]),
        changesLook: look(element) !== one.look,
        changesWords: sitepatrol.words(element) !== one.words,
        movesFocus: Boolean(active) && active !== element,
        isNoticed: clicks > 0 || isPrevented || mutated.size > 0,
        message: said ? sitepatrol.spot(said) : null,
        content: news.roots.length ? sitepatrol.spot(news.roots[0]) : null,
        isDialog: sitepatrol.dialogs.find(news.roots, element),
      };
    },
    // Whether all is as it was before it was operated, or may still come to be.
    isBack(at) {
      const one = found[at];
      sitepatrol.hurry();
      note(observer.takeRecords());
      const {roots, vanished, changed} = sitepatrol.news(one.before);
      const isBack = [...roots, ...vanished, ...changed].every(isRestless) && look(one.element) === one.look;
      return {isBack, isMoving};
    },
    tell(at) {
      const {element, isPlain, ledTo, statesAtFirst} = found[at];
      const composite = element.closest(COMPOSITES);
      return {
        spot: sitepatrol.spot(element),
        role: roleOf(element),
        isPlain,
        isReachable: tabbables.has(element) || Boolean(composite && (tabbables.has(composite) || holders.has(composite))),
        states: statesAtFirst.flatMap((value, place) => value === null ? [] : [[STATES[place], value]]),
        isRepeated: Boolean(ledTo) && [...document.links].some(link => link.href === ledTo && new sitepatrol.Sight().sees(link)),
      };
    },
  };
  return found.length;
}
