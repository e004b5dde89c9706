// `import LungAttention` brings everything that the command line uses.
@_exported public import Artifacts
@_exported public import Attention
@_exported public import Audit
@_exported public import Checkpoints
@_exported public import Diagnostics
@_exported public import Explainers
@_exported public import Imaging
@_exported public import Models
@_exported public import Networks
@_exported public import Phantoms
@_exported public import Probes
@_exported public import Reports
@_exported public import Statistics
@_exported public import Tables
@_exported public import Tensors
@_exported public import Training
@_exported public import Variants
