"""Makes areas.json: DeLong's interval and test straight from their definition, pair by pair.

    pip install numpy scipy scikit-learn && python make_areas.py
"""

import json
import pathlib

import numpy as np
from scipy import special, stats
from sklearn.metrics import roc_auc_score

random = np.random.default_rng(20)


def components(scores, positives):
    """The area by scikit-learn, and the mean of each row and column of the pairs' outcomes."""
    difference = scores[positives][:, None] - scores[~positives][None, :]
    outcomes = (difference > 0) + (difference == 0) / 2
    return roc_auc_score(positives, scores), outcomes.mean(axis=1), outcomes.mean(axis=0)


def areas():
    for n, decimals, confidence in ((6, 6, 0.95), (30, 6, 0.9), (40, 0, 0.95), (150, 1, 0.99),
                                    (200, 6, 0.95)):
        positives = random.random(n) < 0.4
        positives[:4] = True, True, False, False
        common = random.normal(size=n) + positives * 0.8
        first, second = ((common + random.normal(size=n) * noise).round(decimals) + 0.0
                         for noise in (0.5, 1.2))
        area1, wins1, losses1 = components(first, positives)
        area2, wins2, losses2 = components(second, positives)
        # DeLong's covariance matrix of the two areas, as he writes it.
        covariance = (np.cov(wins1, wins2) / positives.sum()
                      + np.cov(losses1, losses2) / (~positives).sum())
        z = stats.norm.ppf((1 + confidence) / 2)
        case = dict(first=first.tolist(), second=second.tolist(), positives=positives.tolist(),
                    confidence=confidence)
        if 0 < area1 < 1:
            half = z * np.sqrt(covariance[0, 0]) / (area1 * (1 - area1))
            case["interval"] = special.expit(special.logit(area1) + [-half, half]).tolist()
        error = np.sqrt(np.array([1, -1]) @ covariance @ np.array([1, -1]))
        difference = area1 - area2
        yield case | dict(
            areas=[float(area1), float(area2)], z=float(difference / error),
            pValue=float(2 * stats.norm.sf(abs(difference / error))),
            difference=np.clip([difference - z * error, difference + z * error], -1, 1).tolist())


here = pathlib.Path(__file__).parent
(here / "areas.json").write_text(json.dumps(list(areas()), separators=(",", ":")) + "\n")
