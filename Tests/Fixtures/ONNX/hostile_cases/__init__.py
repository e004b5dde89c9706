"""ONNX files that are wrong in one way each; `cases` has those that change the good network."""

from . import graphs, shapes, weights  # noqa: F401: they register their cases
from .encoding import byte_cases
from .network import cases, good, values

__all__ = ["byte_cases", "cases", "good", "values"]
