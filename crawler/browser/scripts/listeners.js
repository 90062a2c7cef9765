// Runs in the page's own world before its own scripts: remembers which elements listen to which events.
// A page may undo or fool this; all that it gains is that its own mouse-only controls are not found.
(() => {
  const BITS = {
    click: 1, mousedown: 2, mouseup: 2, pointerdown: 2, pointerup: 2, touchstart: 2, touchend: 2, dblclick: 4,
    mouseover: 8, mouseenter: 8, mousemove: 8, pointerover: 8, pointerenter: 8,
    keydown: 16, keyup: 16, keypress: 16, focus: 32, focusin: 32, blur: 32, focusout: 32,
    dragstart: 64, change: 128, input: 128, paste: 256, devicemotion: 512, deviceorientation: 512,
  };
  const heard = new WeakMap(), get = WeakMap.prototype.get, set = WeakMap.prototype.set, {apply} = Reflect;
  const of = target => apply(get, heard, [target]) ?? 0;
  const own = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window, bit = BITS[type];
    if (bit && listener) apply(set, heard, [target, of(target) | bit]);
    return apply(own, target, [type, listener, options]);
  };
  const handlers = [];
  for (const type in BITS) handlers.push(["on" + type, BITS[type]]);
  const bits = target => {
    let found = of(target);
    for (let at = 0; at < handlers.length; at++) {
      if (typeof target[handlers[at][0]] === "function") found |= handlers[at][1];
    }
    return found;
  };
  // [bits of the document and the window, then place among all elements and bits, and so on in turn]
  const all = document.getElementsByTagName("*");
  const tell = () => {
    const said = [bits(document) | bits(window)];
    for (let at = 0; at < all.length; at++) {
      const found = bits(all[at]);
      if (found) { said[said.length] = at; said[said.length] = found; }
    }
    return said;
  };
  Object.defineProperty(window, "sitepatrolHeard", {value: tell});
  // No page opens a window here: our own world hears that it wanted to (`watching.js`).
  const notice = window.dispatchEvent.bind(window), Notice = Event;
  window.open = () => { notice(new Notice("sitepatrol-opened")); return null; };
})();
