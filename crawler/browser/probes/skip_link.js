(firstFew, most) => {
  const SKIPS = /skip|bypass|jump to|(?:go|straight) to (?:the )?(?:main|content)|跳到|跳至|跳過|跳轉|略過|直接(?:到|前往)|(?:移|前往).{0,2}主要|主要內容|中央內容/i;
  const tabbables = sitepatrol.tabbables();
  const here = location.href.split("#")[0];

  const targetOf = link => {
    const name = link.hash.slice(1);
    if (!name || link.protocol === "javascript:") return null;
    let decoded = name;
    try { decoded = decodeURIComponent(name); } catch { /* it is no escape */ }
    return document.getElementById(name) ?? document.getElementById(decoded) ?? document.getElementsByName(decoded)[0] ?? null;
  };

  const found = tabbables.slice(0, firstFew)
    .filter(link => link.localName === "a" && SKIPS.test(sitepatrol.words(link)))
    .filter(link => link.href.split("#")[0] === here || link.protocol === "javascript:")
    .filter(link => targetOf(link) !== link)
    .slice(0, most);

  const kept = [location.href, history.state, scrollX, scrollY];
  const isInWindow = element => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  };
  const results = [];
  sitepatrol.skips = {
    begin(at) { sitepatrol.led(); found[at].focus(); return sitepatrol.active() === found[at]; },
    entered(at) {
      const link = found[at], target = targetOf(link), active = sitepatrol.active(), [ledTo = ""] = sitepatrol.led();
      results[at] = {
        spot: sitepatrol.spot(link), ledTo, hasTarget: Boolean(target), hasMoved: Boolean(active && active !== link),
        isInView: Boolean(target && isInWindow(target.getClientRects().length ? target : target.parentElement ?? target)),
      };
    },
    pressed(at) {
      const link = found[at], target = targetOf(link), next = sitepatrol.active();
      const behind = Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY;
      const follows = element => element === target || Boolean(target.compareDocumentPosition(element) & behind);
      const successor = tabbables[tabbables.indexOf(link) + 1];
      Object.assign(results[at], {
        next: next && sitepatrol.spot(next),
        isBehindTarget: Boolean(target) && ((next && follows(next)) || !tabbables.some(follows)),
        isFurther: Boolean(next) && next !== link && next !== successor,
      });
      sitepatrol.active()?.blur();
      history.replaceState(kept[1], "", kept[0]);
      scrollTo(kept[2], kept[3]);
      return results[at];
    },
  };
  return found.length;
}
