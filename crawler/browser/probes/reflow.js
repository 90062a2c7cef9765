// The page in a narrow window: what reaches beyond it, what is lost there, and what stays in place and covers the rest.
(phase, width, most) => {
  // Parts that may need two dimensions to be understood: there sideways scrolling is allowed.
  const EXCEPTED = "table, pre, code, img, svg, video, canvas, iframe, object, embed, map, [role=img], [role=application], [role=toolbar], [role=grid]";
  const STEP = 8, MOST_LOOKED_AT = 4000;

  // A table that only lays out the page needs no two dimensions.
  const isLayout = element => element.localName === "table"
    && (/^(presentation|none)$/.test(element.getAttribute("role")) || element.querySelector("table, form, nav, main, h1, h2") !== null);

  const isExcepted = element => {
    for (let at = element.closest(EXCEPTED); at; at = at.parentElement?.closest(EXCEPTED)) if (!isLayout(at)) return true;
    return false;
  };

  // What the root, or else the body, says of overflow holds for the window.
  const hidesBeyond = () => {
    const [root, body] = [document.documentElement, document.body].map(element => getComputedStyle(element).overflowX);
    return /hidden|clip/.test(root === "visible" ? body : root);
  };

  const scrolls = element => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };

  const outside = scrollWidth => {
    const found = [], seen = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && found.length < most && seen.size < MOST_LOOKED_AT) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.nodeValue.trim() || seen.has(element)) continue;
      seen.add(element);
      if (isExcepted(element) || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const box = range.getBoundingClientRect();
      if (box.width > 1 && box.right + scrollX > width + 2 && box.left + scrollX < scrollWidth && !scrolls(element)) {
        found.push(sitepatrol.spot(element));
      }
    }
    return found;
  };

  const pinnedAround = element => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(at).position)) return at;
    }
    return null;
  };

  // The parts that stay where they are when the page is scrolled, with the share of the window's height that each covers.
  const pinned = () => {
    const place = [scrollX, scrollY], shares = new Map(), rows = Math.floor(innerHeight / STEP);
    scrollTo({top: place[1] + innerHeight, behavior: "instant"});
    for (let row = 0; row < rows; row++) {
      const part = pinnedAround(document.elementFromPoint(innerWidth / 2, (row + 0.5) * STEP));
      if (part) shares.set(part, (shares.get(part) ?? 0) + 1 / rows);
    }
    scrollTo({left: place[0], top: place[1], behavior: "instant"});
    return shares;
  };

  // In the window as wide as usual: others open and close with their buttons.
  const isBar = part => {
    const box = part.getBoundingClientRect();
    return box.width > innerWidth * 0.9 && box.height < innerHeight / 2 && !part.closest("dialog, [role=dialog], [aria-modal=true]");
  };

  const bars = shares => {
    const parts = [...shares].filter(([part]) => isBar(part)).sort((one, other) => other[1] - one[1]);
    return {
      covered: parts.reduce((sum, [, share]) => sum + share, 0),
      canClose: parts.some(([part]) => part.querySelector("button, input, [role=button], [class*=close i]")),
      pinned: parts.length ? sitepatrol.spot(parts[0][0]) : null,
    };
  };

  const PHASES = {
    before() { sitepatrol.tried = {before: sitepatrol.look()}; },
    narrowed() {
      const scrollWidth = hidesBeyond() ? width : document.scrollingElement.scrollWidth;
      Object.assign(sitepatrol.tried, {now: sitepatrol.look(), shares: pinned()});
      return {scrollWidth, outside: scrollWidth > width ? outside(scrollWidth) : []};
    },
    restored() {
      const {before, now, shares} = sitepatrol.tried;
      delete sitepatrol.tried;
      return {losses: sitepatrol.losses(before, now, sitepatrol.look()), ...bars(shares)};
    },
  };
  return PHASES[phase]();
}
