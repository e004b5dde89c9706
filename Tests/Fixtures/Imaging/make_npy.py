"""map.npy as numpy.save writes it. `python make_npy.py` (needs numpy)"""

from pathlib import Path

import numpy as np

values = np.array([[0, -1.5, 3e-8], [1e30, np.inf, 0.1]], dtype=np.float32)
np.save(Path(__file__).parent / "map.npy", values)
