// `sitepatrol.losses(before, now, after)`: what a change of sizes takes away of the words and controls, by three looks at the
// page, of which the change is in `now` alone. What was cut before, or is not as before afterwards, does not count.
{
  const MOST_LOSSES = 20, BAND = 50;
  // Parts that show one piece after another: what stands outside of them comes by itself, or by an arrow.
  const IN_TURN = ["carousel", "slide", "slick", "swiper", "owl", "splide", "flickity", "glide", "marquee", "ticker"]
    .map(name => `[class*=${name} i]`).join();
  const FURNITURE = "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo]";
  const CONTROLS = "a, button, summary, label, [role=button], [role=link], [role=tab]";

  const squeezed = text => text.replace(/\s+/g, " ").trim();
  const isWhole = seen => seen?.lines.length > 0 && !seen.cuts.length;

  const isFound = seen => seen?.lines.length > 0 || seen?.isBeyond;

  const elides = ({box, axis}) => {
    const {textOverflow, webkitLineClamp} = getComputedStyle(box);
    return axis === "x" ? textOverflow !== "clip" : webkitLineClamp !== "none";
  };

  const saysElsewhere = (element, words) =>
    [element.closest("[title]")?.title, element.closest("[aria-label]")?.getAttribute("aria-label")]
      .some(said => said && squeezed(said).includes(words));

  // How a text is cut by a box that cut nothing before; undefined where it is not.
  const cutting = (before, now, after, seen) => {
    const root = document.documentElement;
    for (const cut of seen.cuts) {
      const {box, axis} = cut;
      const isOften = box !== root && (before.cutters[axis].has(box) || after.cutters[axis].has(box));
      if (isOften || box.closest(IN_TURN) || (box === root && cut.isWhole)) continue;
      const isAway = cut.isWhole && !seen.lines.length;
      if (isAway && (axis === "x" || !now.showers.has(box))) continue;
      return {how: elides(cut) ? "elided" : "cut", by: box, pixels: cut.pixels};
    }
  };

  const cuts = function* (before, now, after) {
    for (const [node, was] of before.words) {
      const seen = now.words.get(node);
      if (!seen || !isWhole(was) || !isWhole(after.words.get(node))) continue;
      const found = cutting(before, now, after, seen);
      if (found && !(found.how === "elided" && saysElsewhere(node.parentElement, squeezed(node.nodeValue)))) {
        yield {...found, element: node.parentElement};
      }
    }
  };

  // The part of a line that its letters fill.
  const inked = ({left, right, top, bottom}, size) =>
    ({left, right, top: (top + bottom) / 2 - size * 0.4, bottom: (top + bottom) / 2 + size * 0.4});

  const shared = (one, other) => ({
    across: Math.min(one.right, other.right) - Math.max(one.left, other.left),
    down: Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
  });

  // By how many pixels two texts lie on each other; 0 where both can be read.
  const overlap = (one, other) => {
    if (!one || !other) return 0;
    const size = Math.min(one.size, other.size);
    for (const line of one.lines) {
      for (const another of other.lines) {
        const {across, down} = shared(inked(line, one.size), inked(another, other.size));
        if (across > size * 0.5 && down > size * 0.3) return down;
      }
    }
    return 0;
  };

  const overlays = function* (before, now, after) {
    const bands = new Map();
    for (const [node, seen] of now.words) {
      const element = node.parentElement;
      if (seen.isPinned || !isWhole(before.words.get(node)) || !isWhole(after.words.get(node)) || element.closest(IN_TURN)) continue;
      const near = new Set();
      for (const {top, bottom} of seen.lines) {
        for (let band = Math.floor(top / BAND); band <= bottom / BAND; band++) {
          if (!bands.has(band)) bands.set(band, new Set());
          for (const other of bands.get(band)) near.add(other);
          bands.get(band).add(node);
        }
      }
      near.delete(node);
      for (const other of near) {
        if (other.parentElement === element) continue;
        const pixels = overlap(seen, now.words.get(other));
        const isOld = pixels && [before, after].some(({words}) => overlap(words.get(node), words.get(other)));
        if (pixels && !isOld) yield {how: "overlaid", element: other.parentElement, by: element, pixels};
      }
    }
  };

  const gone = function* (before, now, after) {
    const isAway = (kind, one) => before[kind].has(one) && after[kind].has(one);
    const names = new Set(now.controls.values());
    // A button that came instead opens what went.
    const hasOpener = [...now.controls.keys()].some(control => !before.controls.has(control));
    for (const [control, name] of hasOpener ? [] : before.controls) {
      if (isAway("controls", control) && !now.controls.has(control) && !names.has(name)) {
        yield {how: "gone", element: control, by: control, pixels: 0};
      }
    }
    const said = squeezed([...now.words].filter(([, {lines}]) => lines.length).map(([node]) => node.nodeValue).join(" "));
    for (const [node, was] of before.words) {
      const element = node.parentElement, words = squeezed(node.nodeValue);
      if (!isWhole(was) || !isWhole(after.words.get(node)) || isFound(now.words.get(node))) continue;
      if (words.length < 2 || element.closest(CONTROLS) || element.closest(IN_TURN) || said.includes(words)) continue;
      if (!(hasOpener && element.closest(FURNITURE))) yield {how: "gone", element, by: element, pixels: 0};
    }
  };

  sitepatrol.losses = (before, now, after) => {
    const found = [], known = new Set();
    for (const one of [cuts, overlays, gone]) {
      for (const {how, element, by, pixels} of one(before, now, after)) {
        if (known.has(by) || found.length >= MOST_LOSSES) continue;
        known.add(by);
        found.push({how, spot: sitepatrol.spot(element), by: sitepatrol.selector(by), pixels: Math.round(pixels)});
      }
    }
    return found;
  };
}
