"""Alternating measurements, so that a change in the machine's mood strikes all sides."""

import time
from statistics import median

TURN = 0.5  # seconds that a side measures before the next one's turn
PAUSE = 0.1  # seconds between turns, in which the last side's threads stop spinning


def timed(function):
    """A Python function as a side of `alternate`."""

    def run(repeats, warmups):
        for _ in range(warmups):
            function()
        seconds = []
        for _ in range(repeats):
            start = time.perf_counter()
            function()
            seconds.append(time.perf_counter() - start)
        return seconds

    return run


def alternate(sides, runs):
    """Medians of the sides' times in seconds, by name.

    A side is a function of the number of timed runs and of untimed runs before them that returns
    the seconds of each. After a first, discarded run each side has `runs` turns; a turn is as many
    runs as fit in `TURN` after an untimed one, or a single run where that is longer.
    """
    fastest = {name: side(1, 0)[0] for name, side in sides.items()}
    found = {name: [] for name in sides}
    for _ in range(runs):
        for name, side in sides.items():
            time.sleep(PAUSE)
            repeats = max(1, min(50, int(TURN / fastest[name])))
            found[name] += side(repeats, 1 if repeats > 1 else 0)
            fastest[name] = min(found[name])
    return {name: median(seconds) for name, seconds in found.items()}
