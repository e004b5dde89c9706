"""Makes rank_tests.json: references of SciPy and statsmodels for tests and effect sizes.

    pip install numpy scipy statsmodels && python make_rank_tests.py
"""

import json
import pathlib

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests

random = np.random.default_rng(20)


def sample(n, decimals, shift=0.0):
    """Normal values; few decimals make ties and zeros."""
    return (random.normal(size=n) + shift).round(decimals) + 0.0


def without_zeros(values):
    return np.where(values == 0, 0.5, values)


def wilcoxons():
    """On both sides of SciPy's switches: 50 differences without ties, 13 with."""
    samples = [np.array([0.7]), np.array([0.3, -0.4]), np.arange(1.0, 7), -np.arange(1.0, 6)]
    samples += [sample(n, 6, 0.4) for n in (5, 12, 30, 50, 51, 120)]
    samples += [without_zeros(sample(n, 1, 0.3)) for n in (9, 13, 14, 40, 150)]
    samples += [sample(n, 0, 0.3) for n in (5, 13, 14, 60)]
    # Zeros but no ties: the zeros count for the switch, not for the test.
    samples += [np.append(sample(n, 6, 0.2), np.zeros(2)) for n in (11, 12, 49)]
    for differences in samples:
        test = stats.wilcoxon(differences, correction=True)
        kept = differences[differences != 0]
        ranks = stats.rankdata(np.abs(kept))
        yield dict(first=differences.tolist(), statistic=float(test.statistic),
                   pValue=float(test.pvalue), count=len(kept),
                   effect=float(np.sum(np.sign(kept) * ranks) / ranks.sum()))


def mann_whitneys():
    """On both sides of SciPy's switch: 8 values in the smaller sample, ties."""
    sizes = ((1, 1, 6), (1, 5, 6), (4, 3, 6), (8, 8, 6), (8, 60, 6), (40, 7, 6), (9, 9, 6),
             (9, 30, 6), (70, 50, 6), (3, 4, 0), (8, 8, 1), (30, 20, 1), (60, 90, 0))
    for m, n, decimals in sizes:
        first, second = sample(m, decimals, 0.5), sample(n, decimals)
        test = stats.mannwhitneyu(first, second)
        signs = np.sign(first[:, None] - second[None, :])
        yield dict(first=first.tolist(), second=second.tolist(), statistic=float(test.statistic),
                   pValue=float(test.pvalue), count=m + n, effect=float(signs.mean()))


def spearmans():
    for n, decimals, slope in ((3, 6, 0), (4, 6, 1), (10, 6, 0.5), (25, 0, 1), (60, 1, -0.3),
                               (200, 6, 0.02), (200, 6, -4), (201, 0, 0.1)):
        first = sample(n, decimals)
        second = (slope * first + random.normal(size=n)).round(decimals) + 0.0
        test = stats.spearmanr(first, second)
        if abs(test.statistic) < 1:
            yield dict(first=first.tolist(), second=second.tolist(),
                       statistic=float(test.statistic), pValue=float(test.pvalue), count=n)


def holms():
    for p in ([0.04], [0.01, 0.04, 0.03, 0.005], [0.5, 0.9, 0.2], [0.02, 0.02, 0.02, 1, 0],
              random.random(20).round(3).tolist(), (random.random(30) ** 4).tolist()):
        yield dict(pValues=p, adjusted=multipletests(p, method="holm")[1].tolist())


def cramers():
    """The bias-corrected version is Bergsma's formula over SciPy's chi-squared."""
    for n, r, c, same in ((6, 2, 2, 0.5), (30, 2, 3, 0), (100, 4, 3, 0.4), (300, 6, 6, 0.1),
                          (200, 3, 3, 1), (80, 12, 2, 0.3)):
        first = random.integers(r, size=n)
        second = np.where(random.random(n) < same, first % c, random.integers(c, size=n))
        first[:2], second[:2] = (0, 1), (0, 1)
        table = stats.contingency.crosstab(first, second).count
        phi = stats.chi2_contingency(table, correction=False).statistic / n
        rows, columns = table.shape
        corrected = max(0, phi - (rows - 1) * (columns - 1) / (n - 1))
        rows, columns = (k - (k - 1) ** 2 / (n - 1) for k in (rows, columns))
        yield dict(first=first.tolist(), second=second.tolist(),
                   plain=float(stats.contingency.association(table, method="cramer")),
                   corrected=float(np.sqrt(corrected / (min(rows, columns) - 1))))


here = pathlib.Path(__file__).parent
fixture = dict(wilcoxons=list(wilcoxons()), mannWhitneys=list(mann_whitneys()),
               spearmans=list(spearmans()), holms=list(holms()), cramers=list(cramers()))
(here / "rank_tests.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
