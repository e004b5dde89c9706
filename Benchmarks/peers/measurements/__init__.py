"""One file for each kind of row.

Each has `measure(bench, name)` for a network; one that has a network of its own names it as
`NETWORK`.
"""
