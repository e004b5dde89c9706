"""Renders saved results as Markdown into Benchmarks/README.md: table.py RESULTS.json"""

import json
import sys
from pathlib import Path

from results import Row

README = Path(__file__).resolve().parents[1] / "README.md"
START, END = "<!-- peers: start -->", "<!-- peers: end -->"
ORDER = ["forward", "gradcam", "occlusion", "recomputation", "training", "first heatmap",
         "memory", "audit"]


def render(saved):
    """The machine and the table."""
    machine, rows = saved["machine"], [Row(**entry) for entry in saved["rows"]]
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    lines = [
        f"{machine['processor']}, {machine['cores']} cores, {machine['threads']} threads on each "
        f"side, {machine['system']}. {versions}. Measured on "
        f"{_list(row.date for row in rows)} at commit {_list(row.commit for row in rows)}.",
        "",
        "| network | what | peer | ours | theirs | theirs / ours | goal | met | peer's settings |",
        "|---|---|---|--:|--:|--:|--:|---|---|",
    ]
    for row in sorted(rows, key=lambda row: (ORDER.index(row.group), row.what, row.network)):
        met = "" if row.goal is None else "yes" if row.ratio >= row.goal else "**no**"
        goal = "" if row.goal is None else f"≥ {row.goal:g}"
        lines.append(
            f"| {row.network} | {row.what} | {row.peer} | {_text(row.ours, row.unit)} "
            f"| {_text(row.theirs, row.unit)} | {row.ratio:.2f} | {goal} | {met} | {row.note} |")
    return "\n".join(lines)


def _list(values):
    return ", ".join(sorted(set(values)))


def _text(value, unit):
    if unit == "s" and value < 1:
        value, unit = 1000 * value, "ms"
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def write(path):
    """Puts the table between the markers."""
    text = README.read_text()
    before, rest = text.split(START)
    _, after = rest.split(END)
    table = render(json.loads(Path(path).read_text()))
    README.write_text(f"{before}{START}\n{table}\n{END}{after}")


if __name__ == "__main__":
    write(sys.argv[1])
