// Cases as pictures. Few stand in the flow of the page; of many, only those near the window exist.
const fileName = (path) => path.split("/").pop() || path;

const gallery = {
  most: 60, gap: 16, least: 320, tiles: new Map(), height: 0,

  show() {
    const place = byID("gallery");
    this.tiles.clear();
    place.replaceChildren();
    place.style.height = "";
    const { shown } = selection;
    place.classList.toggle("flow", shown.length <= this.most);
    if (shown.length === 0) {
      place.append(element("p", { class: "empty" }, "No case matches."));
    } else if (shown.length <= this.most) {
      place.append(...shown.map((row) => this.tile(row)));
    } else {
      this.lay();
    }
  },

  tile(row) {
    const frame = (...layers) => element("span", { class: "frame" }, ...layers);
    const image = (kind, name) => {
      const source = picture(kind, row);
      return source && element("img", { src: source, alt: "", loading: "lazy", decoding: "async", class: name });
    };
    const [mass, correct] = [number("lung_mass", row), word("correct", row)];
    const about = [word("label", row), word("source", row)].filter(Boolean).join(" · ");
    const says = `${word("predicted", row)} ${format.percent(number("probability", row))}`;
    return element("a", { class: "tile", href: address(row), "data-row": row },
      element("span", { class: "trio" },
        frame(image("radiograph")), frame(image("map"), image("outline", "outline")),
        frame(image("radiograph"), image("map", "blend-map"), image("outline", "outline"))),
      element("span", { class: "tile-text" },
        element("bdi", { class: "name", title: word("image", row) }, fileName(word("image", row))),
        element("b", { title: "lung mass" }, mass == null ? word("status", row) : format.percent(mass)),
        element("span", { class: "about" }, about || "–"),
        element("span", { class: correct === "wrong" ? "says wrong" : "says" },
          `${correct === "wrong" ? "✕ " : correct === "right" ? "✓ " : ""}${says}`)));
  },

  lay() {
    const place = byID("gallery");
    const width = place.clientWidth;
    this.across = Math.max(1, Math.floor((width + this.gap) / (this.least + this.gap)));
    this.width = (width - this.gap * (this.across - 1)) / this.across;
    // Three square pictures and two lines of text.
    this.height = Math.round(this.width / 3 + 66);
    const lines = Math.ceil(selection.shown.length / this.across);
    place.style.height = `${lines * (this.height + this.gap)}px`;
    place.style.setProperty("--tile", `${this.height}px`);
    for (const tile of this.tiles.values()) tile.remove();
    this.tiles.clear();
    this.fill();
  },

  fill() {
    const place = byID("gallery");
    if (selection.layout !== "pictures" || selection.shown.length <= this.most) return;
    const pitch = this.height + this.gap;
    const top = -place.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / pitch) - 2) * this.across;
    const end = Math.min(selection.shown.length, (Math.ceil((top + innerHeight) / pitch) + 2) * this.across);
    for (const [index, tile] of this.tiles) {
      if (index >= first && index < end || tile.contains(document.activeElement)) continue;
      tile.remove();
      this.tiles.delete(index);
    }
    for (let index = first; index < end; index++) {
      if (this.tiles.has(index)) continue;
      const tile = this.tile(selection.shown[index]);
      const [line, column] = [Math.floor(index / this.across), index % this.across];
      tile.style.width = `${this.width}px`;
      tile.style.transform = `translate(${column * (this.width + this.gap)}px, ${line * pitch}px)`;
      this.tiles.set(index, tile);
      // In the order of the cases, so that the Tab key follows what the eye sees.
      const later = [...this.tiles.keys()].filter((other) => other > index);
      place.insertBefore(tile, later.length ? this.tiles.get(Math.min(...later)) : null);
    }
  },

  prepare() {
    let waits = false;
    let rest = 0;
    addEventListener("scroll", () => {
      // Outlines are vector pictures, too slow to be drawn in motion: they come when it rests.
      byID("gallery").classList.add("moving");
      clearTimeout(rest);
      rest = setTimeout(() => byID("gallery").classList.remove("moving"), 150);
      if (waits) return;
      waits = true;
      requestAnimationFrame(() => { waits = false; this.fill(); });
    }, { passive: true });
    new ResizeObserver(() => {
      if (selection.layout === "pictures" && selection.shown.length > this.most
        && byID("gallery").clientWidth !== this.laid) {
        this.laid = byID("gallery").clientWidth;
        this.lay();
      }
    }).observe(byID("gallery"));
  },
};
