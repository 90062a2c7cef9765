most => {
  const HEARD = {press: 2};
  const MOVED = "input, select, textarea, canvas, video, audio, iframe, [role=slider], [role=scrollbar], [role=application], "
    + "[draggable=true], [class*=slider i], [class*=swiper i], [class*=carousel i], [class*=drag i], [class*=map i]";
  const LEFT_ALONE = /log ?out|sign ?out|delete|remove|submit|send|登出|刪除|移除|送出|提交|投票|按讚/i;

  const sight = new sitepatrol.Sight(), kinds = new Set(), found = [];
  for (const element of sitepatrol.all()) {
    if (found.length >= most || !(sitepatrol.events(element) & HEARD.press)) continue;
    if (element.closest(MOVED) || element.querySelector("canvas, iframe") || LEFT_ALONE.test(sitepatrol.words(element))) continue;
    const box = element.getBoundingClientRect();
    if (box.width * box.height > innerWidth * innerHeight / 4 || !sight.sees(element)) continue;
    const kind = [element.localName, element.className, element.parentElement?.className].join("|");
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    found.push({element});
  }

  const look = one => {
    const {roots, changed, vanished} = sitepatrol.news(one.before);
    return [...roots, ...changed, ...vanished].filter(part => !one.restless.has(part)).length > 0;
  };

  sitepatrol.pressing = {
    point(at) {
      const one = found[at];
      one.element.scrollIntoView({block: "center", behavior: "instant"});
      one.first = sitepatrol.view();
      const {left, top, width, height} = one.element.getBoundingClientRect();
      const place = [left + width / 2, top + height / 2], hit = document.elementFromPoint(...place);
      return hit && one.element.contains(hit) ? place : null;
    },
    // The pointer is there: what shows from now on is the press's doing.
    begin(at) {
      const one = found[at], {roots, changed, vanished} = sitepatrol.news(one.first);
      one.restless = new Set([...roots, ...changed, ...vanished]);
      one.before = sitepatrol.view();
      sitepatrol.led();
    },
    held(at) {
      const [ledTo = ""] = sitepatrol.led();
      sitepatrol.hurry();
      return {spot: sitepatrol.spot(found[at].element), ledTo, acts: look(found[at])};
    },
    isUndone(at) {
      sitepatrol.hurry();
      return !look(found[at]);
    },
  };
  return found.length;
}
