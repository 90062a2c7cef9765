// How words stand out that axe-core could not judge, by pictures: as they are, without them, with them black, with them white.
(phase, ...asked) => {
  const MOST = 40, NOISE = 6, FEWEST = 4, SAME = 24, COVERED = 100, NARROWEST = 8;
  const WORD = /[\p{L}\p{N}]/u;

  const linesOf = element => {
    if (/^(input|textarea|select)$/.test(element.localName)) return [element.getBoundingClientRect()];
    return [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim()).flatMap(node => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].filter(({width, height}) => width > 1 && height > 1);
    });
  };

  const {inWindow, around, drawn, luminance, lightOf, ratio, distance, parsed, mixed, hex, isLarge} = sitepatrol.colours;

  // For each letter's width of a line, the pixels that its letters cover, the most covered in front. Null where something
  // changes that is no letter.
  const letters = (line, size, [left, top, width], [shown, hidden, black, white]) => {
    const found = [], [from, upper, to, lower] = inWindow(line);
    for (let start = from; start < to; start += size) {
      const pixels = [];
      let most = COVERED;
      for (let y = upper - top; y < lower - top; y++) {
        for (let x = start - left; x < Math.min(start + size, to) - left; x++) {
          const at = 4 * (y * width + x), covered = distance(black, at, white, at);
          if (covered <= NOISE && distance(shown, at, hidden, at) > NOISE) return null;
          if (covered <= COVERED) continue;
          covered > most ? pixels.unshift(at) : pixels.push(at);
          most = Math.max(most, covered);
        }
      }
      if (pixels.length >= FEWEST) found.push(pixels);
    }
    return found;
  };

  const isEmptyField = element => element.matches(":placeholder-shown");
  const styleOf = element => getComputedStyle(element, isEmptyField(element) ? "::placeholder" : null);
  const saidBy = element => isEmptyField(element) ? element.placeholder : element.value ?? element.textContent;

  const opacity = element => {
    let whole = 1;
    for (let at = element; at; at = at.parentElement) whole *= Number(getComputedStyle(at).opacity);
    return whole;
  };

  const measured = ({element, target}, box, pictures) => {
    const style = styleOf(element), size = parseFloat(style.fontSize), [shown, hidden, black, white] = pictures;
    const lines = linesOf(element).map(line => letters(line, Math.max(NARROWEST, Math.round(size)), box, pictures));
    if (lines.includes(null) || !lines.flat().length) return null;
    const cells = lines.flat(), covered = at => distance(black, at, white, at) / 255;
    const [fullest] = cells.reduce((one, other) => covered(other[0]) > covered(one[0]) ? other : one);
    // Filters and blending give letters another colour than they are filled with: then it is the fullest pixel's at best.
    const filled = parsed(style.webkitTextFillColor);
    const isKnown = filled && distance(mixed(filled, covered(fullest) * filled[3], hidden, fullest), 0, shown, fullest) <= SAME;
    const colour = isKnown ? filled : [...shown.slice(fullest, fullest + 3)], share = isKnown ? filled[3] * opacity(element) : 1;
    const light = at => lightOf(mixed(colour, share, hidden, at));
    const needed = isLarge(size, style.fontWeight) ? 3 : 4.5, isBelow = value => value < needed;
    const ratios = cells.map(pixels => pixels.map(at => ratio(light(at), luminance(hidden, at)))), all = ratios.flat();
    return {
      spot: sitepatrol.spot(element), target, needed, isCertain: Boolean(isKnown) && WORD.test(saidBy(element)),
      colour: hex(mixed(colour, share, hidden, fullest)),
      lowest: all.reduce((one, other) => Math.min(one, other)), highest: all.reduce((one, other) => Math.max(one, other)),
      below: all.filter(isBelow).length / all.length,
      illegible: ratios.filter(letter => letter.every(isBelow)).length / ratios.length,
    };
  };

  // Words in empty fields, of which axe-core does not speak, where a first reckoning finds them faint.
  const placeholders = known => [...document.querySelectorAll("input:placeholder-shown:enabled, textarea:placeholder-shown:enabled")]
    .filter(element => !known.has(element) && element.placeholder.trim() && element.checkVisibility({opacityProperty: true, visibilityProperty: true}))
    .filter(element => {
      const style = styleOf(element), ground = parsed(getComputedStyle(element).backgroundColor), ink = parsed(style.webkitTextFillColor);
      if (!ink || ground?.[3] !== 1) return true;
      const shade = mixed(ink, ink[3] * Number(style.opacity), ground, 0);
      return ratio(lightOf(shade), luminance(ground, 0)) < (isLarge(parseFloat(style.fontSize), style.fontWeight) ? 3 : 4.5);
    }).map(element => ({element, target: ""}));

  const PHASES = {
    // How many screens are to be seen.
    async found() {
      const doubts = (await sitepatrol.doubtful()).filter(({element}) => element.isConnected);
      const nodes = [...doubts, ...placeholders(new Set(doubts.map(({element}) => element)))].slice(0, MOST);
      const screens = sitepatrol.colours.screens(nodes, ({element}) => linesOf(element));
      sitepatrol.tried = {place: [scrollX, scrollY], screens, move: sitepatrol.still()};
      return sitepatrol.tried.screens.length;
    },
    // The part of the page that is to be shot.
    shown: number => sitepatrol.colours.bring(sitepatrol.tried.screens[number]),
    filled(colour) {
      sitepatrol.tried.fill?.();
      sitepatrol.tried.fill = sitepatrol.adopt(`& { -webkit-text-fill-color: ${colour} !important; }`);
    },
    unfilled() { sitepatrol.tried.fill(); },
    async measured(number, ...images) {
      const {nodes, box} = sitepatrol.tried.screens[number], pictures = await Promise.all(images.map(drawn));
      return nodes.map(node => measured(node, box, pictures)).filter(Boolean);
    },
    restored() {
      const {place: [left, top], move} = sitepatrol.tried;
      move();
      scrollTo({left, top, behavior: "instant"});
      delete sitepatrol.tried;
    },
  };
  return PHASES[phase](...asked);
}
