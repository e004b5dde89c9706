// Which rows are shown, in which order; the controls say, and every view follows.
const byID = (id) => document.getElementById(id);

const columns = [
  { name: "image", title: "Image", kind: "word" },
  { name: "model", title: "Model", kind: "subject" },
  { name: "method", title: "Method", kind: "subject" },
  ...stored.columns,
];
const columnNamed = (name) => columns.find((column) => column.name === name);

const selection = {
  pick: "worst", count: 12, seed: stored.seed, layout: "pictures",
  model: stored.subjects[0]?.model ?? "", method: stored.subjects[0]?.method ?? "",
  search: "", facets: {}, sort: "lung_mass", descending: false,
  matching: [], shown: [],
};

function matches(row) {
  const subject = subjectOf(row);
  if (selection.model && subject.model !== selection.model) return false;
  if (selection.method && subject.method !== selection.method) return false;
  for (const [name, value] of Object.entries(selection.facets)) {
    if ((word(name, row) ?? "") !== value) return false;
  }
  if (!selection.search) return true;
  return ["image", "patient", "source", "label"].some((name) =>
    (word(name, row) ?? "").toLowerCase().includes(selection.search));
}

function ordered(list, name, descending) {
  const column = columnNamed(name) ?? columns[0];
  const key = column.kind === "number"
    ? (row) => number(column.name, row)
    : column.kind === "subject" ? (row) => subjectOf(row)[column.name] : (row) => word(column.name, row);
  const keys = new Map(list.map((row) => [row, key(row)]));
  const sign = descending ? -1 : 1;
  // What is undefined comes last, whichever the direction; ties keep the stored order.
  return [...list].sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x == null || y == null) return (x == null) - (y == null) || a - b;
    if (x < y) return -sign;
    if (x > y) return sign;
    return a - b;
  });
}

function select() {
  selection.matching = rows.filter(matches);
  const scored = selection.matching.filter((row) => number("lung_mass", row) != null);
  const chosen = {
    worst: () => ordered(scored, "lung_mass", false).slice(0, selection.count),
    best: () => ordered(scored, "lung_mass", true).slice(0, selection.count),
    random: () => shuffled(selection.matching, selection.seed).slice(0, selection.count),
    all: () => selection.matching,
  }[selection.pick]();
  selection.shown = ordered(chosen, selection.sort, selection.descending);
  const [shown, all] = [selection.shown.length, selection.matching.length];
  byID("summary").textContent = {
    worst: `The ${shown} lowest lung masses of ${all}`,
    best: `The ${shown} highest lung masses of ${all}`,
    random: `${shown} of ${all} at random, seed ${selection.seed}`,
    all: `${all} of ${rowCount} results`,
  }[selection.pick];
}

function update() {
  select();
  for (const id of ["pick", "layout"]) {
    for (const button of byID(id).children) {
      button.setAttribute("aria-pressed", String(button.dataset.value === selection[id]));
    }
  }
  byID("count-label").hidden = selection.pick === "all";
  byID("seed-label").hidden = selection.pick !== "random";
  byID("sort").value = selection.sort;
  byID("direction").textContent = selection.descending ? "↓ Highest first" : "↑ Lowest first";
  const isTable = selection.layout === "table";
  byID("gallery").hidden = isTable;
  byID("table-wrap").hidden = !isTable;
  if (isTable) table.show(); else gallery.show();
}

function options(list, value, all) {
  return [
    ...(all ? [element("option", { value: "" }, all)] : []),
    ...list.map((name) => element("option", { value: name, selected: name === value }, name)),
  ];
}

function sortBy(name) {
  if (selection.sort === name) selection.descending = !selection.descending;
  else Object.assign(selection, { sort: name, descending: false });
  update();
}

function facet({ name, title }) {
  const values = [...new Set(stored.words[name].values)].sort();
  const chooser = element("select", { "data-facet": name }, element("option", { value: "\u0000" }, "any"),
    ...values.map((value) => element("option", { value }, value || "(none)")));
  chooser.addEventListener("change", () => {
    if (chooser.value === "\u0000") delete selection.facets[name];
    else selection.facets[name] = chooser.value;
    update();
  });
  return element("label", {}, `${title} `, chooser);
}

function prepareControls() {
  const distinct = (key) => [...new Set(stored.subjects.map((subject) => subject[key]))];
  const models = distinct("model"), methods = distinct("method");
  byID("model").append(...options(models, selection.model, models.length > 1 && "all models"));
  byID("method").append(...options(methods, selection.method, methods.length > 1 && "all methods"));
  byID("sort").append(...columns.map(({ name, title }) => element("option", { value: name }, title)));
  byID("seed").value = selection.seed;
  byID("filters").querySelector(".wide").before(...stored.facets.map(facet));

  for (const id of ["pick", "layout"]) {
    byID(id).addEventListener("click", ({ target }) => {
      if (!target.dataset.value) return;
      selection[id] = target.dataset.value;
      if (id === "pick" && target.dataset.value !== "all") {
        Object.assign(selection, { sort: "lung_mass", descending: target.dataset.value === "best" });
      }
      update();
    });
  }
  const listen = (id, kind, change) => byID(id).addEventListener(kind, () => { change(byID(id)); update(); });
  listen("count", "change", ({ value }) => { selection.count = Number(value); });
  listen("seed", "change", ({ value }) => { selection.seed = Math.max(0, Math.floor(Number(value)) || 0); });
  listen("model", "change", ({ value }) => { selection.model = value; });
  listen("method", "change", ({ value }) => { selection.method = value; });
  listen("search", "input", ({ value }) => { selection.search = value.trim().toLowerCase(); });
  listen("sort", "change", ({ value }) => { selection.sort = value; });
  listen("direction", "click", () => { selection.descending = !selection.descending; });
  byID("reset").addEventListener("click", () => {
    Object.assign(selection, { search: "", facets: {} });
    byID("search").value = "";
    for (const chooser of document.querySelectorAll("[data-facet]")) chooser.value = "\u0000";
    update();
  });
  byID("controls").hidden = false;
}
