() => {
  const KEY = 16;
  const SETTING = /shortcut|hotkey|快捷鍵|快速鍵|單鍵/i;
  const controls = () => [...sitepatrol.tabbables(), ...document.querySelectorAll("label")];
  const hasSetting = controls().some(one => SETTING.test(sitepatrol.words(one)));
  if (!(sitepatrol.eventsAround(document.body) & KEY)) return {isListening: false, hasSetting};

  // Each press is judged when the next one comes: where did it lead, was it taken, did it change anything?
  let pressed = [], restless = new Set(), last = null, changes = 0, isIdle = true;
  const note = records => records.forEach(({target}) => {
    if (isIdle) restless.add(target); else if (!restless.has(target)) changes++;
  });
  const observer = new MutationObserver(note), ending = new AbortController(), {signal} = ending;
  observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  const conclude = () => {
    const isMoved = sitepatrol.active() !== null;
    if (last && (last.defaultPrevented || changes || isMoved || sitepatrol.led().length)) pressed.push(last.key);
    if (isMoved) sitepatrol.active().blur();
    last = null;
    changes = 0;
  };
  // Observers are told before the next task, so that what a key did is known when the next one comes.
  addEventListener("keydown", event => { conclude(); last = event; }, {capture: true, signal});

  let before, restlessParts, taken = false;
  addEventListener("keydown", event => { queueMicrotask(() => { taken ||= event.defaultPrevented; }); }, {signal});
  sitepatrol.shortcuts = {
    begin() { sitepatrol.active()?.blur(); isIdle = false; pressed = []; last = null; changes = 0; },
    // The keys that something came after, the last of them if it came late.
    suspects() { conclude(); return [...new Set(pressed)]; },
    rest() { before = sitepatrol.view(); },
    ready() {
      const {roots, changed, vanished} = sitepatrol.news(before);
      restlessParts = new Set([...roots, ...changed, ...vanished]);
      sitepatrol.active()?.blur();
      sitepatrol.led();
      before = sitepatrol.view();
      taken = false;
    },
    effect() {
      sitepatrol.hurry();
      const {roots, changed, vanished} = sitepatrol.news(before);
      const isShown = [...roots, ...changed, ...vanished].some(part => !restlessParts.has(part));
      const effect = sitepatrol.led().length ? "leads" : sitepatrol.active() ? "focus" : isShown ? "shows" : taken ? "taken" : "";
      sitepatrol.active()?.blur();
      return effect;
    },
    // What takes the focus off at each key must not do so while other probes press theirs.
    end() { ending.abort(); observer.disconnect(); },
  };
  return {isListening: true, hasSetting};
}
