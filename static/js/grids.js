/* Attendance (H S I A) and marks: typing moves on, nothing is sent before Ctrl+Enter or Simpan. */
"use strict";
(() => {
  const { one, all, word, say } = serang;
  const cells = (grid) => all("tbody tr", grid).map((row) => all("[data-mark]", row));

  function position(input) {
    const lines = all("tbody tr", input.closest("table"));
    const row = lines.indexOf(input.closest("tr"));
    return { lines, row, column: input.closest("td").cellIndex };
  }

  function go(input, down, across, kind = "[data-mark]") {
    const { lines, row, column } = position(input);
    for (let r = row + down, c = column + across; r >= 0 && r < lines.length && c >= 0 && c < lines[r].cells.length; r += down, c += across) {
      const next = one(kind, lines[r].cells[c]);
      if (next) return focus(next);
      if (!down && !across) return;
    }
  }

  function focus(input) {
    const grid = input.closest("[data-grid]");
    if (grid) all("[data-mark][tabindex='0']", grid).forEach((other) => { other.tabIndex = -1; });
    input.tabIndex = 0;
    input.focus();
    input.select?.();
  }

  function count(grid) {
    const n = all("td.changed", grid).length;
    const shown = one("[data-grid-state]");
    if (shown) shown.textContent = n ? word("unsaved", n) : "";
  }

  function write(input, mark) {
    input.value = mark;
    input.className = "mk mk-" + mark;
    input.closest("td").classList.toggle("changed", mark !== input.defaultValue);
    input.form?.dispatchEvent(new Event("input", { bubbles: true }));
    count(input.closest("table"));
  }

  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches?.("[data-mark]") || event.altKey || event.metaKey || event.ctrlKey) return;
    const letter = event.key.toUpperCase();
    const line = all("[data-mark]", input.closest("tr"));
    const moves = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Enter: [1, 0] };
    if ("HSIA".includes(letter) && letter.length === 1) { write(input, letter); go(input, 1, 0); }
    else if (event.key === "Delete" || event.key === "Backspace") write(input, "");
    else if (moves[event.key]) go(input, ...moves[event.key]);
    else if (event.key === "Home") focus(line[0]);
    else if (event.key === "End") focus(line[line.length - 1]);
    else if (event.key.length === 1) { /* any other letter writes nothing */ } else return;
    event.preventDefault();
  });
  document.addEventListener("focusin", ({ target }) => { if (target.matches("[data-mark]") && target.tabIndex < 0) focus(target); });

  /* Keyboards on phones send no key names, only the text. */
  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-mark]")) {
      const letter = target.value.slice(-1).toUpperCase();
      write(target, "HSIA".includes(letter) ? letter : "");
      if (target.value) go(target, 1, 0);
    }
    if (target.matches("[data-score]")) score(target);
  });

  function score(input) {
    const { low, high } = input.dataset;
    const typed = input.value.trim().replace(",", ".");
    const wrong = typed !== "" && !(Number(typed) >= Number(low) && Number(typed) <= Number(high));
    input.toggleAttribute("aria-invalid", wrong);
    if (wrong) input.setAttribute("aria-invalid", "true");
    input.title = wrong ? word("range", low, high) : "";
    input.closest("td").classList.toggle("changed", input.value !== input.defaultValue);
    count(input.closest("table"));
    return !wrong;
  }
  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches?.("[data-score]") || event.ctrlKey || event.metaKey) return;
    const down = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!down) return;
    event.preventDefault();
    if (!score(input) && event.key === "Enter") return say(input.getAttribute("aria-label") + ": " + input.title, true);
    go(input, down, 0, "[data-score]");
  });

  /* A column or block copied from a sheet fills the cells from here down; nothing is sent before Simpan. */
  document.addEventListener("paste", (event) => {
    const input = event.target;
    const lines = (event.clipboardData?.getData("text") || "").replace(/\r?\n$/, "").split(/\r?\n/);
    if (!input.matches?.("[data-score]") || (lines.length < 2 && !lines[0].includes("\t"))) return;
    event.preventDefault();
    const { lines: rows, row, column } = position(input);
    lines.forEach((line, down) => line.split("\t").forEach((typed, across) => {
      const field = one("[data-score]", rows[row + down]?.cells[column + across] || document.createElement("td"));
      if (field) { field.value = typed.trim(); score(field); }
    }));
    input.form?.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* "Tandai sisanya hadir": only the empty cells of today. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    const grid = button && one("[data-grid]");
    if (!grid) return;
    event.preventDefault();
    const empty = cells(grid).flat().filter((input) => !input.value && (!one("td.today", grid) || input.closest("td.today")));
    empty.forEach((input) => write(input, button.dataset.fill));
    if (empty[0]) focus(empty[0]);
  });
})();
