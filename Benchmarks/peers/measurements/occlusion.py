"""Occlusion by a window of 16 every 8 pixels.

A peer's best batch size is looked for on 64 windows. A peer that would take long on the whole grid,
and in the quick mode each, runs on the 64 windows only and its time is multiplied up; the row says so.
"""

import time

import goals
from agreement import check
from occluders import PEERS, Grid
from sides import images
from timing import alternate, timed

BATCH_SIZES = (8, 16, 32, 64)
QUICK_BATCH_SIZES = (16,)
SLOW = 20  # seconds


def measure(bench, name):
    _measure(bench, name, 224, PEERS, goals.OCCLUSION[name], goals.OCCLUSION_BY_HAND[name])
    if name == "resnet18":
        by_hand = {"ONNX Runtime": PEERS["ONNX Runtime"]}
        _measure(bench, name, 512, by_hand, None, goals.OCCLUSION_AT_512)


def _measure(bench, name, size, peers, goal, goal_by_hand):
    grid = Grid(size, window=16, stride=8)
    case = Case(bench, name, images(1, size=size), grid)
    sides, factors, notes = {"ours": case.ours()}, {"ours": 1}, {}
    for peer, occlude in peers.items():
        seconds = case.find_batch(peer, occlude)
        factor = grid.positions / grid.coarse.positions
        is_slow = bench.settings.quick or seconds * factor > SLOW
        sides[peer] = case.theirs(peer, occlude, grid.coarse if is_slow else grid)
        factors[peer] = factor if is_slow else 1
        notes[peer] = f"batch size {case.batch[peer]}" + (
            f", extrapolated from {grid.coarse.positions} windows" if is_slow else "")
    seconds = {side: time * factors[side]
               for side, time in alternate(sides, bench.settings.slow_runs).items()}

    explainers = [peer for peer in peers if peer != "ONNX Runtime"]
    fastest = min(explainers, key=seconds.get, default=None)
    for peer in peers:
        wanted = goal_by_hand if peer == "ONNX Runtime" else goal if peer == fastest else None
        bench.results.add(
            "occlusion", name, f"occlusion, {grid.positions} windows at {size}²", peer,
            seconds["ours"], seconds[peer], wanted, note=notes[peer])


class Case:
    """One network and image, occluded by all sides on the same grid."""

    def __init__(self, bench, name, inputs, grid):
        self.bench, self.inputs, self.grid = bench, inputs, grid
        self.network = bench.network(name, size=grid.size)
        self.batch = {}

    def ours(self):
        return self.bench.engine.timed("occlusion", self.network.file, self.inputs,
                                       **self.grid.settings)

    def theirs(self, peer, occlude, grid):
        """A side of the comparison; a fast one is checked on the whole grid."""
        def run():
            return occlude(self.network, self.inputs, grid, self.batch[peer])

        if grid is self.grid:
            self._check(peer, run(), grid)
        return timed(run)

    def find_batch(self, peer, occlude):
        """Keeps the batch size with the shortest time on 64 windows, and returns that time."""
        found, grid = {}, self.grid.coarse
        for batch in QUICK_BATCH_SIZES if self.bench.settings.quick else BATCH_SIZES:
            start = time.perf_counter()
            map = occlude(self.network, self.inputs, grid, batch)
            found[batch] = time.perf_counter() - start
        self._check(peer, map, grid)
        self.batch[peer] = min(found, key=found.get)
        return found[self.batch[peer]]

    def _check(self, peer, theirs, grid):
        ours = self.bench.engine.result("occlusion", self.network.file, self.inputs,
                                        **grid.settings)
        check(f"{self.network.name} at {grid.size}², occlusion by {grid.positions} windows, {peer}",
              ours, theirs)
