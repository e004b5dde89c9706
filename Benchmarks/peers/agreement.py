"""The check before each measurement: both sides compute the same."""

import numpy as np


class Disagreement(Exception):
    pass


def check(what, ours, theirs, tolerance=2e-3):
    """Fails unless the largest difference is at most `tolerance` of their largest value.

    The tolerance leaves room for other summation orders in 121 layers of Float32; a wrong layer,
    class or window differs by 0.1 and more.
    """
    ours, theirs = np.asarray(ours).ravel(), np.asarray(theirs).ravel()
    if ours.shape != theirs.shape:
        raise Disagreement(f"{what}: {ours.size} values here, {theirs.size} there")
    scale = np.abs(theirs).max()
    difference = np.abs(ours - theirs).max() / scale if scale else np.inf
    print(f"  agree: {what}, largest difference {difference:.1e} of the largest value")
    if not difference <= tolerance:
        raise Disagreement(f"{what}: they differ by {difference:.1e}, allowed is {tolerance:.0e}")
