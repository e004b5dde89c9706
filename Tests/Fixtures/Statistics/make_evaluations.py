"""Makes evaluations.json: calibration by scikit-learn and NumPy, areas of resamples by scikit-learn.

    pip install numpy scikit-learn && python make_evaluations.py
"""

import json
import pathlib

import numpy as np
from sklearn.metrics import balanced_accuracy_score, brier_score_loss, roc_auc_score

random = np.random.default_rng(7)


def expected_error(confidences, hits, bins, weights):
    """Guo et al. 2017, equation 5, with weights: bins (k/B, (k+1)/B]."""
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidences > low) & (confidences <= high)
        if low == 0:
            inside |= confidences == 0
        weight = weights[inside].sum()
        if weight:
            gap = (np.average(hits[inside], weights=weights[inside])
                   - np.average(confidences[inside], weights=weights[inside]))
            total += weight * abs(gap)
    return total / weights.sum()


def evaluations():
    for n, decimals in ((5, 6), (40, 1), (200, 6)):
        outcomes = random.random(n) < 0.4
        outcomes[:2] = True, False
        scores = np.clip(random.normal(0.35, 0.25, n) + 0.3 * outcomes, 0, 1).round(decimals)
        weights = random.integers(0, 4, n).astype(float)
        weights[:2] = 1
        predicted = scores > 0.5
        confidences = np.maximum(scores, 1 - scores)
        hits = predicted == outcomes
        yield dict(
            scores=scores.tolist(), outcomes=outcomes.tolist(), weights=weights.tolist(),
            brier=brier_score_loss(outcomes, scores, sample_weight=weights),
            confidences=confidences.tolist(), hits=hits.tolist(),
            expectedError=expected_error(confidences, hits.astype(float), 15, weights),
            area=roc_auc_score(outcomes, scores, sample_weight=weights),
            plainArea=roc_auc_score(outcomes, scores),
            balancedAccuracy=balanced_accuracy_score(outcomes, predicted))


path = pathlib.Path(__file__).with_name("evaluations.json")
path.write_text(json.dumps(list(evaluations())) + "\n")
