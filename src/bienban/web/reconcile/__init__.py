"""``/reconcile``: the Reconciliation Service API 0.2, which OpenRefine and others speak."""
