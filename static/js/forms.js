/* Forms: nobody leaves what was typed unasked, one question before what cannot be undone, no double sending, uploads with progress. */
"use strict";
(() => {
  const { one, all, word, say, make, token, ask } = serang;
  const changed = new Set();
  const guarded = "form[data-guard], form[data-row-form]";
  const touch = (form) => { changed.add(form); form.dataset.stale = "1"; };
  const settle = (form) => { changed.delete(form); delete form.dataset.stale; };

  document.addEventListener("input", (event) => {
    const form = event.target.form || event.target.closest("form");
    if (form?.matches(guarded)) touch(form);
  });
  addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) { event.preventDefault(); event.returnValue = word("leave"); }
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-leave]")) changed.clear(); });

  /* ---- ask first, send once ---- */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.ask && !form.dataset.sure) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const submitter = event.submitter;
      ask(form.dataset.ask, () => { form.dataset.sure = "1"; form.requestSubmit(submitter); });
      return;
    }
    delete form.dataset.sure;
  }, true);
  /* Enter in a dialog presses its main button: on a choice, and in a field when the first button is one for pages without script. */
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.key !== "Enter" || event.ctrlKey || event.isComposing || event.defaultPrevented || !target.matches?.("dialog form :is(select, input)")) return;
    if (target.matches("input") && !one("button:not([type=button])", target.form)?.closest("[data-no-script]")) return;
    const go = one("footer .btn-p", target.form);
    if (go) { event.preventDefault(); target.form.requestSubmit(go); }
  });
  document.addEventListener("htmx:confirm", (event) => {
    const { ctx, issueRequest, dropRequest } = event.detail;
    if (!ctx.confirm) return;
    event.preventDefault();
    ask(ctx.confirm, issueRequest, dropRequest);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    settle(form);
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [data-upload], [data-sign-in]")) return;
    setTimeout(() => all("[type=submit], button:not([type])", form).forEach((button) => { button.disabled = true; button.dataset.once = "1"; }), 0);
  });
  addEventListener("pageshow", () => all("[data-once]").forEach((button) => { button.disabled = false; delete button.dataset.once; }));
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement;
    if (form.matches?.(guarded) && form.isConnected && (ctx.response?.status || 500) >= 400) touch(form);
  });

  /* A page that answered a form goes by the address it was sent from: Back and reload open that, with the draft, and send nothing anew. */
  if ("posted" in document.body.dataset && document.referrer.startsWith(location.origin)) history.replaceState(history.state, "", document.referrer);

  /* ---- uploads: one row and one bar per file; one bad file does not stop the others ---- */
  function reason(request) {
    const page = new DOMParser().parseFromString(request.responseText || "", "text/html");
    return page.querySelector(".err, .errsum li, .msg b, main h1")?.textContent.trim() || word(request.status === 413 ? "tooBig" : "failed");
  }

  function send(form, input, file, line) {
    const bar = make("progress", { max: "100", value: "0", "aria-label": file.name });
    const state = make("span", { class: "sm" }, word("sending"));
    line.append(make("span", { class: "grow" }, file.name, " ", state, bar));
    const finish = (text, good) => { bar.remove(); state.textContent = text; state.className = "sm " + (good ? "ok" : "bad"); say(file.name + ": " + text, !good); return good; };
    const limit = Number(form.dataset.limitMb);
    if (limit && file.size > limit * 1048576) return Promise.resolve({ good: finish(word("big", (file.size / 1048576).toFixed(1), limit), false) });
    const body = new FormData(form);
    body.delete(input.name);
    body.append(input.name, file);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("X-CSRFToken", token());
      request.upload.addEventListener("progress", (event) => { bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0; });
      request.addEventListener("load", () => {
        if (request.status === 401) return serang.signIn(() => { line.replaceChildren(); resolve(send(form, input, file, line)); });
        const good = request.status < 400;
        resolve({ good: finish(good ? word("sent") : reason(request), good), address: request.responseURL });
      });
      request.addEventListener("error", () => resolve({ good: finish(word("lostRead"), false) }));
      request.send(body);
    });
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const input = form.matches("[data-upload]") && one("[type=file]", form);
    if (!input || !input.files.length) return;
    event.preventDefault();
    const list = one("[data-upload-list]", form);
    const files = [...input.files];
    const results = [];
    list.replaceChildren();
    for (const file of files) {
      const line = list.appendChild(make("li"));
      results.push(await send(form, input, file, line));
    }
    if (!results.some((result) => result.good)) return;
    const away = results.length === 1 && results[0].address && new URL(results[0].address).pathname !== location.pathname;
    if (away) location.assign(results[0].address);
    else if (form.dataset.part) htmx.ajax("GET", location.pathname + location.search, { target: "#" + form.dataset.part, swap: "innerHTML" });
    else if (results.every((result) => result.good)) location.reload();
    input.value = "";
  });

  Object.assign(serang, { settle, isChanged: (form) => changed.has(form) });
})();
