"""Makes statistics.json: references of NumPy, SciPy and scikit-learn for the room Statistics.

    pip install numpy scipy scikit-learn && python make_statistics.py
"""

import json
import pathlib
import types

import numpy as np
from scipy import stats
from sklearn.metrics import roc_auc_score

random = np.random.default_rng(20)


def quantiles():
    for n in (1, 2, 3, 10, 37):
        values = random.normal(size=n).round(3)
        for p in (0, 0.025, 0.25, 1 / 3, 0.5, 0.9, 0.975, 1):
            yield dict(values=values.tolist(), probability=p, quantile=float(np.quantile(values, p)))


def wilsons():
    for successes, trials in ((0, 1), (1, 1), (0, 12), (12, 12), (3, 7), (45, 90), (328, 1000)):
        for confidence in (0.5, 0.9, 0.95, 0.999):
            interval = stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
            yield dict(successes=successes, trials=trials, confidence=confidence,
                       lower=float(interval.low), upper=float(interval.high))


def areas():
    for n, decimals in ((4, 0), (20, 3), (50, 0), (200, 1), (200, 6)):
        scores = random.normal(size=n).round(decimals) + 0.0
        positives = random.random(n) < 0.4
        positives[:2] = True, False
        scores = (scores + positives * 0.5).round(decimals)
        yield dict(scores=scores.tolist(), positives=positives.tolist(),
                   area=float(roc_auc_score(positives, scores)))


def splitmix(seed):
    mask = 2**64 - 1
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        bits = seed
        bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & mask
        bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & mask
        yield bits ^ (bits >> 31)


def bootstraps():
    """With our own generator, to be met exactly, and SciPy's answer, to be met roughly.

    SciPy's BCa of our resamples is to be met exactly too: given clusters as its observations, it
    leaves out whole clusters in its jackknife.
    """
    for n, patients, confidence in ((2, 2, 0.95), (15, 15, 0.9), (40, 11, 0.95), (60, 60, 0.95)):
        values = random.gamma(2, size=n).round(3)
        clusters = np.arange(n) if patients == n else random.integers(patients, size=n)
        clusters = clusters.tolist()
        members = [[i for i in range(n) if clusters[i] == c] for c in dict.fromkeys(clusters)]

        def figure(drawn, statistic):
            return statistic(values[sum((members[int(cluster)] for cluster in drawn), [])])

        bits = splitmix(7)
        draws = [[(next(bits) * len(members)) >> 64 for _ in members] for _ in range(500)]
        means = [figure(drawn, np.mean) for drawn in draws]
        tail = (1 - confidence) / 2
        lower, upper = np.quantile(means, [tail, 1 - tail])
        case = dict(values=values.tolist(), clusters=clusters, confidence=confidence,
                    replicates=500, seed=7, lower=float(lower), upper=float(upper))
        for name, statistic in (("bcaMean", np.mean), ("bcaDeviation", np.std)):
            figures = np.array([figure(drawn, statistic) for drawn in draws])
            if n > 2:
                interval = stats.bootstrap(
                    (np.arange(len(members)),), lambda drawn: figure(drawn, statistic),
                    vectorized=False, n_resamples=0, method="BCa", confidence_level=confidence,
                    bootstrap_result=types.SimpleNamespace(bootstrap_distribution=figures),
                ).confidence_interval
                case[name] = [float(interval.low), float(interval.high)]
        if patients == n and n > 2:
            scipy = stats.bootstrap((values,), np.mean, confidence_level=confidence,
                                    n_resamples=20000, method="percentile", rng=1)
            case["scipy"] = [float(scipy.confidence_interval.low),
                             float(scipy.confidence_interval.high)]
        yield case


here = pathlib.Path(__file__).parent
fixture = dict(quantiles=list(quantiles()), wilsons=list(wilsons()), areas=list(areas()),
               bootstraps=list(bootstraps()))
(here / "statistics.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
