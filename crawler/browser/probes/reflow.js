(width, most) => {
  // Parts that may need two dimensions to be understood: there sideways scrolling is allowed.
  const EXCEPTED = "table, pre, code, img, svg, video, canvas, iframe, object, embed, map, [role=img], [role=application], [role=toolbar]";
  const scrolls = element => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  const outside = [];
  const scrollWidth = document.scrollingElement.scrollWidth;
  if (scrollWidth > width) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set();
    while (walker.nextNode() && outside.length < most) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.nodeValue.trim() || seen.has(element)) continue;
      seen.add(element);
      if (element.closest(EXCEPTED) || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const box = range.getBoundingClientRect();
      if (box.width > 1 && box.right + scrollX > width + 2 && box.left + scrollX < scrollWidth && !scrolls(element)) {
        outside.push(sitepatrol.spot(element));
      }
    }
  }
  return {scrollWidth, outside};
}
