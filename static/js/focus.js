/* After a part came in: who gets the focus, what is read out, what is busy. The focus never falls to the body. */
"use strict";
(() => {
  const { all, one, say, arrived, PENCIL } = serang;
  let fresh = [];
  let held = null;

  const within = (nodes, selector) => nodes.flatMap((node) => (node.nodeType === 1 && node.isConnected ? [...(node.matches(selector) ? [node] : []), ...all(selector, node)] : []));

  function give(element) {
    if (!element) return false;
    if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus();
    return document.activeElement === element;
  }

  function settle(ctx) {
    const nodes = fresh;
    fresh = [];
    for (const node of within(nodes, "[data-announce]")) say(node.dataset.announce);
    for (const node of within(nodes, "[data-announce-now]")) say(node.dataset.announceNow, true);
    arrived();
    document.dispatchEvent(new CustomEvent("serang:arrived", { detail: { nodes } }));
    if (one("dialog:modal")) return;
    const active = document.activeElement;
    const lost = !active || active === document.body;
    const inside = nodes.some((node) => node.nodeType === 1 && node.contains(active));
    const wanted = within(nodes, "[data-focus]")[0];
    const field = wanted && document.getElementById(wanted.dataset.focus);
    if (field && (lost || inside) && give(field)) {
      if (field.matches("tr.editing input")) field.select(); // typing replaces, as in a sheet
      return;
    }
    if (!lost || held === document.body) return; // nobody had the focus, so nobody lost it
    const source = ctx?.sourceElement;
    const next = (source?.isConnected && source !== document.body && source.matches("a[href], button, input, select, textarea") && source)
      || within(nodes, PENCIL)[0] || within(nodes, "caption, h1, h2, h3")[0] || within(nodes, "a[href], button, input, select")[0] || one("#isi");
    give(next);
  }

  document.addEventListener("htmx:before:swap", () => { held = document.activeElement; });
  document.addEventListener("htmx:after:settle", ({ detail }) => fresh.push(...(detail.newContent || [])));
  document.addEventListener("htmx:after:swap", ({ detail }) => setTimeout(() => settle(detail.ctx), 0));

  const busy = (ctx, on) => {
    const target = ctx?.target;
    if (!(target instanceof Element) || ctx.sourceElement.matches("[data-progress]")) return;
    if (on) target.setAttribute("aria-busy", "true");
    else target.removeAttribute("aria-busy");
  };
  document.addEventListener("htmx:before:request", ({ detail }) => busy(detail.ctx, true));
  document.addEventListener("htmx:finally:request", ({ detail }) => busy(detail.ctx, false));

  /* An empty field does not belong into the address. */
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.request.method !== "GET" || !ctx.request.body) return;
    for (const name of new Set(ctx.request.body.keys())) if (ctx.request.body.getAll(name).every((value) => value === "")) ctx.request.body.delete(name);
  });

  /* Progress is read out at a quarter, half, three quarters. */
  let quarter = 0;
  document.addEventListener("serang:arrived", ({ detail: { nodes } }) => {
    for (const node of within(nodes, "[data-progress]")) {
      const now = Math.floor(Number(node.dataset.progress) / 25);
      if (now > quarter && now < 4) say(one("b", node).textContent);
      quarter = now;
    }
  });

  /* In the next frame: the field marked autofocus has had its turn, and Chrome does not complain of two. */
  requestAnimationFrame(() => give(document.getElementById(one("main [data-focus]")?.dataset.focus || "")));
})();
