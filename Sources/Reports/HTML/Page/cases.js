// The stored rows. Columns of words are lists of distinct values and an index per row, so that
// thousands of rows stay small; columns of numbers are lists with null for what is undefined.
const stored = JSON.parse(document.getElementById("data").textContent);

const rowCount = stored.subject.length;
const rows = Array.from({ length: rowCount }, (_, row) => row);

function word(name, row) {
  const column = stored.words[name];
  return column ? column.values[column.codes[row]] : null;
}

function number(name, row) {
  return stored.numbers[name] ? stored.numbers[name][row] : null;
}

const subjectOf = (row) => stored.subjects[stored.subject[row]];

// Names of pictures are stored with * for what an image's pictures have in common.
function picture(kind, row) {
  const path = word(kind, row);
  if (!path) return null;
  return path.replaceAll("*", word("stem", row) ?? "").split("/").map(encodeURIComponent).join("/");
}

const format = {
  fixed: (value, digits = 2) => (value == null ? "–" : value.toFixed(digits)),
  percent: (value) => (value == null ? "–" : `${Math.round(value * 100)}\u00a0%`),
  cell(column, row) {
    if (column.kind === "number") {
      const value = number(column.name, row);
      return column.decimals == null ? String(value ?? "–") : format.fixed(value, column.decimals);
    }
    if (column.name === "model" || column.name === "method") return subjectOf(row)[column.name];
    return word(column.name, row) || "–";
  },
};

// Text never becomes markup: elements are made here and only here, and hold text nodes.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value != null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

// Sample without choosing: mulberry32, then Fisher and Yates, over rows in their stored order.
function shuffled(list, seed) {
  let state = (seed + 0x9e3779b9) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}
