// What differs between pictures of the same part of a page, for probes. Runs in our own world.
{
  const drawn = async png => {
    const bytes = Uint8Array.from(atob(png), letter => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
    const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    context.drawImage(picture, 0, 0);
    return context.getImageData(0, 0, picture.width, picture.height).data;
  };

  const LINEAR = Float64Array.from({length: 256}, (_, part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (data, at) =>
    0.2126 * LINEAR[data[at]] + 0.7152 * LINEAR[data[at + 1]] + 0.0722 * LINEAR[data[at + 2]];
  const NOISE = 4;
  const isSame = (one, other, at) => Math.abs(one[at] - other[at]) <= NOISE
    && Math.abs(one[at + 1] - other[at + 1]) <= NOISE && Math.abs(one[at + 2] - other[at + 2]) <= NOISE;

  // Pictures as PNG in base64, all of the same part: two before, two after. How many pixels differ, of those that both
  // pictures before agree on and both pictures after, and how many of them by a contrast of 3:1 or more.
  sitepatrol.differing = async (...pictures) => {
    const [one, oneAgain, other, otherAgain] = await Promise.all(pictures.map(drawn));
    const found = {changed: 0, contrasting: 0};
    for (let at = 0; at < one.length; at += 4) {
      if (isSame(one, other, at) || !isSame(one, oneAgain, at) || !isSame(other, otherAgain, at)) continue;
      found.changed++;
      const [light, dark] = [luminance(one, at), luminance(other, at)].sort((a, b) => b - a);
      if ((light + 0.05) / (dark + 0.05) >= 3) found.contrasting++;
    }
    return found;
  };
}
