"""What was measured, row by row."""

import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass
class Row:
    """One line of the table; `ours` and `theirs` are seconds, or MiB for memory."""

    group: str
    network: str
    what: str
    peer: str
    ours: float
    theirs: float
    goal: float | None = None
    note: str = ""
    unit: str = "s"
    date: str = ""
    commit: str = ""

    @property
    def ratio(self):
        return self.theirs / self.ours

    @property
    def key(self):
        return self.group, self.network, self.what, self.peer

    def __str__(self):
        goal = f", goal {self.goal:g}" if self.goal else ""
        return (f"{self.network}: {self.what}: ours {self.ours:.4g} {self.unit}, {self.peer} "
                f"{self.theirs:.4g} {self.unit}, ratio {self.ratio:.2f}{goal} {self.note}")


class Results:
    """Rows in a JSON file, saved after each.

    A row measured again replaces the earlier one. Rows of another machine or of other versions
    are dropped.
    """

    def __init__(self, path, machine, commit):
        self.path, self.machine, self.commit = path, machine, commit
        self.rows = {}
        if path.exists():
            saved = json.loads(path.read_text())
            if saved["machine"] == machine:
                self.rows = {row.key: row for row in (Row(**entry) for entry in saved["rows"])}

    def add(self, *args, **settings):
        row = Row(*args, **settings, date=date.today().isoformat(), commit=self.commit)
        print(f"  {row}", flush=True)
        self.rows[row.key] = row
        content = dict(machine=self.machine, rows=[asdict(row) for row in self.rows.values()])
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
