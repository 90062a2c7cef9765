// How controls stand out without words: the edges of fields, by their styles; icons, by pictures where styles leave a doubt.
(phase, ...asked) => {
  const FIELDS = "input:not([type]), input[type=text], input[type=search], input[type=email], input[type=tel], input[type=url], "
    + "input[type=password], input[type=number], input[type=date], textarea, select";
  const BUTTONS = "a[href], button, summary, [role=button]";
  const SHAPES = "path, circle, ellipse, rect, polygon, polyline, line, use";
  const MOST = 12, MOST_LOOKED_AT = 1000, NEEDED = 3, SMALLEST = 8, LARGEST = 64, EDGE = 2, WORD = /[\p{L}\p{N}]/u;

  const {around, drawn, groundOf, lightOf, ratio, parsed, mixed, hex} = sitepatrol.colours;
  const isUsable = element => element.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && !element.matches(":disabled, [aria-disabled=true], :read-only:not(a, button, summary, select, [role=button])");

  const alike = elements => {
    const looks = new Map();
    for (const element of elements) {
      const {color, backgroundColor, borderColor, borderWidth, boxShadow} = getComputedStyle(element);
      const look = [element.localName, element.getAttribute("class"), color, backgroundColor, borderColor, borderWidth, boxShadow].join();
      if (!looks.has(look)) looks.set(look, element);
    }
    return [...looks.values()];
  };

  // The best contrast that a field's edge has to what is on either side of it; null where its styles do not tell.
  const edge = element => {
    const style = getComputedStyle(element), outside = groundOf(element.parentElement), own = parsed(style.backgroundColor);
    const isPainted = style.boxShadow !== "none" || style.outlineStyle !== "none" || style.backgroundImage.includes("gradient");
    if (!outside || !own || isPainted) return null;
    const inside = mixed(own, own[3], outside), lights = [outside, inside].map(lightOf);
    const borders = ["Top", "Right", "Bottom", "Left"].filter(side => parseFloat(style[`border${side}Width`]) >= 1)
      .map(side => parsed(style[`border${side}Color`]));
    if (borders.includes(null)) return null;
    const ratios = [ratio(...lights), ...borders.flatMap(border => {
      const light = lightOf(mixed(border, border[3], outside));
      return lights.map(beside => ratio(light, beside));
    })];
    return {ratio: Math.max(...ratios), colour: borders[0] ? hex(mixed(borders[0], borders[0][3], outside)) : hex(inside), ground: hex(outside)};
  };

  const hasWords = element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const {width, height} = walker.currentNode.parentElement.getBoundingClientRect();
      if (WORD.test(walker.currentNode.nodeValue) && width > 2 && height > 2 && range.getBoundingClientRect().width > 2) return true;
    }
    return false;
  };

  // The colours in which an icon is drawn, as far as styles tell.
  const inks = element => [element, ...element.querySelectorAll("*")].flatMap(part => {
    const style = getComputedStyle(part);
    if (part.matches(SHAPES)) return [style.fill, style.stroke];
    const hasSign = [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim() && !WORD.test(node.nodeValue));
    const drawn = ["::before", "::after"].map(pseudo => getComputedStyle(part, pseudo)).filter(({content}) => /^"./.test(content));
    return [...hasSign ? [style.color] : [], ...drawn.map(({color}) => color)];
  }).map(parsed).filter(Boolean);

  const isFaint = element => {
    const ground = groundOf(element), found = inks(element);
    if (!found.length) return false;
    return !ground || found.every(ink => ratio(lightOf(mixed(ink, ink[3], ground)), lightOf(ground)) < NEEDED);
  };

  const isIcon = element => {
    const {width, height} = element.getBoundingClientRect();
    return [width, height].every(side => side >= SMALLEST && side <= LARGEST) && !element.querySelector("img, canvas, video")
      && !hasWords(element);
  };

  // The best contrast that any pixel of an icon has to the colour that there is most of.
  const measured = (element, [left, top, width], pixels) => {
    const part = around([element.getBoundingClientRect()]), counts = new Map();
    if (!part) return null;
    for (let y = part[1] - top + EDGE; y < part[1] - top + part[3] - EDGE; y++) {
      for (let x = part[0] - left + EDGE; x < part[0] - left + part[2] - EDGE; x++) {
        const at = 4 * (y * width + x), colour = pixels[at] << 16 | pixels[at + 1] << 8 | pixels[at + 2];
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
    }
    const known = [...counts].sort((one, other) => other[1] - one[1]).map(([colour]) => [colour >> 16, colour >> 8 & 255, colour & 255]);
    if (known.length < 2) return null;
    const [ground, ...others] = known, found = others.map(colour => ({colour, ratio: ratio(lightOf(colour), lightOf(ground))}));
    const best = found.reduce((one, other) => other.ratio > one.ratio ? other : one);
    return {spot: sitepatrol.spot(element), ratio: best.ratio, colour: hex(best.colour), ground: hex(ground)};
  };

  const PHASES = {
    // Fields whose edges are faint, and how many screens with doubtful icons are to be seen.
    found() {
      const fields = alike([...document.querySelectorAll(FIELDS)].slice(0, MOST_LOOKED_AT).filter(isUsable)).slice(0, MOST)
        .map(element => ({element, edge: edge(element)})).filter(({edge}) => edge && edge.ratio < NEEDED);
      const icons = alike([...document.querySelectorAll(BUTTONS)].slice(0, MOST_LOOKED_AT).filter(element => isUsable(element) && isIcon(element)))
        .filter(isFaint).slice(0, MOST);
      const screens = sitepatrol.colours.screens(icons, icon => [icon.getBoundingClientRect()]);
      sitepatrol.tried = {place: [scrollX, scrollY], screens};
      return {fields: fields.map(({element, edge}) => ({spot: sitepatrol.spot(element), ...edge})), screens: screens.length};
    },
    shown: number => sitepatrol.colours.bring(sitepatrol.tried.screens[number]),
    async measured(number, ...images) {
      const {nodes, box} = sitepatrol.tried.screens[number], [one, other] = await Promise.all(images.map(drawn));
      const isSteady = one.every((part, at) => part === other[at]);
      return isSteady ? nodes.map(icon => measured(icon, box, one)).filter(found => found && found.ratio < NEEDED) : [];
    },
    restored() {
      const [left, top] = sitepatrol.tried.place;
      scrollTo({left, top, behavior: "instant"});
      delete sitepatrol.tried;
    },
  };
  return PHASES[phase](...asked);
}
