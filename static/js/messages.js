/* What goes wrong and what went well: failed requests in place with "Coba lagi", signing in again, dialogs, toasts. */
"use strict";
(() => {
  const { one, all, word, say, make } = serang;
  let opener = null;

  /* ---- a failed request: the message stands where the work is, what was typed stays ---- */
  function place(source) {
    const row = source.closest("tr");
    if (row) {
      const cell = make("td", { colspan: String(row.cells.length) });
      row.after(make("tr", { "data-notice": true }, cell));
      return cell;
    }
    const home = source.closest("form, dialog > div") || one("#notice") || one("main");
    const holder = make("div", { "data-notice": true, class: "gap" });
    home.prepend(holder);
    return holder;
  }

  function clear(source) {
    const row = source.closest("tr");
    if (row?.nextElementSibling?.matches("[data-notice]")) row.nextElementSibling.remove();
    (source.closest("form, dialog > div") || one("#notice"))?.querySelector(":scope > [data-notice]")?.remove();
    all("#notice > [data-notice]").forEach((old) => old.remove());
  }

  function complain(source, title, text, again) {
    clear(source);
    const words = make("div", { class: "grow" }, make("b", {}, title), make("br"), make("span", { class: "sm sec" }, text));
    const box = make("div", { class: "msg msg-bad" }, words);
    if (again) {
      const button = make("button", { type: "button", class: "btn btn-s" }, word("again"));
      button.addEventListener("click", () => { clear(source); again(); });
      box.append(button);
    }
    place(source).append(box);
    say(title + " " + text, true);
  }

  /* Send the same request once more, the way it was started. */
  function repeat(ctx) {
    const { sourceElement: source, sourceEvent: event } = ctx;
    if (source.matches("form")) source.requestSubmit(event?.submitter?.isConnected ? event.submitter : null);
    else if (!event || event.type === "click") source.click();
    else source.dispatchEvent(new Event(event.type, { bubbles: true }));
  }

  const silent = (source) => source.matches("[data-progress]");
  const writes = (ctx) => ctx.request.method !== "GET";

  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (!ctx?.request || ctx.response || silent(ctx.sourceElement)) return;
    const title = word(writes(ctx) ? "lost" : "lostRead");
    complain(ctx.sourceElement, title, writes(ctx) ? word("kept") : "", () => repeat(ctx));
  });

  /* The words of the answer when it is a page of ours, else our own. */
  function explained(ctx) {
    const page = new DOMParser().parseFromString(ctx.text || "", "text/html");
    const title = page.querySelector(".msg b, main h1, h1")?.textContent.trim();
    const text = page.querySelector(".msg .sec, main .stack > p, h1 ~ p")?.textContent.trim();
    const own = { 403: word("denied"), 404: word("gone"), 410: word("gone"), 413: word("tooBig") }[ctx.response.status];
    return { title: title || own || word("broken"), text: text || "" };
  }

  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    if (ctx.response.status < 500 || silent(ctx.sourceElement)) return;
    const code = ctx.response.headers.get("X-Error-Code");
    const said = explained(ctx);
    complain(ctx.sourceElement, said.title, code ? word("code", code) : said.text || word("kept"), () => repeat(ctx));
  });

  document.addEventListener("htmx:before:swap", (event) => {
    const ctx = event.detail.ctx;
    const status = ctx.response?.status || 200;
    if (status === 401) {
      event.preventDefault();
      signIn(() => repeat(ctx));
    } else if (status >= 400 && status < 500 && status !== 422 && !(status === 409 && ctx.hx?.reswap !== "none") && !ctx.hx?.retarget) {
      event.preventDefault();
      const said = explained(ctx);
      if (status === 404 || status === 410) ctx.sourceElement.closest("tr")?.classList.add("gone");
      complain(ctx.sourceElement, said.title, said.text, status === 429 ? () => repeat(ctx) : null);
    } else if (status < 400) clear(ctx.sourceElement);
  });

  /* ---- the session ended: sign in here, then go on ---- */
  let after = [];
  let coming = null;
  async function signIn(then) {
    after.push(then);
    const dialog = one("#sign_in_again") || await (coming ||= signInDialog().finally(() => { coming = null; }));
    if (!dialog) return location.assign(document.body.dataset.login);
    if (!dialog.open) dialog.showModal();
  }

  /* It stands in the page to sign in, which the server gives now. */
  async function signInDialog() {
    try {
      const { page } = await freshPage(document.body.dataset.login);
      document.body.append(one("#again", page).content.firstElementChild);
      return one("#sign_in_again");
    } catch {
      return null;
    }
  }

  async function freshPage(address, options) {
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    return { answer, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
  }

  function takeToken(token) {
    if (!token) return;
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
    all("[name=csrf_token]").forEach((input) => { input.value = token; });
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-sign-in]");
    if (!form) return;
    event.preventDefault();
    const error = one("[data-sign-in-error]", form);
    const failed = (text) => { error.textContent = text; error.hidden = false; one("[name=password]", form).focus(); };
    try {
      const before = await freshPage(form.action);
      const body = new FormData(form);
      body.set("only", document.body.dataset.me || "");
      body.set("csrf_token", before.page.querySelector("[name=csrf_token]")?.value || "");
      const { answer, page } = await freshPage(form.action, { method: "POST", body: new URLSearchParams(body) });
      if (!answer.ok || page.querySelector("main [name=password]")) {
        return failed(page.querySelector("main .msg b, main .err span")?.textContent.trim() || word("wrong"));
      }
      takeToken(page.querySelector("[name=csrf_token]")?.value);
    } catch {
      return failed(word("lostRead"));
    }
    form.reset();
    error.hidden = true;
    const waiting = after;
    after = [];
    one("#sign_in_again").close();
    say(word("back"));
    waiting.forEach((go) => go());
  });

  /* ---- dialogs ---- */
  function show(dialog) {
    if (dialog.open) return;
    opener = document.activeElement;
    dialog.dataset.back = opener?.id || opener?.closest("tr")?.id || "";
    dialog.showModal();
    const first = one("[data-first], [autofocus]", dialog) || one("form .field :is(input, select, textarea), form :is(select, textarea)", dialog) || one("[data-close]", dialog);
    first?.focus();
  }

  document.addEventListener("close", (event) => {
    const dialog = event.target;
    if (!dialog.matches?.("dialog")) return;
    if (dialog.id === "sign_in_again") after = [];
    const back = opener?.isConnected ? opener : document.getElementById(dialog.dataset.back || "");
    (back?.matches("tr") ? one("a, button", back) : back)?.focus();
    if (dialog.closest("#dialogs")) dialog.remove();
  }, true);

  document.addEventListener("click", (event) => {
    const open = event.target.closest("[data-dialog-open]");
    if (open) {
      const dialog = document.getElementById(open.dataset.dialogOpen);
      if (dialog) { event.preventDefault(); show(dialog); }
      return;
    }
    const close = event.target.closest("[data-close]");
    const dialog = close?.closest("dialog");
    if (dialog?.matches(":modal")) {
      if (!close.matches("[hx-get]")) event.preventDefault();
      dialog.close();
    }
    const toast = event.target.closest("[data-close-toast]")?.closest("[data-toast]");
    if (toast) dismiss(toast);
  });

  /* A question of ours instead of the browser's: ask("Hapus …?", () => …). */
  function ask(text, yes, no = () => {}) {
    const ok = make("button", { type: "button", class: "btn btn-p" }, word("go"));
    const cancel = make("button", { type: "button", class: "btn", "data-close": true, "data-first": true }, word("cancel"));
    const dialog = make("dialog", { "aria-label": text }, make("div", {}, make("p", {}, text)), make("footer", {}, cancel, ok));
    let chosen = false;
    ok.addEventListener("click", () => { chosen = true; dialog.close(); });
    dialog.addEventListener("close", () => (chosen ? yes() : no()));
    one("#dialogs").append(dialog);
    show(dialog);
  }

  /* ---- toasts: 8 s, with undo 20 s; waiting while looked at ---- */
  function dismiss(toast) {
    const held = toast.contains(document.activeElement);
    toast.remove();
    if (held) one("#isi").focus();
  }

  function start(toast) {
    if (toast.dataset.started) return;
    toast.dataset.started = "1";
    let timer = 0;
    const run = () => { clearTimeout(timer); timer = setTimeout(() => dismiss(toast), toast.hasAttribute("data-stay") ? 20000 : 8000); };
    const wait = () => clearTimeout(timer);
    toast.addEventListener("pointerenter", wait);
    toast.addEventListener("focusin", wait);
    toast.addEventListener("pointerleave", run);
    toast.addEventListener("focusout", run);
    say(one("span", toast).textContent);
    run();
  }

  function arrived() {
    all("#toasts [data-toast]").forEach(start);
    all("dialog[data-show]").forEach((dialog) => { dialog.removeAttribute("data-show"); show(dialog); });
  }

  /* ---- five minutes before the session ends; every request begins the time anew ---- */
  const lasting = Number(document.body.dataset.session || 0) * 1000;
  let ending = 0;
  function wait() {
    if (!lasting) return;
    clearTimeout(ending);
    one("#session_ending")?.remove();
    ending = setTimeout(warn, Math.max(0, lasting - 300000));
  }

  function warn() {
    const button = make("button", { type: "button", class: "btn btn-s" }, word("stay"));
    const words = make("div", { class: "grow" }, make("b", {}, word("ending")), make("br"), make("span", { class: "sm sec" }, word("endingMore")));
    button.addEventListener("click", async () => {
      const answer = await fetch(location.href, { method: "HEAD", credentials: "same-origin" }).catch(() => null);
      if (answer?.ok && !answer.redirected) wait();
      else signIn(wait);
    });
    one("#notice").prepend(make("div", { id: "session_ending", class: "msg msg-warn gap" }, words, button));
    say(word("ending"), true);
  }
  document.addEventListener("htmx:after:request", wait);
  wait();

  Object.assign(serang, { complain, signIn, ask, show, arrived });
  arrived();
})();
