// The page with its words doubled, then further apart; then as the window shows it that the probe makes smaller.
(phase) => {
  const SPACED = `
    & { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p& { margin-bottom: 2em !important; }`;

  const space = () => sitepatrol.adopt(SPACED);

  const double = () => {
    const sizes = new Map();
    for (const node of sitepatrol.tried.before.words.keys()) {
      const {fontSize, lineHeight} = getComputedStyle(node.parentElement);
      sizes.set(node.parentElement, [parseFloat(fontSize), parseFloat(lineHeight)]);
    }
    const styles = [...sizes.keys()].map(element => [element, element.getAttribute("style")]);
    for (const [element, [size, line]] of sizes) {
      element.style.setProperty("font-size", `${2 * size}px`, "important");
      if (line) element.style.setProperty("line-height", `${2 * line}px`, "important");
    }
    return () => {
      for (const [element, style] of styles) style === null ? element.removeAttribute("style") : element.setAttribute("style", style);
    };
  };

  // What scripts set right within a moment is no loss.
  const seenWith = async change => {
    const {before} = sitepatrol.tried, undo = change();
    try {
      const now = sitepatrol.look();
      if (!sitepatrol.losses(before, now, before).length) return now;
      await new Promise(done => setTimeout(done, 100));
      return sitepatrol.look();
    } finally {
      undo();
    }
  };

  // Words that are no larger in their own pixels when the window has only that share of its width.
  const unscaled = (share, among) => among.filter(node => {
    const {before, now} = sitepatrol.tried, size = now.words.get(node)?.size;
    return size && Math.abs(size / before.words.get(node).size - share) < 0.02;
  });

  const PHASES = {
    async restyled() {
      const tried = sitepatrol.tried = {before: sitepatrol.look(), move: sitepatrol.still()};
      tried.doubled = await seenWith(double);
      tried.spaced = await seenWith(space);
    },
    halved() {
      const {tried} = sitepatrol;
      tried.zoomed = tried.now = sitepatrol.look();
      tried.unscaled = unscaled(1 / 2, [...tried.before.words.keys()]);
      return tried.unscaled.length;
    },
    quartered() {
      const {tried} = sitepatrol;
      tried.now = sitepatrol.look();
      tried.unscaled = unscaled(1 / 4, tried.unscaled);
    },
    restored() {
      const {before, doubled, zoomed, spaced, unscaled, move} = sitepatrol.tried, after = sitepatrol.look();
      move();
      delete sitepatrol.tried;
      const elements = new Set(unscaled.map(node => node.parentElement));
      return {
        doubled: sitepatrol.losses(before, doubled, after),
        zoomed: sitepatrol.losses(before, zoomed, after),
        spaced: sitepatrol.losses(before, spaced, after),
        unscaled: [...elements].slice(0, 20).map(sitepatrol.spot),
      };
    },
  };
  return PHASES[phase]();
}
