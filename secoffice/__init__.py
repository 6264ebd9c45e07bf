"""Secoffice: the project, and what every department shares.

Nothing is imported here: the bootstrap and the supervisor live in this package and run on the standard
library.
"""
