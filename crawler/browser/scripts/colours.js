// For probes that measure contrast: colours, and pictures of parts of the page. Ratios are those of WCAG 2.2.
{
  const MOST_SCREENS = 4, ABOVE = 120, SETTLED = 100, LARGE = 24, LARGE_BOLD = 18.66;

  const LINEAR = Float64Array.from({length: 256}, (_, part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (data, at) => 0.2126 * LINEAR[data[at]] + 0.7152 * LINEAR[data[at + 1]] + 0.0722 * LINEAR[data[at + 2]];

  const inWindow = ({left, right, top, bottom}) =>
    [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top)), Math.min(innerWidth, Math.ceil(right)), Math.min(innerHeight, Math.ceil(bottom))];

  // [left, top, width, height] of the smallest part of the window that holds these boxes; null where none is in it.
  const around = boxes => {
    const parts = boxes.map(inWindow).filter(([left, top, right, bottom]) => right > left && bottom > top);
    if (!parts.length) return null;
    const [left, top] = [0, 1].map(side => Math.min(...parts.map(part => part[side])));
    const [right, bottom] = [2, 3].map(side => Math.max(...parts.map(part => part[side])));
    return [left, top, right - left, bottom - top];
  };

  // Red, green, blue and how much of them hides what is behind, of a computed colour; null where it is none of sRGB.
  const parsed = colour => {
    const parts = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(colour);
    return parts && [...parts.slice(1, 4).map(Number), Number(parts[4] ?? 1)];
  };
  const mixed = (colour, share, data, at = 0) => [0, 1, 2].map(part => share * colour[part] + (1 - share) * data[at + part]);

  // What is behind an element by the styles of all around it; null where a picture is.
  const groundOf = element => {
    const layers = [];
    for (let at = element; at && layers.at(-1)?.[3] !== 1; at = at.parentElement) {
      const {backgroundColor, backgroundImage} = getComputedStyle(at);
      layers.push(parsed(backgroundColor));
      if (!layers.at(-1) || backgroundImage !== "none") return null;
    }
    return layers.reduceRight((ground, layer) => mixed(layer, layer[3], ground), [255, 255, 255]);
  };

  sitepatrol.colours = {
    luminance, inWindow, around, parsed, mixed, groundOf,
    ratio: (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05),
    lightOf: colour => luminance(colour.map(Math.round), 0),
    hex: colour => `#${colour.map(part => Math.round(part).toString(16).padStart(2, "0")).join("")}`,
    distance: (one, at, other, from) =>
      Math.max(Math.abs(one[at] - other[from]), Math.abs(one[at + 1] - other[from + 1]), Math.abs(one[at + 2] - other[from + 2])),
    isLarge: (size, weight) => size >= LARGE || (size >= LARGE_BOLD && Number(weight) >= 700),

    // The pixels of a PNG in base64.
    async drawn(png) {
      const bytes = Uint8Array.from(atob(png), letter => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
      const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
      context.drawImage(picture, 0, 0);
      return context.getImageData(0, 0, picture.width, picture.height).data;
    },

    // Which nodes fit into the window together, from above; `boxesOf` tells where each is drawn.
    screens(nodes, boxesOf) {
      const screens = [];
      const placed = nodes.map(node => ({node, boxes: boxesOf(node)})).filter(({boxes}) => boxes.length)
        .sort((one, other) => one.boxes[0].top - other.boxes[0].top);
      for (const {node, boxes} of placed) {
        const screen = screens.at(-1), top = boxes[0].top + scrollY;
        if (screen && boxes.at(-1).bottom + scrollY < screen.top + innerHeight) screen.nodes.push(node);
        else screens.push({top: Math.max(0, top - ABOVE), nodes: [node], boxesOf});
      }
      return screens.slice(0, MOST_SCREENS);
    },

    // Scroll to a screen, and tell what part of the page is to be shot there.
    async bring(screen) {
      scrollTo({top: screen.top, behavior: "instant"});
      await new Promise(done => setTimeout(done, SETTLED));
      screen.box = around(screen.nodes.flatMap(screen.boxesOf));
      return screen.box && [screen.box[0] + scrollX, screen.box[1] + scrollY, screen.box[2], screen.box[3]];
    },
  };
}
