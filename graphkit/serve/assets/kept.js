// What is remembered on this computer; a private window forgets it.
export function kept(key, otherwise) {
  try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
}

export function keep(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* Full, or not allowed: it lasts as long as the page. */ }
}

// An element with its properties, attributes (role, aria-…) and what it holds.
export function made(tag, properties = {}, ...held) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role" || name.startsWith("aria-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...held);
  return element;
}
