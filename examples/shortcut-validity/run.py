#!/usr/bin/env python3
"""How often an audit names a shortcut that we planted, and how often it names one that is not there.

    python3 run.py --tool ../../.build/release/lung-attention --output validity

Uses the command line only. For each kind of shortcut, strength and seed it draws phantoms whose
hospitals differ in that one thing, trains a CompactCNN (anew with another seed where it did not
learn), measures how much it relies on the hospital (accuracy on a set that pairs class and hospital
as in training, and on the swapped set), audits it as a user would, and compares what the audit says.
Finished networks are not done again.
"""

import argparse
import csv
import json
import math
import subprocess
from pathlib import Path

KINDS = ["marker", "border", "tone", "none"]
# Right in fewer images, a network has not learned, and is trained anew.
LEARNED = 0.9
ATTEMPTS = 3
# Right in so many images fewer when the pairing is exchanged, a network relies on the hospital.
RELIES = 0.1


def plan(options):
    """The networks: (kind, strength, seed)."""
    if options.quick:
        return [("marker", 1.0, 1), ("none", 1.0, 1)]
    planted = [
        (kind, strength, seed)
        for kind in options.kinds for strength in options.strengths for seed in options.seeds]
    return planted + [("none", 1.0, seed) for seed in options.none_seeds]


class Study:
    def __init__(self, options, kind, strength, seed):
        self.options, self.kind, self.strength, self.seed = options, kind, strength, seed
        self.name = f"{kind}-{strength:g}-{seed}"
        self.folder = options.output / self.name

    def tool(self, *arguments):
        command = [self.options.tool, *map(str, arguments), "--threads", str(self.options.threads)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))}\n{done.stderr}")
        return done.stdout

    def phantoms(self, name, design, strength, seed, train=0, val=0, test=0):
        """A data set; returns its manifest."""
        self.tool(
            "phantom", "--design", design, "--shortcut", self.kind, "--strength", strength, "--seed", seed,
            "--train", train, "--val", val, "--test", test, "--size", self.options.size,
            "--output", self.folder / name)
        return self.folder / name / "manifest.csv"

    def correct(self, manifest, split=None):
        """Whether the network is right, image by image."""
        with open(manifest, newline="") as file:
            rows = [row for row in csv.DictReader(file) if split in (None, row["split"])]
        images = [manifest.parent / row["image"] for row in rows]
        answers = json.loads(self.tool("predict", *images, "--model", self.model, "--json"))
        return [answer["predicted"] == row["label"] for answer, row in zip(answers, rows)]

    def train(self, study, pairs):
        """Trains networks until one has learned, be it the hospital; returns whether one has.

        Validation images have the pairing of the training images: who knows only the hospital is
        right in 80 % of them at strength 0.6, and in all of `pairs`.
        """
        for attempt in range(ATTEMPTS):
            self.model = self.folder / f"model-{attempt + 1}.safetensors"
            if not self.model.exists():
                self.tool(
                    "train", study, "--input-size", self.options.size, "--epochs", self.options.epochs,
                    "--seed", self.seed + 1000 * attempt, "--output", self.model)
            for right in (self.correct(study, "val"), self.correct(pairs)):
                if sum(right) >= LEARNED * len(right):
                    return True
        return False

    def result(self):
        """What is known about this network, from `result.json` if it is finished."""
        file = self.folder / "result.json"
        if file.exists():
            return json.loads(file.read_text())
        self.folder.mkdir(parents=True, exist_ok=True)
        study = self.phantoms(
            "study", "imbalanced", self.strength, self.seed, self.options.train, self.options.val, self.options.test)
        # The truth, on other patients: the same ones with either pairing.
        truth = {"train": 0, "val": 0, "test": self.options.truth, "seed": 1000 + self.seed}
        pairs = self.phantoms("matched", "imbalanced", 1.0, **truth)
        learned = self.train(study, pairs)
        matched = self.correct(pairs)
        swapped = self.correct(self.phantoms("swapped", "swapped", 1.0, **truth))
        # The audit, on what its user has: held-out images with the pairing of the training images.
        audit = self.folder / "audit"
        self.tool("audit", study, "--split", "test", "--model", self.model, "--seed", self.seed, "--output", audit)
        summary = json.loads((audit / "summary.json").read_text())
        result = {
            "kind": self.kind, "strength": self.strength, "seed": self.seed, "n": len(matched),
            "learned": learned,
            "matched": sum(matched), "swapped": sum(swapped),
            # Images whose answer the hospital decides, less those where it does the reverse.
            "won": sum(a and not b for a, b in zip(matched, swapped)),
            "lost": sum(b and not a for a, b in zip(matched, swapped)),
            "findings": findings(summary),
        }
        file.write_text(json.dumps(result, indent=2) + "\n")
        return result


# What the audit calls a finding, as the shortcut that it would be. A swapped background, or
# decisions that survive without lungs, say that the network goes by the look of the source.
NAMES = {
    "marker": "marker", "marker-erased": "marker", "marker-inserted": "marker",
    "border": "border", "border-erased": "border", "border-inserted": "border",
    "background-swapped": "look", "tones-swapped": "tone",
}


def findings(summary):
    """The shortcuts that the audit reports above its threshold, strongest first."""
    named = [NAMES.get(c["kind"], c["kind"]) for c in summary["shortcuts"] if c["finding"]]
    named += ["look" for model in summary["without_lungs"] if model["finding"]]
    return list(dict.fromkeys(named))


def wilson(count, total):
    """The 95 % interval of a share (Wilson 1927)."""
    if total == 0:
        return "–"
    z = 1.959964
    share, scale = count / total, 1 + z * z / total
    middle = (share + z * z / (2 * total)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return f"{count}/{total} = {share:.2f} [{max(0, middle - half):.2f}, {min(1, middle + half):.2f}]"


def reliance(result):
    """Whether the network relies on the hospital: `yes` if it is right more often with its own
    pairing than with the swapped one, by an exact one-sided sign test at 5 % and by at least 10 % of
    the images; `a little` if by fewer; `no` if the test shows nothing; `not learned` for a network
    that nobody would audit."""
    if not result.get("learned", True):
        return "not learned"
    differing = result["won"] + result["lost"]
    tail = sum(math.comb(differing, k) for k in range(result["won"], differing + 1)) / 2**differing
    if tail >= 0.05:
        return "no"
    return "yes" if result["won"] - result["lost"] >= RELIES * result["n"] else "a little"


def table(results):
    lines = [
        "| shortcut | strength | seed | accuracy matched | accuracy swapped | relies on it | the audit says |",
        "|---|---|---|---|---|---|---|",
    ]
    for r in results:
        said = ", ".join(r["findings"]) or "nothing"
        lines.append(
            f"| {r['kind']} | {r['strength']:g} | {r['seed']} | {r['matched'] / r['n']:.2f} | "
            f"{r['swapped'] / r['n']:.2f} | {reliance(r)} | {said} |")
    lines += [
        "",
        "| shortcut | networks | detected, of those that rely on it | named as what it is "
        "| false alarms, of those that do not | any finding, of those that rely a little | not learned |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind in KINDS + ["all"]:
        chosen = [r for r in results if kind in (r["kind"], "all")]
        users, others, between, lost = (
            [r for r in chosen if reliance(r) == answer]
            for answer in ("yes", "no", "a little", "not learned"))
        figures = [
            wilson(sum(bool(r["findings"]) for r in users), len(users)),
            wilson(sum(r["findings"][:1] == [r["kind"]] for r in users), len(users)),
            wilson(sum(bool(r["findings"]) for r in others), len(others)),
            f"{sum(bool(r['findings']) for r in between)}/{len(between)}",
            str(len(lost)),
        ]
        lines.append(f"| {kind} | {len(chosen)} | {' | '.join(figures)} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default="lung-attention", help="the command line")
    parser.add_argument("--output", type=Path, default=Path("validity"), help="folder for everything")
    parser.add_argument("--quick", action="store_true", help="two networks only")
    parser.add_argument("--kinds", nargs="*", default=KINDS[:3], choices=KINDS[:3], help="shortcuts to plant")
    parser.add_argument("--strengths", nargs="*", type=float, default=[1.0, 0.6, 0.0])
    parser.add_argument("--seeds", nargs="*", type=int, default=[1, 2], help="for each shortcut and strength")
    parser.add_argument("--none-seeds", nargs="*", type=int, default=[1, 2, 3, 4, 5, 6], help="without a shortcut")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--size", type=int, default=96, help="pixels of a side")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--train", type=int, default=320)
    parser.add_argument("--val", type=int, default=64)
    parser.add_argument("--test", type=int, default=200, help="images that are audited")
    parser.add_argument("--truth", type=int, default=400, help="images that decide what a network relies on")
    options = parser.parse_args()
    results = []
    for network in plan(options):
        study = Study(options, *network)
        results.append(study.result())
        print(f"{study.name}: {results[-1]}", flush=True)
    text = table(results)
    (options.output / "table.md").write_text(text + "\n")
    print("\n" + text)


main()
