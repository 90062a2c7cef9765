// For probes: what a page shows, and what it does when something is done to it. Runs in our own world, after `world.js`.
{
  const CLIPPED_AWAY = /^(inset\((50|100)%|circle\(0|polygon\(0(px|%)? 0(px|%)?, 0(px|%)? 0)/;
  const FOCUSABLE = "a[href], area[href], button, input, select, textarea, iframe, summary, [tabindex], "
    + "audio[controls], video[controls], [contenteditable]";
  const PAINTED = new Set("img svg canvas video input select textarea button iframe object embed".split(" "));
  const MOST_ELEMENTS = 20000;
  const NOTHING = [0, 0, 0, 0];

  const above = element => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;

  // Every element, open shadow roots inside.
  const all = function* (root = document.body) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let count = 0; walker.nextNode() && count < MOST_ELEMENTS; count++) {
      yield walker.currentNode;
      if (walker.currentNode.shadowRoot) yield* all(walker.currentNode.shadowRoot);
    }
  };

  // Whether eyes can find an element in the page as it stands, which must not change while one Sight is in use.
  class Sight {
    constructor() {
      this.clips = new Map();
      const root = document.documentElement, isWide = getComputedStyle(root).overflowX !== "hidden"
        && getComputedStyle(document.body).overflowX !== "hidden";
      this.page = [-scrollX, -scrollY, (isWide ? root.scrollWidth : root.clientWidth) - scrollX, Infinity];
    }

    sees(element) {
      if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
      const [left, top, right, bottom] = this.part(element);
      return right - left >= 2 && bottom - top >= 2;
    }

    // [left, top, right, bottom] of what of its box is left by its ancestors, in the window.
    part(element) {
      return within(this.clip(element), element.getBoundingClientRect());
    }

    clip(element) {
      if (!element || element === document.body || element === document.documentElement) return this.page;
      if (!this.clips.has(element)) this.clips.set(element, this.clipBy(element));
      return this.clips.get(element);
    }

    clipBy(element) {
      const style = getComputedStyle(element);
      if (CLIPPED_AWAY.test(style.clipPath)) return NOTHING;
      const around = style.position === "fixed" ? this.page
        : this.clip(style.position === "absolute" ? element.offsetParent : above(element));
      const overflow = style.overflowX + style.overflowY;
      if (/hidden|clip/.test(overflow)) return within(around, element.getBoundingClientRect());
      if (/auto|scroll/.test(overflow) && (element.clientWidth < 2 || element.clientHeight < 2)) return NOTHING;
      return around;
    }
  }

  const within = ([left, top, right, bottom], box) =>
    [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];

  const ownWords = element => {
    let words = "";
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) words += node.nodeValue;
    }
    return words.replace(/\s+/g, " ").trim();
  };

  Object.assign(sitepatrol, {
    all,
    above,
    Sight,

    // The element with the focus, open shadow roots inside; null where it is the page's own.
    active() {
      let found = document.activeElement;
      while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
      return found === document.body || found === document.documentElement ? null : found;
    },

    // What the Tab key can reach, in the order of the tree.
    tabbables(root = document.body) {
      return [...all(root)].filter(element => element.matches(FOCUSABLE)
        && (element.tabIndex >= 0 || (element.isContentEditable && !element.hasAttribute("tabindex")))
        && !element.matches(":disabled, [type=hidden], [contenteditable=false]") && !element.closest("[inert]")
        && (element.localName === "area" || element.checkVisibility({visibilityProperty: true})));
    },

    hasCaret: element => element.isContentEditable || element.localName === "textarea" || (element.localName === "input"
      && !/^(button|checkbox|color|file|image|radio|range|reset|submit)$/.test(element.type)),

    // What of the page can be seen: the words of each element, and which elements hold such.
    view() {
      const sight = new Sight(), shown = new Map(), holders = new Set();
      for (const element of all()) {
        const words = ownWords(element);
        if (!(words || PAINTED.has(element.localName)) || !sight.sees(element)) continue;
        shown.set(element, words);
        for (let at = element; at && !holders.has(at); at = above(at)) holders.add(at);
      }
      return {shown, holders};
    },

    // What can be seen now and could not before: elements with words or pictures, and the largest parts made of such
    // alone; what is gone, and whose words are others. What only moved from one element to another is neither.
    news(before) {
      const now = sitepatrol.view(), gone = new Set();
      for (const [element, words] of before.shown) if (words && now.shown.get(element) !== words) gone.add(words);
      const isNew = ([element, words]) => !before.shown.has(element) && !gone.has(words);
      const appeared = [...now.shown].filter(isNew).map(([element]) => element);
      const roots = new Set(appeared.map(element => {
        while (above(element) && !before.holders.has(above(element)) && above(element) !== document.body) element = above(element);
        return element;
      }));
      const stays = new Set(now.shown.values());
      const vanished = [...before.shown].filter(([element, words]) => !now.shown.has(element) && !(words && stays.has(words)));
      const changed = [...now.shown].filter(([element, words]) => words && (before.shown.get(element) ?? words) !== words);
      const elements = found => found.map(([element]) => element);
      return {appeared, roots: [...roots], vanished: elements(vanished), changed: elements(changed)};
    },

    // Transitions come to their end at once.
    hurry() {
      for (const animation of document.getAnimations()) {
        if (animation instanceof CSSTransition) try { animation.finish(); } catch { /* it was replaced meanwhile */ }
      }
    },
  });

  // What scripts listen to, as `hearing.py` tells it: `Events` of an element, and of all around it.
  let heard = new Map(), heardByAll = 0;
  sitepatrol.hear = ([events, ...said]) => {
    const elements = document.getElementsByTagName("*");
    heardByAll = events;
    heard = new Map();
    for (let at = 0; at + 1 < said.length; at += 2) heard.set(elements[said[at]], said[at + 1]);
  };
  sitepatrol.events = element => heard.get(element) ?? 0;
  sitepatrol.eventsAnywhere = () => [...heard.values()].reduce((found, events) => found | events, heardByAll);
  sitepatrol.eventsAround = element => {
    let found = heardByAll;
    for (let at = element; at; at = above(at)) found |= heard.get(at) ?? 0;
    return found;
  };

  // Where the page wanted to go since this was asked last, once it is kept from going anywhere.
  const led = [];
  sitepatrol.led = () => led.splice(0);

  // Keeps the page where it is, and tells what it is made of: twice the same where nothing was changed.
  let isKept = false;
  sitepatrol.keep = () => {
    if (!isKept) {
      isKept = true;
      globalThis.navigation?.addEventListener("navigate", event => {
        if (event.destination.sameDocument) return;
        led.push(event.destination.url.slice(0, 500));
        if (event.cancelable) event.preventDefault();
      });
      addEventListener("sitepatrol-opened", () => led.push("about:blank"));
    }
    const fields = [...document.querySelectorAll("input, select, textarea")].map(field => [field.value, field.checked]);
    const whole = document.documentElement.outerHTML + JSON.stringify(fields) + location.href;
    let sum = 0;
    for (let at = 0; at < whole.length; at++) sum = (Math.imul(sum, 31) + whole.charCodeAt(at)) | 0;
    return sum;
  };
}
