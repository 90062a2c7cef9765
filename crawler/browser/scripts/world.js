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

sitepatrol.settled = async () => {
  await reached("interactive", "complete");
  await Promise.race([reached("complete"), wait(settings.late)]);
  await Promise.race([document.fonts.ready, wait(settings.fonts)]);
  await wait(0);
};

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
  selector: found.target.flat(Infinity).join(" >>> ").slice(0, settings.selectorLength),
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

sitepatrol.audit = async () => {
  const answer = await axe.run(document, settings.options)
    .catch(() => axe.run(document, {...settings.options, iframes: false}));
  return JSON.stringify({violation: answer.violations.map(rule), incomplete: answer.incomplete.map(rule)});
};

// A visitor who comes for the first time: nothing of the visit is left for the next.
sitepatrol.forget = () => {
  try { localStorage.clear(); sessionStorage.clear(); } catch { /* a page may be barred from storage */ }
  window.name = "";
};
