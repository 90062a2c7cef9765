// `sitepatrol.look()`: the words and controls of the page as eyes find them, and what hides parts of them.
{
  const MOST = 3000;
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=tab]";
  const SILENT = "script, style, noscript, template, option, svg, marquee, [aria-hidden=true]";

  const squeezed = text => text.replace(/\s+/g, " ").trim();
  const isShown = element => element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const called = element => squeezed(element.getAttribute("aria-label") || element.textContent || element.title || element.value
    || element.placeholder || element.querySelector("img[alt]")?.alt || element.getAttribute("href") || element.id || "");

  class Look {
    words = new Map(); // text node -> lines as far as they are seen, the edges that cut them, and whether some are to be scrolled to
    controls = new Map(); // element -> what it is called
    cutters = {x: new Set(), y: new Set()}; // boxes that hide some words
    showers = new Set(); // boxes that could hide words, and show some
    #styles = new Map();
    #surroundings = new Map();

    constructor() {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && this.words.size < MOST) this.#read(walker.currentNode);
      for (const element of [...document.querySelectorAll(CONTROLS)].slice(0, MOST)) {
        const box = element.getBoundingClientRect();
        if (box.width > 1 && box.height > 1 && isShown(element)) this.controls.set(element, called(element));
      }
    }

    style(element) {
      if (!this.#styles.has(element)) this.#styles.set(element, getComputedStyle(element));
      return this.#styles.get(element);
    }

    // What the boxes around an element leave of its own box to be seen; undefined where nothing is.
    part(element) {
      if (!isShown(element)) return undefined;
      const seen = {size: 0, lines: [], cuts: []};
      this.#cut(element.getBoundingClientRect(), this.#around(element.parentElement).edges, seen);
      return seen.lines.find(({left, right, top, bottom}) => right - left > 1 && bottom - top > 1);
    }

    #read(node) {
      const element = node.parentElement;
      if (!node.nodeValue.trim() || element.closest(SILENT) || !isShown(element)) return;
      const {fontSize, writingMode} = this.style(element), {edges, isPinned} = this.#around(element);
      if (!writingMode.startsWith("horizontal")) return;
      const seen = {size: parseFloat(fontSize), lines: [], cuts: [], isPinned, isBeyond: false};
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) if (line.width > 1 && line.height > 1) this.#cut(line, edges, seen);
      if (seen.lines.length || seen.cuts.length || seen.isBeyond) this.words.set(node, seen);
    }

    #cut({left, right, top, bottom}, edges, seen) {
      const rest = {left, right, top, bottom};
      for (const {box, axis, low, high, from, to, scrolls} of edges) {
        const pixels = Math.max(from - rest[low], rest[high] - to);
        rest[low] = Math.max(rest[low], from);
        rest[high] = Math.min(rest[high], to);
        const isWhole = rest[high] - rest[low] < 1;
        if (scrolls) {
          seen.isBeyond ||= isWhole;
          if (isWhole) return;
          continue;
        }
        if (!isWhole && pixels <= Math.max(3, seen.size * 0.3)) continue;
        seen.cuts.push({box, axis, pixels, isWhole});
        this.cutters[axis].add(box);
        if (isWhole) return;
      }
      seen.lines.push(rest);
      for (const {box} of edges) this.showers.add(box);
    }

    // The edges beyond which content of an element is hidden, the nearest first, and whether it stays when the page scrolls.
    #around(element) {
      if (!this.#surroundings.has(element)) this.#surroundings.set(element, this.#surrounding(element));
      return this.#surroundings.get(element);
    }

    #surrounding(element) {
      const root = document.documentElement, {overflowX, overflowY, display, position} = this.style(element);
      if (element === root) return {edges: this.#window(), isPinned: false};
      const isPinned = position === "fixed" || position === "sticky";
      let {edges, isPinned: isWithin} = position === "fixed" ? {edges: []} : this.#around(this.#holder(element, position));
      const isOfWindow = element === document.body && this.style(root).overflow === "visible";
      if (!isOfWindow && display !== "inline" && display !== "contents") {
        const box = element.getBoundingClientRect();
        const across = {axis: "x", low: "left", high: "right", from: box.left + element.clientLeft, long: element.clientWidth};
        const down = {axis: "y", low: "top", high: "bottom", from: box.top + element.clientTop, long: element.clientHeight};
        for (const [overflow, {long, ...edge}] of [[overflowX, across], [overflowY, down]]) {
          if (overflow === "visible") continue;
          // What is beyond the edge of a box that scrolls can be reached, and no box further out hides it.
          const scrolls = overflow === "auto" || overflow === "scroll";
          if (scrolls) edges = edges.filter(({axis}) => axis !== edge.axis);
          edges = [{...edge, box: element, to: edge.from + long, scrolls}, ...edges];
        }
      }
      return {edges, isPinned: isPinned || isWithin};
    }

    #holder(element, position) {
      let at = element.parentElement;
      if (position !== "absolute") return at;
      const isHolder = ({position, transform}) => position !== "static" || transform !== "none";
      while (at !== document.documentElement && !isHolder(this.style(at))) at = at.parentElement;
      return at;
    }

    #window() {
      const root = document.documentElement, own = this.style(root);
      const {overflowX, overflowY} = own.overflow === "visible" ? this.style(document.body) : own;
      const edges = [];
      if (overflowX === "hidden" || overflowX === "clip") edges.push({box: root, axis: "x", low: "left", high: "right", from: 0, to: innerWidth});
      if (overflowY === "hidden" || overflowY === "clip") edges.push({box: root, axis: "y", low: "top", high: "bottom", from: 0, to: innerHeight});
      return edges;
    }
  }

  sitepatrol.look = () => new Look();
}
