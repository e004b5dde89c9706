"""Makes datasets.json: what SciPy and scikit-learn say of the figures of a data-set audit.

    pip install numpy scipy scikit-learn && python make_datasets.py
"""

import json
import pathlib

import numpy as np
from scipy.fft import dctn
from scipy.ndimage import gaussian_filter, laplace
from sklearn.linear_model import RidgeClassifier
from sklearn.metrics import homogeneity_score
from sklearn.preprocessing import StandardScaler

random = np.random.default_rng(11)


def associations():
    """Theil's uncertainty coefficient is scikit-learn's homogeneity."""
    for classes, sources, n in ((2, 2, 40), (3, 4, 100), (2, 5, 7), (4, 1, 20)):
        label = random.integers(0, classes, n)
        source = np.where(random.random(n) < 0.5, label % sources, random.integers(0, sources, n))
        yield dict(labels=label.tolist(), sources=source.tolist(), index=homogeneity_score(label, source))
    yield dict(labels=[0, 0, 1, 1], sources=[5, 5, 3, 3], index=1.0)
    yield dict(labels=[0, 1, 0, 1], sources=[5, 5, 3, 3], index=0.0)


def classifiers():
    """Ridge classification, classes weighted, of standardised features."""
    for classes, features, n in ((2, 3, 30), (3, 8, 60), (4, 20, 25)):
        labels = np.arange(n) % classes if classes > 2 else (random.random(n) < 0.25).astype(int)
        rows = random.normal(size=(n, features)) * random.uniform(0.1, 50, features) + 3
        rows += labels[:, None] * random.normal(size=features)
        rows[:, 0] = 7  # A constant.
        asked = random.normal(size=(5, features)) * 10
        scaler = StandardScaler().fit(rows)
        model = RidgeClassifier(alpha=10, class_weight="balanced").fit(scaler.transform(rows), labels)
        scores = model.decision_function(scaler.transform(asked))
        if classes == 2:
            scores = np.stack([-scores, scores], axis=1)
        yield dict(
            features=rows.tolist(), labels=labels.tolist(), asked=asked.tolist(), scores=scores.tolist(),
            predictions=model.predict(scaler.transform(asked)).tolist())


def pictures():
    """pHash and sharpness of 32 x 32 pictures."""
    waves = np.sin(np.arange(32)[:, None] / 5) * np.cos(np.arange(32)[None, :] / 3)
    for picture in (random.random((32, 32)), 0.5 + 0.3 * waves, 0.5 + 0.3 * waves + 0.05 * random.random((32, 32))):
        picture = picture.astype(np.float32)
        low = dctn(picture.astype(float), norm="ortho")[:8, :8].ravel()[1:]
        median = np.sort(low)[len(low) // 2]
        edges = laplace(picture.astype(float))[1:-1, 1:-1]
        yield dict(
            samples=picture.ravel().tolist(), hash="".join("1" if value > median else "0" for value in low),
            sharpness=edges.std() / picture[1:-1, 1:-1].astype(float).std())


def details():
    """How far the fine structure of 64 x 64 pictures agrees, by NumPy's correlation in 4 x 4 blocks."""
    smooth = 0.5 + 2 * (gaussian_filter(random.random((64, 64)), 2) - 0.5)
    framed = np.where(np.abs(np.arange(64) - 31.5)[None, :] > 12, 0.0, smooth)
    noisy = smooth + 0.02 * random.normal(size=(64, 64))
    pictures = [np.clip(p, 0, 1).round(3) for p in (smooth, smooth ** 0.8, framed, noisy, random.random((64, 64)))]
    fine = [p - gaussian_filter(p, 2, mode="nearest", truncate=3) for p in pictures]
    blocks = [f.reshape(4, 16, 4, 16).transpose(0, 2, 1, 3).reshape(16, 256) for f in fine]

    def agreement(a, b):
        both = [(x, y) for x, y in zip(a, b) if np.ptp(x) > 1e-5 or np.ptp(y) > 1e-5]
        return np.median([np.corrcoef(x, y)[0, 1] if np.ptp(x) > 1e-5 and np.ptp(y) > 1e-5 else 0 for x, y in both])

    return dict(
        pictures=[p.ravel().tolist() for p in pictures],
        agreements=[[agreement(a, b) for b in blocks] for a in blocks])


path = pathlib.Path(__file__).with_name("datasets.json")
fixture = dict(
    associations=list(associations()), classifiers=list(classifiers()), pictures=list(pictures()),
    details=details())
path.write_text(json.dumps(fixture) + "\n")
