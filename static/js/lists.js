/* Lists: ticks that survive paging, the bulk bar, one row in edit at a time, moving from row to row. */
"use strict";
(() => {
  const { one, all, word, say, make, PENCIL } = serang;
  const table = () => one("table[data-list]");
  const ROW = "tr:is([data-row], [id^=row_])";
  const TICK = "tbody [name=ids]";
  const rows = () => all(ROW, table() || make("table"));
  const current = () => document.activeElement?.closest(ROW);
  let anchor = null;

  /* ---- what is ticked; kept for this browser tab only ---- */
  const place = () => "ticks:" + table().dataset.list;
  function ticked() {
    try { return JSON.parse(sessionStorage.getItem(place())) || null; } catch { return null; }
  }
  function keep(state) {
    if (state.ids.length || state.all) sessionStorage.setItem(place(), JSON.stringify(state));
    else sessionStorage.removeItem(place());
    draw();
  }
  function state() {
    const list = table();
    const kept = ticked();
    if (kept && kept.selection === list.dataset.selection) return kept;
    if (kept) { sessionStorage.removeItem(place()); say(word("cleared")); }
    return { selection: list.dataset.selection, ids: [], all: false };
  }

  function draw() {
    const list = table();
    const bar = one("[data-bulk]");
    if (!list || !bar) return;
    const now = state();
    const here = all(TICK, list);
    for (const box of here) {
      box.checked = now.all || now.ids.includes(box.value);
      box.closest("tr").classList.toggle("sel", box.checked);
    }
    const whole = one("[data-check-all]", list);
    if (whole) {
      whole.checked = here.length > 0 && here.every((box) => box.checked);
      whole.indeterminate = !whole.checked && here.some((box) => box.checked);
    }
    const shown = new Set(here.map((box) => box.value));
    one("[data-bulk-ids]", bar).replaceChildren(...now.ids.filter((id) => !shown.has(id)).map((id) => make("input", { type: "hidden", name: "ids", value: id })));
    one("[data-bulk-all]", bar).value = now.all ? "1" : "";
    one("[data-bulk-count]", bar).textContent = word("selected", now.all ? bar.dataset.total : now.ids.length);
    one("[data-bulk-select-all]", bar).hidden = now.all || now.ids.length >= Number(bar.dataset.total);
    bar.hidden = !now.all && !now.ids.length;
  }

  function tick(boxes, on) {
    const now = state();
    const ids = new Set(now.all ? all(TICK, table()).map((box) => box.value) : now.ids);
    for (const box of boxes) on ? ids.add(box.value) : ids.delete(box.value);
    keep({ ...now, all: false, ids: [...ids] });
    say(word("selected", ids.size));
  }

  function upTo(box, on) {
    const boxes = all(TICK, table());
    const from = Math.max(0, boxes.indexOf(anchor?.isConnected ? anchor : box));
    const to = boxes.indexOf(box);
    tick(boxes.slice(Math.min(from, to), Math.max(from, to) + 1), on);
  }

  function clear(announce = true) {
    if (!table() || !one("[data-bulk]")) return false;
    const now = state();
    if (!now.ids.length && !now.all) return false;
    keep({ ...now, ids: [], all: false });
    if (announce) say(word("unselected"));
    return true;
  }

  let shift = false;
  document.addEventListener("click", (event) => {
    shift = event.shiftKey;
    if (event.target.closest("[data-bulk-clear]")) { clear(); one("#isi").focus(); }
    if (event.target.closest("[data-bulk-select-all]")) {
      keep({ ...state(), ids: [], all: true });
      say(word("allSelected", one("[data-bulk]").dataset.total));
    }
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-check-all]")) tick(all(TICK, table()), box.checked);
    if (box.matches(TICK) && table()?.contains(box)) {
      shift && anchor ? upTo(box, box.checked) : tick([box], box.checked);
      anchor = box;
    }
    const auto = box.closest("form[data-auto]");
    auto?.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.closest("dialog") && one("input[name=ids], input[name=all]", event.target)) clear(false);
  });

  /* ---- one row in edit at a time ---- */
  /* The pencil of a long list is a plain link to the page of edit; here the row opens in its place. */
  document.addEventListener("click", (event) => {
    const pencil = event.target.closest(PENCIL);
    if (!pencil || pencil.matches("[hx-get]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    htmx.ajax("GET", pencil.getAttribute("href").replace(/edit$/, "row/edit"), { source: pencil, event });
  });
  document.addEventListener("htmx:before:request", (event) => {
    const source = event.detail.ctx.sourceElement;
    if (!source.matches(PENCIL)) return;
    const other = all("tr.editing").find((row) => row !== source.closest("tr"));
    if (!other) return;
    if (other.dataset.dirty) {
      event.preventDefault();
      one(".inp", other).focus();
      say(word("otherRow"), true);
    } else one("[data-cancel]", other)?.click();
  });
  document.addEventListener("input", (event) => { const row = event.target.closest("tr.editing"); if (row) row.dataset.dirty = "1"; });
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("tr.editing");
    if (!row) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); one("[data-cancel]", row)?.click(); }
    if (event.key === "Enter" && event.target.matches("select")) { event.preventDefault(); one("[data-row-form]", row)?.requestSubmit(); }
  });
  document.addEventListener("dblclick", (event) => {
    if (!event.target.closest("a, button, input, select, label")) one(PENCIL, event.target.closest(ROW) || make("tr"))?.click();
  });

  /* ---- from row to row ---- */
  function move(by) {
    const list = rows();
    if (!list.length) return false;
    const at = list.indexOf(current());
    const row = list[Math.min(list.length - 1, Math.max(0, at + by))];
    row.tabIndex = -1;
    row.focus();
    return true;
  }
  const actions = {
    j: () => move(1),
    k: () => (current() ? move(-1) : move(1)),
    x: () => { const box = one(TICK, current() || make("tr")); if (box) { tick([box], !box.checked); anchor = box; } return box; },
    X: () => { const box = one(TICK, current() || make("tr")); if (box) { upTo(box, true); anchor = box; } return box; },
    e: () => { const edit = one(PENCIL, current() || make("tr")); edit?.click(); return edit; },
    o: () => { const open = one("[data-open], th a", current() || make("tr")); open?.click(); return open; },
    s: () => {
      const button = one("[data-bulk] [data-key=s]");
      if (!button) return false;
      if (one("[data-bulk]").hidden) actions.x();
      if (!one("[data-bulk]").hidden) button.click();
      return true;
    },
    Enter: () => document.activeElement.matches(ROW) && actions.e(),
  };

  if (matchMedia("(max-width:760px)").matches) all("[data-facets]").forEach((panel) => { panel.open = false; });
  document.addEventListener("serang:arrived", draw);
  Object.assign(serang, { rowActions: actions, clearTicks: clear });
  draw();
})();
