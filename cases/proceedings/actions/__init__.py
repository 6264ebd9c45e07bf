"""Verbs on proceedings of a case."""
