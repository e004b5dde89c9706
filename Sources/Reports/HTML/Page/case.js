// One case, enlarged. The part of the address after # names it, so that a link can be shared.
function address(row) {
  const { model, method } = subjectOf(row);
  return `#case=${encodeURIComponent(word("image", row))}&model=${encodeURIComponent(model)}&method=${encodeURIComponent(method)}`;
}

function rowAt(hash) {
  if (!hash.startsWith("#case=")) return null;
  const wanted = {};
  try {
    for (const part of hash.slice(1).split("&")) {
      const [name, value] = part.split("=");
      wanted[name] = decodeURIComponent(value ?? "");
    }
  } catch {
    return null;
  }
  const same = rows.filter((row) => word("image", row) === wanted.case);
  return same.find((row) => subjectOf(row).model === wanted.model && subjectOf(row).method === wanted.method)
    ?? same[0] ?? null;
}

const enlarged = {
  row: null,

  open(row) {
    this.row = row;
    const dialog = byID("case");
    this.draw();
    if (!dialog.open) {
      dialog.showModal();
      byID("case-name").focus();
    }
    dialog.scrollTop = 0;
  },

  go(row) {
    history.replaceState(null, "", address(row));
    this.open(row);
  },

  step(by) {
    const { shown } = selection;
    const index = shown.indexOf(this.row);
    if (shown.length) this.go(shown[index < 0 ? 0 : (index + by + shown.length) % shown.length]);
  },

  turn(key, value) {
    const image = word("image", this.row);
    const subject = { ...subjectOf(this.row), [key]: value };
    const same = rows.filter((row) => word("image", row) === image && subjectOf(row)[key] === value);
    const row = same.find((row) => subjectOf(row).model === subject.model && subjectOf(row).method === subject.method) ?? same[0];
    if (row != null) this.go(row);
  },

  draw() {
    const { row } = this;
    const { model, method } = subjectOf(row);
    const index = selection.shown.indexOf(row);
    byID("case-name").replaceChildren(element("bdi", {}, word("image", row)));
    byID("position").textContent = index < 0 ? "not listed" : `${index + 1} of ${selection.shown.length}`;
    for (const kind of ["radiograph", "map", "outline"]) {
      const source = picture(kind, row);
      const layer = byID(`stage-${kind}`);
      layer.hidden = !source;
      if (source) layer.src = source; else layer.removeAttribute("src");
    }
    byID("stage-radiograph").alt = `Radiograph ${word("image", row)}`;
    byID("stage-missing").hidden = picture("radiograph", row) != null;
    const overlay = picture("overlay", row);
    byID("overlay-link").hidden = !overlay;
    if (overlay) byID("overlay-link").href = overlay;
    this.place();
    const images = rows.filter((other) => word("image", other) === word("image", row));
    const distinct = (key) => [...new Set(images.map((other) => subjectOf(other)[key]))];
    byID("case-model").replaceChildren(...options(distinct("model"), model));
    byID("case-method").replaceChildren(...options(distinct("method"), method));
    const pair = (name, value) => element("div", {}, element("dt", {}, name), element("dd", {}, element("bdi", {}, value)));
    const facts = [
      ["Class", word("label", row)], ["Predicted", `${word("predicted", row)} ${format.percent(number("probability", row))}`],
      ["Prediction", word("correct", row)], ["Explained class", word("target", row)], ["Layer", word("layer", row)],
      ...stored.details.map(({ name, title }) => [title, word(name, row)]),
      ["Strongest point", word("peak_region", row)], ["Status", word("status", row)], ["Warnings", word("warnings", row)],
    ];
    byID("case-facts").replaceChildren(...facts.filter(([, value]) => value).map(([name, value]) => pair(name, value)));
    byID("case-scores").replaceChildren(...stored.columns.filter((column) => column.isScore)
      .map((column) => pair(column.title, format.cell(column, row))));
  },

  // The stage takes the picture's proportions; the outline knows the size that the peak refers to.
  place() {
    const [radiograph, outline, peak] = ["stage-radiograph", "stage-outline", "stage-peak"].map(byID);
    if (radiograph.naturalWidth) {
      byID("stage").style.aspectRatio = `${radiograph.naturalWidth} / ${radiograph.naturalHeight}`;
    }
    const [x, y] = [number("peak_x", this.row), number("peak_y", this.row)];
    const isKnown = x != null && y != null && outline.naturalWidth > 0 && !outline.hidden;
    peak.hidden = !isKnown || !byID("show-peak").checked;
    outline.style.visibility = byID("show-outline").checked ? "" : "hidden";
    if (!isKnown) return;
    peak.style.left = `${100 * (x + 0.5) / outline.naturalWidth}%`;
    peak.style.top = `${100 * (y + 0.5) / outline.naturalHeight}%`;
    const hit = number("pointing_hit", this.row);
    peak.className = hit === 1 ? "inside" : hit === 0 ? "outside" : "";
  },

  // Up to the overlay the map grows over the radiograph, beyond it the radiograph fades.
  blend() {
    const share = byID("blend").value / 100;
    byID("stage-map").style.opacity = share;
    byID("stage-radiograph").style.opacity = share <= 0.65 ? 1 : (1 - share) / 0.35;
    byID("blend").setAttribute("aria-valuetext",
      share === 0 ? "radiograph" : share === 1 ? "map" : `map at ${Math.round(share * 100)} %`);
  },

  async copy() {
    const link = location.href;
    try {
      await navigator.clipboard.writeText(link);
      byID("copy").textContent = "Copied";
    } catch {
      prompt("The link to this case:", link);
    }
    setTimeout(() => { byID("copy").textContent = "Copy link"; }, 1500);
  },

  prepare() {
    const dialog = byID("case");
    const follow = () => {
      const row = rowAt(location.hash);
      if (row != null) this.open(row); else if (dialog.open) dialog.close();
    };
    addEventListener("hashchange", follow);
    dialog.addEventListener("close", () => {
      // This event comes late: by now another case may be open, or be named by the address and about to open.
      if (dialog.open || ![null, this.row].includes(rowAt(location.hash))) return;
      if (location.hash.startsWith("#case=")) history.replaceState(null, "", location.pathname + location.search);
      document.querySelector(`#cases [data-row="${this.row}"]`)?.focus({ preventScroll: true });
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input[type=range], select")) return;
      if (event.key === "ArrowRight") this.step(1);
      else if (event.key === "ArrowLeft") this.step(-1);
      else if (event.key.toLowerCase() === "o") byID("show-outline").click();
      else return;
      event.preventDefault();
    });
    byID("close").addEventListener("click", () => dialog.close());
    byID("previous").addEventListener("click", () => this.step(-1));
    byID("next").addEventListener("click", () => this.step(1));
    byID("copy").addEventListener("click", () => this.copy());
    byID("blend").addEventListener("input", () => this.blend());
    byID("case-model").addEventListener("change", ({ target }) => this.turn("model", target.value));
    byID("case-method").addEventListener("change", ({ target }) => this.turn("method", target.value));
    for (const id of ["show-outline", "show-peak"]) byID(id).addEventListener("change", () => this.place());
    for (const id of ["stage-radiograph", "stage-outline"]) byID(id).addEventListener("load", () => this.place());
    this.blend();
    follow();
  },
};
