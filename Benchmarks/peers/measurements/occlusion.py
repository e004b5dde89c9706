"""Occlusion by a window of 16 every 8 pixels.

A peer's best batch size is looked for on 64 windows. On the whole grid a slow peer is timed once;
above `--longest` seconds, and always in the quick mode, its time is that of the 64 windows
multiplied up. The row says which.
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
    sides = {"ours": case.ours()}
    seconds, notes = {}, {}
    for peer, occlude in peers.items():
        seconds[peer], notes[peer], is_fast = case.first_time(peer, occlude)
        if is_fast:
            sides[peer] = timed(case.theirs(peer, occlude))
    seconds.update(alternate(sides, bench.settings.runs))

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
                                       window=self.grid.window, stride=self.grid.stride)

    def theirs(self, peer, occlude):
        return lambda: occlude(self.network, self.inputs, self.grid, self.batch[peer])

    def first_time(self, peer, occlude):
        """A peer's seconds on the whole grid, how they were found, and whether to repeat it."""
        coarse = self.grid.coarse
        seconds = self._find_batch(peer, occlude, coarse) * self.grid.positions / coarse.positions
        note = f"batch size {self.batch[peer]}"
        if self.bench.settings.quick or seconds > self.bench.settings.longest:
            return seconds, f"{note}, extrapolated from {coarse.positions} windows", False
        start = time.perf_counter()
        map = self.theirs(peer, occlude)()
        seconds = time.perf_counter() - start
        self._check(peer, map, self.grid)
        return (seconds, note, True) if seconds < SLOW else (seconds, f"{note}, once", False)

    def _find_batch(self, peer, occlude, grid):
        """Keeps the batch size with the shortest time on `grid`, and returns that time."""
        found = {}
        for batch in QUICK_BATCH_SIZES if self.bench.settings.quick else BATCH_SIZES:
            start = time.perf_counter()
            map = occlude(self.network, self.inputs, grid, batch)
            found[batch] = time.perf_counter() - start
        self._check(peer, map, grid)
        self.batch[peer] = min(found, key=found.get)
        return found[self.batch[peer]]

    def _check(self, peer, theirs, grid):
        ours = self.bench.engine.result("occlusion", self.network.file, self.inputs,
                                        window=grid.window, stride=grid.stride)
        check(f"{self.network.name} at {grid.size}², occlusion by {grid.positions} windows, {peer}",
              ours, theirs)
