/* Drafts: what is typed in a form is kept on the server until it is saved, so that no lost session, line or browser loses a word. */
"use strict";
(() => {
  const { one, all, word, token, complain, signIn, settle, isChanged } = serang;
  const address = "/accounts/draft";
  const unsent = () => all("form[data-draft][data-stale]");
  const secret = "[type=file], [type=password], [autocomplete=new-password]";

  function typed(form) {
    const body = new FormData(form);
    for (const field of form.elements) if (field.matches(secret)) body.delete(field.name);
    return new URLSearchParams(body);
  }

  /* ---- keeping: every 30 s, when the page is left, and before a form that leads to another page is sent ---- */
  async function keep(form) {
    delete form.dataset.stale;
    const answer = await fetch(address, {
      method: "POST", body: typed(form), headers: { "HX-Request": "true" }, credentials: "same-origin", signal: AbortSignal.timeout(10000),
    }).catch(() => null);
    const kept = answer?.status === 204;
    if (!kept && answer?.status !== 413) form.dataset.stale = "1";
    const shown = one("[data-draft-state]", form);
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    if (shown) shown.textContent = kept ? word("draft", time) : word("draftLost");
    return answer;
  }
  setInterval(() => unsent().forEach(keep), 30000);
  addEventListener("visibilitychange", () => {
    if (document.hidden) unsent().forEach((form) => navigator.sendBeacon(address, typed(form)) || keep(form));
  });

  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (!form.matches("[data-draft]:not([hx-post])") || !isChanged(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.keeping) return;
    form.dataset.keeping = "1";
    const answer = await keep(form);
    delete form.dataset.keeping;
    const again = () => form.requestSubmit(submitter);
    if (answer?.status === 401) signIn(again);
    else if (answer?.status === 204 || answer?.status === 413) {
      settle(form);
      if (form.dataset.ask) form.dataset.sure = "1";
      again();
    } else complain(form, answer ? word("broken") : word("lost"), word("kept"), again);
  }, true);

  /* ---- the offer above a form ----
     Hidden fields say what the words were based on, how the page is looked at, or of whom and what the form speaks. The first are
     filled in, so that a newer edit by somebody else is noticed; the second stay; when the third differ, the draft is of another form. */
  const basis = /^(version|seen|wishes_were|base-)/;
  const look = /^(csrf_token|draft|span|from|show|page)$/;
  const texts = (kept, name) => [].concat(kept[name] ?? []);
  const shows = (field) => (field.options ? [...field.selectedOptions].map((option) => option.value).join("\n") : field.checked + field.value);

  function fits(form, kept) {
    const telling = [...form.elements].filter((field) => field.type === "hidden" && !basis.test(field.name) && !look.test(field.name));
    return telling.every(({ name }) => telling.filter((field) => field.name === name).map((field) => field.value).join("\n") === texts(kept, name).join("\n"));
  }

  function set(field, kept, taken) {
    const { name } = field;
    if (field.matches("[type=checkbox], [type=radio]")) field.checked = texts(kept, name).includes(field.value);
    else if (field.matches("[multiple]")) for (const option of field.options) option.selected = texts(kept, name).includes(option.value);
    else {
      const at = taken.get(name) ?? 0; // fields of one name take the words in their order
      const text = texts(kept, name)[at];
      taken.set(name, at + 1);
      if (text !== undefined && (!field.options || [...field.options].some((option) => option.value === text))) field.value = text;
    }
  }

  function fill(form, kept) {
    const taken = new Map();
    for (const field of [...form.elements].filter((element) => element.matches(`input:not([type=submit], ${secret}), select, textarea`))) {
      if (field.type === "hidden" && !basis.test(field.name)) continue;
      const before = shows(field);
      set(field, kept, taken);
      if (field.type === "hidden" || shows(field) === before) continue;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function check() {
    for (const offer of all("[data-draft-offer]")) if (!fits(offer.nextElementSibling, JSON.parse(offer.dataset.typed))) offer.remove();
  }
  document.addEventListener("serang:arrived", check);
  check();

  function drop(form) {
    settle(form);
    const body = new URLSearchParams({ csrf_token: token(), draft: form.elements.draft.value });
    fetch(address, { method: "POST", body, credentials: "same-origin", keepalive: true }).catch(() => null); // offered once more
  }

  document.addEventListener("click", ({ target }) => {
    const choice = target.closest("[data-draft-use], [data-draft-drop]");
    if (choice) {
      const offer = choice.closest("[data-draft-offer]");
      const form = offer.nextElementSibling;
      if (choice.matches("[data-draft-use]")) fill(form, JSON.parse(offer.dataset.typed));
      else drop(form);
      offer.remove();
      one("input:not([type=hidden]), select, textarea", form)?.focus();
    }
    const left = target.closest("[data-leave], [data-cancel]")?.closest("form");
    if (left?.elements.draft && (isChanged(left) || left.closest("dialog"))) drop(left);
  }, true);
})();
