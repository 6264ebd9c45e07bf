"""The verbs on papers: writing them, deciding about them, releasing copies."""
