"""How far each channel must be shifted so that none of its values is near a kink."""

import numpy as np

# Distances are relative to the standard deviation of all values. Rounding in float32 moves values
# by about 1e-6 of it.
ENOUGH = 6e-5
RANGE = 0.05


def channel_shifts(values, kinks):
    """`values` is `[C, n]`: the shift of each channel, 0 if it is well placed, and the distance
    of the nearest value from a kink."""
    size = values.std()
    shift = np.zeros(len(values), values.dtype)
    if not size > 0:
        return shift, np.inf
    distance = np.min([np.abs(values - kink).min(1) for kink in kinks], axis=0) / size
    reach = RANGE * size
    for channel in np.flatnonzero(distance < ENOUGH):
        # These shifts would bring a value onto a kink; the middle of the widest gap is best.
        hits = np.concatenate([kink - values[channel] for kink in kinks])
        hits = np.sort(np.concatenate([hits[np.abs(hits) < reach], [-reach, reach]]))
        widest = np.diff(hits).argmax()
        shift[channel] = (hits[widest] + hits[widest + 1]) / 2
    return shift, distance.min()
