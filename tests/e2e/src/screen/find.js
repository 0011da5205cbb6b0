// arguments: kind ("pressable", "choice", "writable", "text"), name. Gives an element or null.
const [kind, wanted] = arguments;

const squeeze = (text) => text.replaceAll(/\s+/g, " ").trim();

/** The words of an element without what is there for the eye only, such as the keys on a button. */
const words = (element) => {
  const copy = element.cloneNode(true);
  for (const hidden of copy.querySelectorAll("[aria-hidden=true], svg")) hidden.remove();
  return squeeze(copy.textContent);
};

/** The name by which a screen reader calls it. */
const nameOf = (element) => {
  const label = element.getAttribute("aria-label");
  if (label !== null) return squeeze(label);
  const by = (element.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
  const labels = by.map((id) => document.getElementById(id)).filter(Boolean);
  if (labels.length > 0) return squeeze(labels.map(words).join(" "));
  if (element.labels?.length > 0) return squeeze([...element.labels].map(words).join(" "));
  return words(element);
};

const reachable = (element) =>
  element.checkVisibility({ visibilityProperty: true }) &&
  element.closest("[inert], [aria-hidden=true]") === null;

const enabled = (element) =>
  !element.matches(":disabled, [aria-disabled=true]") &&
  element.querySelector("input:disabled") === null;

if (kind === "text") {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  let found = null;
  for (let element = walker.nextNode(); element; element = walker.nextNode()) {
    const inside = found === null || found.contains(element);
    if (inside && reachable(element) && squeeze(element.textContent).includes(wanted)) {
      found = element;
    }
  }
  return found;
}

const selectors = {
  writable: "input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true]",
  // Its name is the choice so far and the label.
  choice: "button[aria-haspopup=listbox]",
  pressable:
    "button, a, summary, label:has(input), [role=button], [role=link], [role=tab], [role=option], [role=row], [role^=menuitem], [role=radio], [role=checkbox], [role=switch]",
};
const named = [...document.querySelectorAll(selectors[kind])]
  .filter((element) => reachable(element) && enabled(element))
  .map((element) => ({ element, name: nameOf(element) }));
const exact = named.find(({ name }) => name === wanted);
const near = named.find(({ name }) => name.startsWith(wanted));
const labelled = kind === "choice" && named.find(({ name }) => name.endsWith(wanted));
return (exact ?? near ?? (labelled || null))?.element ?? null;
