// Cases as a table in its own window; only the rows in view exist.
const table = {
  pitch: 44, rows: new Map(),

  show() {
    const head = element("tr");
    let total = 0;
    for (const column of columns) {
      // Fixed widths: columns stay where they are while rows come and go, and cost no layout.
      const width = column.name === "image" ? 15 : Math.max(column.kind === "number" ? 5 : 5.6, 2.4 + 0.52 * column.title.length);
      total += width;
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
      head.lastChild.style.width = `${width}rem`;
    }
    byID("table").style.width = `${total}rem`;
    byID("table").tHead.replaceChildren(head);
    byID("table").setAttribute("aria-rowcount", selection.shown.length + 1);
    byID("table-wrap").scrollTop = 0;
    this.rows.clear();
    this.above = this.spacer();
    this.below = this.spacer();
    byID("table").tBodies[0].replaceChildren(this.above, this.below);
    this.fill();
  },

  spacer() {
    return element("tr", { class: "spacer", "aria-hidden": "true" }, element("td", { colspan: columns.length }));
  },

  fill() {
    const wrap = byID("table-wrap");
    const count = selection.shown.length;
    const top = Math.floor(wrap.scrollTop / this.pitch);
    const first = Math.max(0, Math.min(top - 8, count));
    const end = Math.min(count, top + Math.ceil(wrap.clientHeight / this.pitch) + 8);
    for (const [index, row] of this.rows) {
      if (index >= first && index < end) continue;
      row.remove();
      this.rows.delete(index);
    }
    let next = this.below;
    for (let index = end - 1; index >= first; index--) {
      let row = this.rows.get(index);
      if (!row) {
        row = this.row(selection.shown[index], index);
        this.rows.set(index, row);
        next.before(row);
      }
      next = row;
    }
    this.above.style.height = `${first * this.pitch}px`;
    this.below.style.height = `${(count - end) * this.pitch}px`;
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
