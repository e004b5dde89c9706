// Cases as a table in its own window; only the rows in view exist.
const table = {
  pitch: 44,

  show() {
    const head = element("tr");
    for (const column of columns) {
      const isSorted = column.name === selection.sort;
      const button = element("button", { type: "button", "data-sort": column.name },
        `${column.title}${isSorted ? (selection.descending ? " ↓" : " ↑") : ""}`);
      button.addEventListener("click", () => {
        sortBy(column.name);
        byID("table").querySelector(`[data-sort="${CSS.escape(column.name)}"]`)?.focus();
      });
      head.append(element("th", {
        scope: "col", class: column.kind === "number" ? null : "text",
        "aria-sort": isSorted && (selection.descending ? "descending" : "ascending"),
      }, button));
    }
    byID("table").tHead.replaceChildren(head);
    byID("table").setAttribute("aria-rowcount", selection.shown.length + 1);
    byID("table-wrap").scrollTop = 0;
    this.first = null;
    this.fill();
  },

  fill() {
    const wrap = byID("table-wrap");
    const visible = Math.ceil(wrap.clientHeight / this.pitch);
    const first = Math.max(0, Math.floor(wrap.scrollTop / this.pitch) - 8);
    if (this.first === first) return;
    this.first = first;
    const end = Math.min(selection.shown.length, first + visible + 16);
    const spacer = (count) => {
      const row = element("tr", { class: "spacer", "aria-hidden": "true" }, element("td", { colspan: columns.length }));
      row.style.height = `${count * this.pitch}px`;
      return row;
    };
    byID("table").tBodies[0].replaceChildren(
      spacer(first),
      ...selection.shown.slice(first, end).map((row, index) => this.row(row, first + index)),
      spacer(selection.shown.length - end));
  },

  row(row, index) {
    return element("tr", { "aria-rowindex": index + 2 }, ...columns.map((column) => {
      const text = format.cell(column, row);
      const shown = column.name === "image"
        ? element("a", { href: address(row), "data-row": row, title: text }, element("bdi", {}, text))
        : column.kind === "number" ? text : element("bdi", {}, text);
      return element("td", { class: column.kind === "number" ? null : "text" }, shown);
    }));
  },

  prepare() {
    byID("table-wrap").addEventListener("scroll", () => requestAnimationFrame(() => this.fill()), { passive: true });
  },
};
