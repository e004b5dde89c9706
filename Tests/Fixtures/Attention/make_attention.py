"""Makes attention.json: lung-attention figures by NumPy, scikit-learn and scikit-image.

    pip install numpy scipy scikit-learn scikit-image && python make_attention.py

All figures are of the positive part of the map; see the documentation of AttentionScore.
"""

import json
import pathlib

import numpy as np
from scipy import ndimage
from skimage.filters import threshold_otsu
from sklearn.metrics import roc_auc_score

random = np.random.default_rng(21)


def lungs(height, width):
    """Two ellipses side by side."""
    y, x = np.mgrid[:height, :width]
    y, x = (y + 0.5) / height - 0.5, (x + 0.5) / width
    return ((y / 0.4) ** 2 + ((x - 0.28) / 0.17) ** 2 <= 1) | (
        (y / 0.35) ** 2 + ((x - 0.72) / 0.16) ** 2 <= 1)


def maps():
    yield "normal", random.normal(size=(13, 17))
    yield "tied", random.normal(size=(16, 12)).round(0)
    yield "mostly negative", random.normal(size=(15, 15)) - 1.5
    yield "long-tailed", np.exp(3 * random.normal(size=(11, 23)))
    yield "tiny scale", 1e-20 * random.normal(size=(10, 12))
    coarse = np.maximum(random.normal(size=(4, 4)), 0)
    yield "upsampled", ndimage.zoom(coarse, 5, order=1, mode="nearest", grid_mode=True)
    blocks = random.normal(size=(5, 6))
    yield "blocks", np.kron(blocks, np.ones((4, 3)))
    inside = lungs(18, 14) * 2.0
    yield "on the lungs", ndimage.gaussian_filter(inside, 1.5)
    yield "one row", random.normal(size=(1, 30))


def figures(values, mask):
    saliency = np.maximum(values, np.float32(0))
    wide = saliency.astype(np.float64)
    mass, area = wide[mask].sum() / wide.sum(), mask.mean()
    k = mask.sum()
    last = np.sort(wide.ravel())[-k]
    above, tied = wide > last, wide == last
    rank = (mask[above].sum() + (k - above.sum()) * mask[tied].mean()) / k
    plain = mask.ravel()[np.argsort(-wide.ravel(), kind="stable")[:k]].mean()
    if tied.sum() == 1:
        assert np.isclose(rank, plain)
    salient = saliency > threshold_otsu(saliency)
    top = wide == wide.max()
    return dict(
        lung_mass=mass, lung_area=area, enrichment=mass / area,
        density_ratio=wide[mask].mean() / wide[~mask].mean(), rank_accuracy=rank,
        pointing_hit=float(mask[top].mean() > 0.5),
        pixel_auc=roc_auc_score(mask.ravel(), wide.ravel()),
        iou=(salient & mask).sum() / (salient | mask).sum())


cases = []
for name, values in maps():
    values = np.array([float(f"{v:.4g}") for v in values.ravel()]).reshape(values.shape)
    mask = lungs(*values.shape)
    numbers = {key: float(value) for key, value in figures(values.astype(np.float32), mask).items()}
    cases.append(dict(name=name, height=values.shape[0], width=values.shape[1],
                      values=values.ravel().tolist(), mask=mask.astype(int).ravel().tolist(),
                      figures=numbers))
here = pathlib.Path(__file__).parent
(here / "attention.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
