// Values in local storage; not available in private windows.
export function kept(key, otherwise) {
  try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
}

export function keep(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* Storage full or not allowed. */ }
}

// Path of the site, with a slash at its end.
export const root = document.documentElement.dataset.root;

// Create an element with properties, attributes (role, aria-…) and children.
export function made(tag, properties = {}, ...held) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role" || name.startsWith("aria-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...held);
  return element;
}
