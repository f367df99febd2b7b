"""Which thing of the graph a name in somebody's table means: candidates with scores, told apart by what else the table says.

The answers are those of the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group), which OpenRefine speaks.
"""
