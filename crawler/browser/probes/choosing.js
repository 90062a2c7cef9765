(mostAlike, most) => {
  const HEARD = {click: 1, key: 16, change: 128};
  const kindOf = field => field.localName === "select" ? (field.multiple || field.size > 1 ? "" : "select")
    : field.type === "radio" || field.type === "checkbox" ? field.type
    : sitepatrol.hasCaret(field) && field.maxLength > 0 && field.maxLength <= 6 ? "text" : "";
  const bits = {select: HEARD.change | HEARD.key, radio: HEARD.change | HEARD.click, checkbox: HEARD.change | HEARD.click,
    text: HEARD.change | HEARD.key};

  const group = field => field.type === "radio" && field.name
    ? [...document.querySelectorAll("input[type=radio]")].filter(radio => radio.name === field.name && radio.form === field.form)
    : [field];
  const isHeard = (field, kind) => group(field).some(one => sitepatrol.eventsAround(one) & bits[kind]);

  const sight = new sitepatrol.Sight(), kinds = new Map(), groups = new Set(), found = [];
  for (const field of sitepatrol.tabbables()) {
    const kind = field.matches("input, select") ? kindOf(field) : "";
    if (!kind || found.length >= most || field.readOnly || !isHeard(field, kind)) continue;
    if (kind === "select" && [...field.options].filter(option => !option.disabled).length < 2) continue;
    if (kind === "radio" && groups.has(field.name)) continue;
    if (!sight.sees(field) && !(field.labels ?? []).length) continue;
    const alike = [kind, field.className, field.form?.id].join("|"), count = kinds.get(alike) ?? 0;
    if (count >= mostAlike) continue;
    kinds.set(alike, count + 1);
    if (field.name) groups.add(field.name);
    found.push({field, kind});
  }

  const around = field => {
    const described = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).map(id => id && document.getElementById(id));
    return [...(field.labels ?? []), ...described, field.closest("fieldset")?.querySelector("legend"), field.parentElement]
      .filter(Boolean).map(part => (part.innerText ?? "").slice(0, 150)).join(" ").replace(/\s+/g, " ").slice(0, 300);
  };

  sitepatrol.choosing = {
    begin(at) {
      const one = found[at], {field, kind} = one;
      sitepatrol.active()?.blur();
      one.kept = kind === "select" ? field.selectedIndex : kind === "text" ? field.value : field.checked;
      one.chosen = kind === "radio" ? group(field).filter(radio => radio.checked) : [];
      if (kind === "text") field.value = "";
      field.focus();
      sitepatrol.led();
      if (sitepatrol.active() !== field) return null;
      if (kind === "text") return Array(field.maxLength).fill("1");
      return [kind === "checkbox" ? "Space" : "ArrowDown"];
    },
    outcome(at) {
      const {field, kind, kept, chosen} = found[at], active = sitepatrol.active(), [ledTo = ""] = sitepatrol.led();
      const isElsewhere = !group(field).includes(active);
      const told = {
        spot: sitepatrol.spot(field), entry: kind, ledTo, around: around(field),
        movedTo: isElsewhere && active ? sitepatrol.spot(active) : null,
      };
      if (kind === "select") field.selectedIndex = kept; else if (kind === "text") field.value = kept; else field.checked = kept;
      chosen.forEach(radio => { radio.checked = true; });
      active?.blur();
      return told;
    },
  };
  return found.length;
}
