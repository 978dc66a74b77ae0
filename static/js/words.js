/* Small things every other script uses: the translated sentences, finding elements, telling the screen reader. */
"use strict";
window.serang = (() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const word = (name, ...values) => values.reduce((text, value) => text.replace("{}", value), one("#words")?.dataset[name] || "");

  /* Polite by default; urgent interrupts. Emptied first, so that the same sentence is heard twice. */
  function say(text, urgent = false) {
    const region = one(urgent ? "#gawat" : "#umum");
    if (!region || !text) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 60);
  }

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== false) element.setAttribute(name, value === true ? "" : value);
    element.append(...children);
    return element;
  }

  /* What opens a row for edit. */
  const PENCIL = "[data-edit], .edits td:last-child > a";

  const token = () => one("[name=csrf_token]")?.value || "";

  document.documentElement.classList.add("js");
  all("[data-needs-script]").forEach((element) => { element.hidden = false; });
  all("[data-no-script]").forEach((element) => { element.hidden = true; });
  return { one, all, word, say, make, token, PENCIL };
})();
