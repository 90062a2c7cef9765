// The page in a window on its side and in one that stands, where its style sheets or its words speak of the difference.
(phase) => {
  const TELLING = ["transform", "rotate", "writing-mode", "display", "visibility", "opacity"];
  const SHAPE = /orientation|aspect-ratio/, MOST_RULES = 20000, MOST_TURNED = 2000, SHORT = 100;
  const TURN = new RegExp([
    "(請|將|把|轉|旋).{0,12}(手機|裝置|設備|螢幕|平板|橫向|直向|橫式|直式)", "(手機|裝置|設備|螢幕|平板).{0,8}(轉|橫放|直放)",
    "(rotate|turn|flip|tilt) (your|the) (device|phone|screen|tablet|mobile)",
    "(only|please|must|best|switch|change).{0,40}\\b(landscape|portrait)\\b", "\\b(landscape|portrait) (mode|orientation)? ?only",
  ].join("|"), "i");
  const ABOUT = /轉|橫|直|rotate|turn|flip|tilt|landscape|portrait/i;

  const rulesOf = holder => { try { return [...holder.cssRules]; } catch { return []; } };

  // Style rules that hold in one shape of the window alone, and change what of the page is shown or how it is turned.
  const rules = function* (holders, isShaped) {
    for (const holder of holders) {
      const shaped = isShaped || SHAPE.test(holder.media?.mediaText ?? "");
      for (const rule of rulesOf(holder)) {
        if (rule.styleSheet) yield* rules([rule.styleSheet], shaped || SHAPE.test(rule.media.mediaText));
        else if (rule.selectorText && shaped && TELLING.some(name => rule.style.getPropertyValue(name))) yield rule.selectorText;
        if (rule.cssRules?.length) yield* rules([rule], shaped);
      }
    }
  };

  const asking = () => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const words = walker.currentNode.nodeValue;
      const element = walker.currentNode.parentElement;
      if (ABOUT.test(words) && !/^(script|style|noscript|template)$/.test(element.localName)) {
        const said = element.textContent.replace(/\s+/g, " ").trim();
        if (said.length <= SHORT && TURN.test(said)) found.push(element);
      }
    }
    return found;
  };

  // Degrees, clockwise, by which an element alone is turned.
  const turned = element => {
    const {transform, rotate} = getComputedStyle(element);
    const matrix = new DOMMatrix(transform === "none" ? "" : transform);
    const own = rotate === "none" || /[xy]/.test(rotate) ? 0 : parseFloat(rotate.replace("z ", ""));
    return Math.round(Math.atan2(matrix.b, matrix.a) * 180 / Math.PI + own);
  };

  const looked = () => {
    const {elements, asking} = sitepatrol.tried, {words} = sitepatrol.look(), shown = new Map();
    for (const [node, {lines}] of words) if (lines.length) shown.set(node, node.nodeValue.trim().length);
    const asked = asking.filter(element => [...words].some(([node, {lines}]) => lines.length && element.contains(node)));
    return {angles: elements.map(turned), shown, asked};
  };

  const length = shown => [...shown.values()].reduce((sum, one) => sum + one, 0);
  const share = (part, whole) => length(whole) ? length(part) / length(whole) : 0;

  const compared = ({elements, wide, tall}) => {
    const quarters = elements.filter((_, at) => Math.abs(Math.sin((wide.angles[at] - tall.angles[at]) * Math.PI / 180)) > 0.98);
    const outermost = quarters.filter(element => !quarters.some(other => other !== element && other.contains(element)));
    const [more, less] = length(wide.shown) > length(tall.shown) ? [wide, tall] : [tall, wide];
    const within = [...more.shown].filter(([node]) => outermost.some(element => element.contains(node)));
    const missing = [...more.shown].filter(([node]) => !less.shown.has(node));
    return {
      turned: outermost.slice(0, 10).map(sitepatrol.spot),
      turnedShare: share(new Map(within), more.shown),
      missingShare: share(new Map(missing), more.shown),
      missingIn: less === wide ? "landscape" : "portrait",
      asked: [...new Set([...wide.asked, ...tall.asked])].slice(0, 5).map(sitepatrol.spot),
    };
  };

  const PHASES = {
    found() {
      const selectors = new Set();
      for (const selector of rules([...document.styleSheets, ...document.adoptedStyleSheets], false)) {
        if (selectors.size < MOST_RULES) selectors.add(selector);
      }
      const matched = [...selectors].flatMap(selector => { try { return [...document.querySelectorAll(selector)]; } catch { return []; } });
      sitepatrol.tried = {elements: [...new Set(matched)].slice(0, MOST_TURNED), asking: asking()};
      const count = matched.length + sitepatrol.tried.asking.length;
      if (count) sitepatrol.tried.move = sitepatrol.still();
      return count;
    },
    wide() { sitepatrol.tried.wide = looked(); },
    tall() { sitepatrol.tried.tall = looked(); },
    compared() {
      sitepatrol.tried.move();
      return compared(sitepatrol.tried);
    },
  };
  return PHASES[phase]();
}
