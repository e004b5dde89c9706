"""One file for each kind of row.

Each has `measure(bench, name)` for a network; one that has networks of its own names them as
`NETWORKS`.
"""
