"""Asking systems outside the office whether a document is lost or stolen."""
