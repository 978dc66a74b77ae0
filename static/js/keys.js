/* The keyboard map. Single letters can be switched off (data-shortcuts on <html>) and rest while something is being typed. */
"use strict";
(() => {
  const { one, all, rowActions = {}, clearTicks = () => false } = serang;
  const on = () => document.documentElement.dataset.shortcuts !== "off";
  const typing = (element) => element.closest?.("input:not([type=checkbox]):not([type=radio]):not([type=button]), select, textarea, [contenteditable], dialog[open]:not(.flat)");
  const visible = (element) => element.getClientRects().length > 0;
  const keyed = (key) => all("[data-key]").find((element) => element.dataset.key === key && visible(element));
  let going = 0;

  function help() { const link = one("[data-keys-help]"); link?.click(); return link; }
  function print() { (keyed("p") ? keyed("p").click() : window.print()); return true; }
  function firstFacet() {
    const panel = one("[data-facets]");
    if (!panel) return false;
    panel.open = true;
    const input = one("fieldset input", panel);
    input?.focus();
    return input;
  }
  function search() { const field = one("#top_search"); field?.focus(); field?.select(); return field; }
  function go(key) { const link = all("[data-go]").find((element) => element.dataset.go === key); link?.click(); return link; }

  const global = { "/": search, "?": help, f: firstFacet };

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key === "Escape") return escape(target);
    if (event.key === "Enter" && event.ctrlKey) {
      const form = target.form || target.closest?.("form") || one("main form[data-main], main form[data-guard]");
      if (form && form.method === "post") { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (!on() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(target) || one("dialog:modal")) return;
    if (Date.now() < going) {
      going = 0;
      if (go(event.key)) event.preventDefault();
      return;
    }
    if (event.key === "g") { going = Date.now() + 1500; return; }
    const done = global[event.key]?.() || rowActions[event.key]?.() || (event.key === "p" && print()) || press(event.key);
    if (done) event.preventDefault();
  });

  /* n, s, e, [ and ]: whatever on the page carries data-key. */
  function press(key) {
    const element = key.length === 1 && keyed(key);
    if (!element) return false;
    element.matches("input, select, textarea") ? element.focus() : element.click();
    return true;
  }

  function escape(target) {
    const open = all("details[data-drop][open]");
    if (open.length) {
      open.forEach((menu) => { menu.open = false; if (menu.contains(target)) one("summary", menu).focus(); });
    } else if (!one("dialog:modal") && !typing(target)) clearTicks();
  }

  document.addEventListener("click", (event) => {
    all("details[data-drop][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-keys-help]")) event.target.closest("details").open = false;
  });
})();
