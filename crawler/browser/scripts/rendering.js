// The page as it stands, for `crawler.browser.rendering`: every element in the order of the flattened tree (open shadow
// roots and frames of the same origin inside), with what axe-core says of its role and name, and how it is drawn.
{
  const LEFT_OUT = new Set(["script", "style", "template", "noscript", "base", "link"]);
  const NAMED = new Set("a area button embed fieldset frame h1 h2 h3 h4 h5 h6 iframe img input meter object option progress select summary svg table textarea th canvas audio video".split(" "));
  const STYLES = settings.styles;
  const FLAGS = {visible: 1, exposed: 2, focusable: 4, tabbable: 8};
  const SECRET_TYPES = new Set(["hidden", "password", "text", "search", "email", "tel", "url", "number", "date", ""]);
  const LETTERS = /\p{L}/u;

  const {aria, dom, text} = axe.commons;
  const asked = (question, otherwise) => { try { return question(); } catch { return otherwise; } };

  class Pencil {
    constructor(listeners) {
      this.nodes = [];
      this.styles = new Map();
      this.listeners = listeners;
      this.isCut = false;
    }

    // A number for this combination of values: most elements of a page share a few.
    style(view, element) {
      const computed = view.getComputedStyle(element);
      const values = STYLES.map(name => computed.getPropertyValue(name).slice(0, 120));
      const key = values.join("\n");
      if (!this.styles.has(key)) this.styles.set(key, this.styles.size);
      return this.styles.get(key);
    }

    draw(virtual, parent, offset) {
      if (this.nodes.length >= settings.mostNodes) { this.isCut = true; return; }
      const node = virtual.actualNode;
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.nodeValue.trim()) this.nodes.push([parent, words(node)]);
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      const tag = node.localName;
      if (LEFT_OUT.has(tag)) return;
      const ordinal = this.nodes.length;
      this.nodes.push(this.element(virtual, node, tag, parent, offset));
      if (tag === "svg") return;
      for (const child of virtual.children) this.draw(child, ordinal, offset);
      if (tag === "iframe" || tag === "frame") this.drawFrame(node, ordinal, offset);
    }

    drawFrame(frame, parent, [left, top]) {
      const inner = asked(() => frame.contentDocument?.documentElement, null);
      if (!inner) return;
      const box = frame.getBoundingClientRect();
      const at = [left + box.left + frame.clientLeft, top + box.top + frame.clientTop];
      const draw = (node, above) => {
        if (this.nodes.length >= settings.mostNodes) { this.isCut = true; return; }
        if (node.nodeType === Node.TEXT_NODE && node.nodeValue.trim()) {
          this.nodes.push([above, words(node)]);
        } else if (node.nodeType === Node.ELEMENT_NODE && !LEFT_OUT.has(node.localName)) {
          const ordinal = this.nodes.length;
          this.nodes.push(this.foreign(node, above, at));
          for (const child of node.childNodes) draw(child, ordinal);
        }
      };
      draw(inner, parent);
    }

    element(virtual, node, tag, parent, [left, top]) {
      const box = node.getBoundingClientRect();
      const visible = asked(() => dom.isVisibleOnScreen(virtual), true);
      const exposed = asked(() => dom.isVisibleToScreenReaders(virtual), true);
      const focusable = asked(() => dom.isFocusable(virtual), false);
      const tabbable = focusable && asked(() => dom.isInTabOrder(virtual), true);
      const role = asked(() => aria.getRole(virtual), null) ?? "";
      const flags = (visible && FLAGS.visible) | (exposed && FLAGS.exposed)
        | (focusable && FLAGS.focusable) | (tabbable && FLAGS.tabbable);
      const isNamed = NAMED.has(tag) || focusable || node.hasAttribute("role") || node.hasAttribute("aria-label")
        || node.hasAttribute("aria-labelledby");
      const name = isNamed ? asked(() => text.accessibleTextVirtual(virtual), "") : "";
      const view = node.ownerDocument.defaultView;
      return [
        parent, tag, attributes(node), role, name.slice(0, settings.textLength), flags,
        [box.left + left, box.top + top, box.width, box.height].map(Math.round),
        visible ? this.style(view, node) : -1,
        this.listeners.get(node) ?? 0,
        settings.hasGenerated && visible ? generated(view, node) : 0,
      ];
    }

    // In a frame axe's own tree does not reach: its elements are known by what they are, not by role and name.
    foreign(node, parent, [left, top]) {
      const box = node.getBoundingClientRect();
      const view = node.ownerDocument.defaultView;
      const visible = box.width > 0 && box.height > 0;
      const flags = visible ? FLAGS.visible | FLAGS.exposed : 0;
      const at = [box.left + left, box.top + top, box.width, box.height].map(Math.round);
      return [parent, node.localName, attributes(node), "", "", flags, at, visible ? this.style(view, node) : -1, 0, 0];
    }
  }

  // White space as a browser shows it: unbreakable and full-width blanks are the author's, and so is all of it in `pre`.
  const words = node => {
    const isKept = node.parentElement?.closest("pre");
    return (isKept ? node.nodeValue : node.nodeValue.replace(/[ \t\n\r\f]+/g, " ")).slice(0, settings.textLength);
  };

  const attributes = node => {
    const found = {};
    for (const {name, value} of [...node.attributes].slice(0, settings.mostAttributes)) {
      found[name.slice(0, 60)] = value.slice(0, settings.attributeLength);
    }
    if (node.localName === "input" && SECRET_TYPES.has((node.getAttribute("type") ?? "").toLowerCase())) delete found.value;
    return found;
  };

  const generated = (view, node) => {
    const said = ["::before", "::after"].map(pseudo => {
      const content = view.getComputedStyle(node, pseudo).content;
      const isWords = content.startsWith('"') && LETTERS.test(content) && !content.includes("counter");
      return isWords ? content.slice(1, -1).slice(0, 200) : "";
    });
    return said.some(Boolean) ? said : 0;
  };

  // What style sheets of the page itself say, as far as its origin lets us read them.
  const rules = function* (sheets) {
    for (const sheet of sheets) {
      const found = asked(() => [...sheet.cssRules], []);
      yield* within(found, sheet.href ?? "");
    }
  };

  const within = function* (found, source) {
    for (const rule of found) {
      if (rule.styleSheet) yield* rules([rule.styleSheet]);
      else if (rule.selectorText) yield [rule, source];
      if (rule.cssRules?.length) yield* within(asked(() => [...rule.cssRules], []), source);
    }
  };

  const declarations = () => {
    const found = [];
    for (const [rule, source] of rules([...document.styleSheets, ...document.adoptedStyleSheets])) {
      if (/::?(before|after)/.test(rule.selectorText) && LETTERS.test(rule.style.content)) settings.hasGenerated = true;
      for (const property of settings.declared) {
        const value = rule.style.getPropertyValue(property);
        if (value && found.length < settings.mostDeclarations) {
          found.push([rule.selectorText.slice(0, 200), property, value.slice(0, 80), source.slice(0, 500)]);
        }
      }
    }
    return found;
  };

  // `heard`: what `listeners.js` told.
  sitepatrol.render = ([events, ...heard]) => {
    const all = document.getElementsByTagName("*");
    const listeners = new Map();
    for (let at = 0; at + 1 < heard.length; at += 2) listeners.set(all[heard[at]], heard[at + 1]);
    settings.hasGenerated = false;
    const declared = declarations();
    axe.setup(document.documentElement);
    try {
      const pencil = new Pencil(listeners);
      const root = axe.utils.getNodeFromTree(document.documentElement);
      pencil.draw(root, -1, [scrollX, scrollY]);
      return JSON.stringify({
        title: document.title.slice(0, settings.textLength),
        viewport: [innerWidth, innerHeight],
        height: document.documentElement.scrollHeight,
        nodes: pencil.nodes,
        styles: [...pencil.styles.keys()].map(key => key.split("\n")),
        declarations: declared,
        isCut: pencil.isCut,
        events,
      });
    } finally {
      axe.teardown();
    }
  };
}
