(most) => {
  const FOCUS = 32;
  const kinds = new Set(), found = [];
  for (const element of sitepatrol.tabbables()) {
    if (found.length >= most || !(sitepatrol.events(element) & FOCUS)) continue;
    const kind = [element.localName, element.className, element.type].join("|");
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    found.push({element});
  }
  sitepatrol.focusMessage = {
    begin(at) {
      sitepatrol.active()?.blur();
      found[at].before = sitepatrol.view();
      found[at].element.focus();
    },
    // The words that are there since; false while the focus is elsewhere.
    appeared(at) {
      const one = found[at];
      sitepatrol.hurry();
      if (sitepatrol.active() !== one.element) return null;
      [one.message] = sitepatrol.news(one.before).roots.filter(root => (root.innerText ?? "").trim());
      return one.message ? {spot: sitepatrol.spot(one.element), message: sitepatrol.spot(one.message)} : null;
    },
    isGone(at) {
      const {element, message} = found[at];
      sitepatrol.hurry();
      return sitepatrol.active() === element && !(message.isConnected && new sitepatrol.Sight().sees(message) && message.innerText.trim());
    },
    end() { sitepatrol.active()?.blur(); },
  };
  return found.length;
}
