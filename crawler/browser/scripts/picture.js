// Mark an element for a picture: bring it into view, draw a frame around it, and tell the part of the page to be shown,
// in CSS pixels from the page's upper left corner. Null where it is not there or cannot be seen.
(selector, tag, margin, most) => {
  let scope = document, element = null;
  for (const step of selector.split(" >>> ")) {
    try { element = scope?.querySelector(step); } catch { return null; }
    scope = element?.shadowRoot ?? element?.contentDocument ?? null;
  }
  if (element?.localName !== tag) return null;
  element.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
  let {left, top, width, height} = element.getBoundingClientRect();
  for (let view = element.ownerDocument.defaultView; view !== window && view; view = view.parent) {
    const frame = view.frameElement.getBoundingClientRect();
    left += frame.left; top += frame.top;
  }
  if (width < 1 || height < 1 || left + width <= 0 || top + height <= 0) return null;
  const frame = document.createElement("div");
  Object.assign(frame.style, {
    all: "initial", position: "fixed", left: `${left - 4}px`, top: `${top - 4}px`, width: `${width + 8}px`,
    height: `${height + 8}px`, boxSizing: "border-box", border: "3px solid #c00", outline: "2px solid #fff",
    zIndex: 2147483647, pointerEvents: "none",
  });
  (document.querySelector("dialog[open]") ?? document.documentElement).append(frame);
  const wide = Math.min(most[0], Math.max(width + 2 * margin, most[0] / 2), innerWidth);
  const tall = Math.min(most[1], height + 2 * margin, innerHeight);
  const at = (start, size, wanted, whole) => Math.max(0, Math.min(start + Math.min(size, wanted) / 2 - wanted / 2, whole - wanted));
  return [scrollX + at(left, width, wide, innerWidth), scrollY + at(top, height, tall, innerHeight), wide, tall];
}
