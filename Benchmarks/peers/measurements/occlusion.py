"""Occlusion by a window of 16 every 8 pixels.

A peer's best batch size is looked for on 64 windows. On the whole grid a peer is timed once if it
is slow; above `LONGEST` seconds, and always in the quick mode, its time is that of the 64 windows
multiplied up, which the row says.
"""

import time

import goals
from agreement import check
from occluders import PEERS, Grid
from sides import images
from timing import alternate, timed

BATCH_SIZES = (8, 16, 32, 64)
QUICK_BATCH_SIZES = (16,)
SLOW, LONGEST = 20, 400


def measure(bench, name):
    _measure(bench, name, 224, PEERS, goals.OCCLUSION[name], goals.OCCLUSION_BY_HAND[name])
    if name == "resnet18":
        by_hand = {"ONNX Runtime": PEERS["ONNX Runtime"]}
        _measure(bench, name, 512, by_hand, None, goals.OCCLUSION_AT_512)


def _measure(bench, name, size, peers, goal, goal_by_hand):
    network, inputs = bench.network(name), images(1, size=size)
    grid = Grid(size, window=16, stride=8)
    batches, estimates = {}, {}
    for peer, occlude in peers.items():
        coarse = grid.coarse
        ours = bench.engine.result(
            "occlusion", network.file, inputs, window=coarse.window, stride=coarse.stride)
        check(f"{name} at {size}², occlusion, {peer}",
              ours, occlude(network, inputs, coarse, BATCH_SIZES[0]))
        batches[peer], seconds = _best_batch(bench, network, inputs, coarse, occlude)
        estimates[peer] = seconds * grid.positions / coarse.positions

    place = dict(window=grid.window, stride=grid.stride)
    ours = alternate({"ours": bench.engine.timed("occlusion", network.file, inputs, **place)},
                     bench.settings.runs)["ours"]
    map = bench.engine.result("occlusion", network.file, inputs, **place)
    theirs, notes = {}, {}
    for peer, occlude in peers.items():
        notes[peer] = f"batch size {batches[peer]}"
        if bench.settings.quick or estimates[peer] > LONGEST:
            theirs[peer] = estimates[peer]
            notes[peer] += f", extrapolated from {grid.coarse.positions} windows"
            continue
        start = time.perf_counter()
        found = occlude(network, inputs, grid, batches[peer])
        theirs[peer] = time.perf_counter() - start
        check(f"{name} at {size}², occlusion on {grid.positions} windows, {peer}", map, found)
        if theirs[peer] > SLOW:
            notes[peer] += ", measured once"
            continue
        both = alternate({
            "ours": bench.engine.timed("occlusion", network.file, inputs, **place),
            peer: timed(lambda: occlude(network, inputs, grid, batches[peer])),
        }, bench.settings.runs)
        theirs[peer], ours = both[peer], both["ours"]

    explainers = [peer for peer in peers if peer != "ONNX Runtime"]
    fastest = min(explainers, key=theirs.get, default=None)
    for peer in peers:
        wanted = goal_by_hand if peer == "ONNX Runtime" else goal if peer == fastest else None
        bench.results.add(
            "occlusion", name, f"occlusion, {grid.positions} windows at {size}²", peer,
            ours, theirs[peer], wanted, note=notes[peer])


def _best_batch(bench, network, inputs, grid, occlude):
    """The batch size with the shortest time, and that time."""
    found = {}
    for batch in QUICK_BATCH_SIZES if bench.settings.quick else BATCH_SIZES:
        start = time.perf_counter()
        occlude(network, inputs, grid, batch)
        found[batch] = time.perf_counter() - start
    best = min(found, key=found.get)
    return best, found[best]
