// What changes on the page for so many milliseconds while nobody does anything.
async milliseconds => {
  const BURST = 400, SHIFT = 8, MOST = 20, MOST_ITEMS = 3000, LONGEST = 120;
  const PICTURES = "img, svg, canvas, video";
  const squeezed = text => text.replace(/\s+/g, " ").trim();

  // Everything that eyes find: where it stands, and what it says.
  const seen = () => {
    const look = sitepatrol.look(), items = new Map();
    for (const [node, {lines: [line]}] of look.words) {
      if (line) items.set(node, {left: line.left, top: line.top, words: squeezed(node.nodeValue)});
    }
    for (const picture of [...document.querySelectorAll(PICTURES)].slice(0, MOST_ITEMS)) {
      const part = look.part(picture);
      if (part) items.set(picture, {left: part.left, top: part.top, words: ""});
    }
    return items;
  };

  const taken = records => records.flatMap(({removedNodes}) => [...removedNodes]);
  const brought = records => records.flatMap(({addedNodes}) => [...addedNodes]);

  // The parts in which something was changed: of several changed side by side, what holds them. The page as a whole is
  // none, but what was taken out of it is.
  const parts = records => {
    const wholes = [document.documentElement, document.head, document.body];
    const away = taken(records.filter(({target}) => wholes.includes(target))).filter(node => node instanceof Element && !node.isConnected);
    const touched = new Set(records.map(({target}) => target instanceof Element ? target : target.parentElement));
    const beside = new Map();
    for (const {parentElement} of [...touched].filter(Boolean)) beside.set(parentElement, (beside.get(parentElement) ?? 0) + 1);
    const found = new Set([...touched].filter(Boolean).map(one => beside.get(one.parentElement) > 1 ? one.parentElement : one));
    for (const whole of [...wholes, null]) found.delete(whole);
    const outermost = [...found].filter(one => one.isConnected && ![...found].some(other => other !== one && other.contains(one)));
    return [...outermost, ...away];
  };

  // Of something that can no longer be seen: it has only moved to where another part hides it.
  const isDrawn = node => node.isConnected
    && (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).checkVisibility({opacityProperty: true, visibilityProperty: true});

  const said = items => squeezed([...items.values()].map(({words}) => words).join(" ")).slice(0, LONGEST);

  // How a part is other than before: null where eyes see no change, or only that something came.
  const compared = (before, after, part, records) => {
    const lost = taken(records.filter(({target}) => part.contains(target))), news = brought(records).filter(node => !lost.includes(node));
    const within = (items, more) => new Map([...items].filter(([node]) => [part, ...more].some(one => one.contains(node))));
    const was = within(before, lost), is = within(after, []);
    const gone = [...was.keys()].filter(node => !is.has(node)), came = [...is.keys()].filter(node => !was.has(node));
    const shared = [...is.keys()].filter(node => was.has(node));
    const moved = gone.some(isDrawn)
      || shared.some(node => Math.hypot(is.get(node).left - was.get(node).left, is.get(node).top - was.get(node).top) > SHIFT);
    const reworded = shared.some(node => is.get(node).words !== was.get(node).words);
    const words = {before: said(was), after: said(is)};
    if (gone.some(node => node.isConnected) && came.some(node => !news.some(one => one.contains(node)))) return {how: "turned", ...words};
    if (moved && !news.some(node => part.contains(node))) return {how: "turned", ...words};
    if (reworded || (gone.length && came.length)) return words.before === words.after ? null : {how: "reworded", ...words};
    return gone.length && !came.length && words.before ? {how: "gone", ...words} : null;
  };

  const pieces = holder => [...holder.children].filter(({localName}) => localName === holder.firstElementChild.localName).length;

  const changes = new Map();
  const note = (part, change) => {
    const known = changes.get(part);
    if (known) Object.assign(known, {times: known.times + 1, after: change.after, how: known.how === "gone" ? change.how : known.how});
    else changes.set(part, {...change, times: 1, spot: sitepatrol.spot(part)});
  };

  let wake = () => {}, records = [];
  const observer = new MutationObserver(more => { records.push(...more); wake(); });
  observer.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
  const end = performance.now() + milliseconds;
  const sleep = until => new Promise(done => { wake = done; setTimeout(done, until - performance.now()); });
  let before = seen();
  while (performance.now() < end) {
    if (!records.length) await sleep(end);
    if (!records.length) break;
    await new Promise(done => setTimeout(done, BURST));
    const burst = records.splice(0), after = seen();
    for (const part of parts(burst)) {
      const change = compared(before, after, part, burst);
      if (change) note(part, change);
    }
    before = after;
  }
  observer.disconnect();
  return [...changes].slice(0, MOST).map(([part, change]) => ({
    ...change, canStop: sitepatrol.canStop(part),
    alike: Math.max(...[part, ...part.children].map(pieces)),
  }));
}
