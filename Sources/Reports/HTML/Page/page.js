// Light, dark or as the system; kept where the browser allows a page from a disk to keep anything.
const theme = {
  names: ["auto", "light", "dark"],
  current: "auto",

  set(name) {
    this.current = name;
    if (name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    const words = { auto: "Auto", light: "Light", dark: "Dark" }[name];
    byID("theme").textContent = words;
    byID("theme").setAttribute("aria-label", `Colours: ${name === "auto" ? "as the system" : name}`);
    try { localStorage.setItem("lung-attention-theme", name); } catch { /* private windows */ }
  },

  prepare() {
    let kept = "auto";
    try { kept = localStorage.getItem("lung-attention-theme") ?? "auto"; } catch { /* private windows */ }
    this.set(this.names.includes(kept) ? kept : "auto");
    byID("theme").addEventListener("click", () =>
      this.set(this.names[(this.names.indexOf(this.current) + 1) % this.names.length]));
  },
};

// Paper has no folds: everything is open while the page is printed.
const paper = {
  folded: [],
  prepare() {
    byID("print").addEventListener("click", () => print());
    addEventListener("beforeprint", () => {
      this.folded = [...document.querySelectorAll("details:not([open])")];
      for (const fold of this.folded) fold.open = true;
      for (const image of document.querySelectorAll("img[loading=lazy]")) image.loading = "eager";
    });
    addEventListener("afterprint", () => { for (const fold of this.folded) fold.open = false; });
  },
};

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, select, textarea") || byID("case").open) return;
  event.preventDefault();
  byID("search").focus();
});

theme.prepare();
paper.prepare();
prepareControls();
gallery.prepare();
table.prepare();
update();
enlarged.prepare();
