"""Makes share_means.json: statsmodels' intervals of the mean of two proportions.

    pip install statsmodels && python make_share_means.py

The mean of p and q is half of p − (1 − q) + 1, and Newcombe's interval of a difference is known.
"""

import json
import pathlib

from statsmodels.stats.proportion import confint_proportions_2indep


def references():
    for first, second in (((32, 32), (32, 32)), ((32, 32), (0, 32)), ((5, 9), (40, 61)),
                          ((0, 5), (0, 7)), ((17, 20), (3, 11))):
        for confidence in (0.9, 0.95):
            low, high = confint_proportions_2indep(
                *first, second[1] - second[0], second[1], method="newcomb", compare="diff",
                alpha=1 - confidence)
            yield dict(shares=[first[0] / first[1], second[0] / second[1]],
                       trials=[first[1], second[1]], confidence=confidence,
                       lower=float((low + 1) / 2), upper=float((high + 1) / 2))


here = pathlib.Path(__file__).parent
(here / "share_means.json").write_text(
    json.dumps(list(references()), separators=(",", ":")) + "\n")
