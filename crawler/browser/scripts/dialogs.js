// Dialogs that open in a page, for the probe `operating`. Runs in our own world, after `watching.js`.
{
  const NAMED = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]";
  const CLOSES = /^(?:[x×✕✖✗╳⨯]|close|關閉|关闭|dismiss|cancel|取消|返回|知道了|我知道了|ok|確定|got it|no thanks)$/i;
  const CLOSING_NAME = /(?:^|[-_ ])(?:close|cancel|dismiss|關閉)(?:$|[-_ ])/i;
  const CLICK = 1;
  const TARGETS = "button, a, input, [role=button], [onclick], [tabindex], [class*=close i], [aria-label], [data-dismiss], "
    + "[data-bs-dismiss]";

  let dialog = null, opener = null, parts = [], order = [], visited = [], isWatching = false;

  // Whether the page behind is covered: so that nothing of it can be pointed at in its corners and its middle.
  const covers = root => {
    const points = [[0.04, 0.04], [0.96, 0.04], [0.04, 0.96], [0.96, 0.96], [0.5, 0.5]];
    return points.every(([across, down]) => {
      const hit = document.elementFromPoint(innerWidth * across, innerHeight * down);
      return hit && (root.contains(hit) || parts.some(one => one.contains(hit)));
    });
  };

  const isLaid = element => {
    const {position} = getComputedStyle(element);
    return position === "fixed" || position === "absolute";
  };

  const isSeen = element => Boolean(element?.isConnected) && new sitepatrol.Sight().sees(element);

  const closes = element => {
    const names = [element.getAttribute("aria-label"), element.title, element.className, element.id]
      .filter(name => typeof name === "string");
    return CLOSES.test(sitepatrol.words(element)) || CLOSES.test((element.value ?? "").trim())
      || names.some(name => CLOSING_NAME.test(name) || CLOSES.test(name.trim()))
      || element.matches("[data-dismiss], [data-bs-dismiss]");
  };

  // What closes it, by its words, name or class.
  const closers = () => [...dialog.querySelectorAll("*")].filter(element =>
    (element.matches(TARGETS) || sitepatrol.events(element) & CLICK || !element.firstElementChild)
    && closes(element) && isSeen(element));

  sitepatrol.dialogs = {
    // Whether one of the parts that appeared is a dialog: it says so, or it is laid over the whole page.
    find(roots, by) {
      const named = roots.flatMap(root => [...(root.matches(NAMED) ? [root] : []), ...root.querySelectorAll(NAMED)])
        .find(one => one.checkVisibility() || [...one.children].some(isSeen));
      parts = roots;
      const laid = roots.find(root => (isLaid(root) || [...root.children].some(isLaid)) && covers(root));
      dialog = named ?? laid ?? null;
      if (dialog && opener !== by) {
        opener = by;
        order = sitepatrol.tabbables().filter(one => !dialog.contains(one));
      }
      return Boolean(dialog);
    },
    tell() {
      const [closer] = closers(), tabbables = sitepatrol.tabbables(dialog);
      return {
        spot: sitepatrol.spot(dialog),
        isNamed: dialog.matches(NAMED),
        isModal: dialog.matches(":modal, [aria-modal=true]") || covers(dialog),
        isFocusInside: dialog.contains(sitepatrol.active()),
        tabbables: tabbables.length + Number(dialog.tabIndex >= 0),
        closer: closer ? sitepatrol.spot(closer) : null,
        isCloserReachable: Boolean(closer) && closers().some(one => tabbables.some(tabbable => tabbable.contains(one) || one.contains(tabbable))),
      };
    },
    isFocusInside: () => dialog.contains(sitepatrol.active()),
    // Where Tab leads from now on.
    watch() {
      visited = [];
      if (isWatching) return;
      isWatching = true;
      addEventListener("keydown", event => { if (event.key === "Tab") visited.push(sitepatrol.active()); }, true);
    },
    // The first element outside that had the focus, if any.
    left() {
      visited.push(sitepatrol.active());
      const outside = visited.find(one => one && !dialog.contains(one) && !one.closest(NAMED) && isSeen(one));
      return outside ? sitepatrol.spot(outside) : null;
    },
    isOpen: () => { sitepatrol.hurry(); return dialog.isConnected && (isSeen(dialog) || [...dialog.children].some(isSeen)); },
    // Focus on what closes it; whether that is possible.
    toCloser() {
      const [closer] = closers();
      closer?.focus();
      return Boolean(closer) && sitepatrol.active() === closer;
    },
    closerPoint() {
      const box = closers()[0]?.getBoundingClientRect();
      return box ? [box.left + box.width / 2, box.top + box.height / 2] : null;
    },
    // Something in it has the focus, if anything can.
    toInside() {
      if (!dialog.contains(sitepatrol.active())) (sitepatrol.tabbables(dialog)[0] ?? dialog).focus();
    },
    // Whether what opened it has the focus, and what else has.
    focusAfter() {
      const active = sitepatrol.active(), isOpener = Boolean(active) && (active === opener || opener.contains(active));
      return {isOpener, other: active && !isOpener ? sitepatrol.spot(active) : null};
    },
    // After one more press of Tab: whether it goes on from what opened it.
    goesOn() {
      const active = sitepatrol.active(), here = order.indexOf(opener), there = order.indexOf(active);
      return active === opener || (here >= 0 && there > here && there <= here + 2);
    },
  };
}
