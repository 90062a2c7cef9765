// What runs in our own world of every document, after axe-core and beside `settings`.
// `sitepatrol.settled`: the page has loaded and drawn its fonts, or was given time enough.
// `sitepatrol.audit`: what `crawler.browser.axe.read_results` reads.
axe.configure({locale: settings.locale, allowedOrigins: ["<unsafe_all_origins>"]});

const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

const reached = async (...states) => {
  while (!states.includes(document.readyState)) {
    await new Promise(done => document.addEventListener("readystatechange", done, {once: true}));
  }
};

sitepatrol.settled = async (late = settings.late) => {
  await reached("interactive", "complete");
  await Promise.race([reached("complete"), wait(late)]);
  await Promise.race([document.fonts.ready, wait(settings.fonts)]);
  await wait(0);
};

// Click what closes a layer over the page; how many of the selectors found something.
sitepatrol.dismiss = selectors => selectors.filter(selector => {
  let button = null;
  try { button = document.querySelector(selector); } catch { /* no selector */ }
  button?.click();
  return button;
}).length;

const messages = checks => checks.map(check => check.message);

// The element and what stands around it, from the outermost inwards: by that its region is known.
const path = element => {
  const steps = [];
  for (let at = element; at && steps.length < 60; at = at.parentElement ?? at.getRootNode().host) {
    steps.unshift([at.localName, at.getAttribute("role"), at.id, at.getAttribute("class")]);
  }
  return steps;
};

// What axe-core measured: colours and their ratio, sizes.
const measured = checks => {
  const found = {};
  for (const {data} of checks) {
    for (const name of settings.measured) {
      if (typeof data?.[name] === "string" || typeof data?.[name] === "number") found[name] = String(data[name]).slice(0, 80);
    }
  }
  return found;
};

const looked = found => ({
  selector: joined(found.target),
  html: found.html.slice(0, settings.htmlLength),
  any: messages(found.any),
  all: messages([...found.all, ...found.none]),
  path: path(found.element),
  measured: measured([...found.any, ...found.all, ...found.none]),
});

const rule = found => ({
  id: found.id,
  impact: found.impact,
  help: found.help,
  tags: found.tags,
  nodes: found.nodes.slice(0, settings.nodesPerRule).map(looked),
});

// Words of which axe-core could not tell how well they stand out: a probe measures that.
const doubts = ({incomplete}) => incomplete.filter(({id}) => id === "color-contrast").flatMap(({nodes}) => nodes)
  .filter(({element}) => element?.isConnected).map(({element, target}) => ({element, target: joined(target)}));

sitepatrol.doubtful = async () => sitepatrol.doubts ??= doubts(await axe.run(document, {runOnly: ["color-contrast"], elementRef: true, iframes: false}));

const joined = target => target.flat(Infinity).join(" >>> ").slice(0, settings.selectorLength);

sitepatrol.audit = async () => {
  const answer = await axe.run(document, settings.options)
    .catch(() => axe.run(document, {...settings.options, iframes: false}));
  sitepatrol.doubts = doubts(answer);
  return JSON.stringify({violation: answer.violations.map(rule), incomplete: answer.incomplete.map(rule)});
};

// A visitor who comes for the first time: nothing of the visit is left for the next.
sitepatrol.forget = () => {
  try { localStorage.clear(); sessionStorage.clear(); } catch { /* a page may be barred from storage */ }
  window.name = "";
};

// A CSS path to an element: from the nearest ancestor with an id, through shadow roots by " >>> ".
sitepatrol.selector = element => {
  const steps = [];
  for (let at = element; at; at = at.parentElement) {
    const root = at.getRootNode();
    if (at.id && root.querySelectorAll(`#${CSS.escape(at.id)}`).length === 1) {
      steps.unshift(`#${CSS.escape(at.id)}`);
      return (root.host ? `${sitepatrol.selector(root.host)} >>> ` : "") + steps.join(" > ");
    }
    const alike = at.parentNode ? [...at.parentNode.children].filter(child => child.localName === at.localName) : [at];
    steps.unshift(alike.length > 1 ? `${at.localName}:nth-of-type(${alike.indexOf(at) + 1})` : at.localName);
    if (!at.parentElement && root.host) return `${sitepatrol.selector(root.host)} >>> ${steps.join(" > ")}`;
  }
  return steps.join(" > ");
};

// What can be read in an element, or else what it is called.
sitepatrol.words = element => {
  const said = [element.innerText ?? element.textContent, element.getAttribute("aria-label"), element.title,
    element.alt ?? element.querySelector?.("img[alt]")?.alt, element.placeholder];
  const found = said.find(words => typeof words === "string" && words.trim()) ?? "";
  return found.replace(/\s+/g, " ").trim().slice(0, 100);
};

// An element as `crawler.browser.trying.read_spot` reads it; its box is from the page's upper left corner.
sitepatrol.spot = element => {
  const box = element.getBoundingClientRect();
  return {
    selector: sitepatrol.selector(element).slice(0, settings.selectorLength),
    html: element.outerHTML.slice(0, 300),
    text: sitepatrol.words(element),
    role: element.getAttribute("role") ?? "",
    path: path(element),
    box: [box.left + scrollX, box.top + scrollY, box.width, box.height],
  };
};

// Rules above the page's own, as those of a visitor's style sheet are; `&` stands for every element. Returns what takes
// them away again.
sitepatrol.adopt = rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.replaceAll("&", ":not(#s#s#s)"));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== sheet); };
};

// What changes is at its end at once.
sitepatrol.still = () => sitepatrol.adopt("&, &::before, &::after { transition: none !important; }");
