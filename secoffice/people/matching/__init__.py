"""Is this the same person? One scorer for search before create, watch lists and deconfliction. Pure rules."""

from secoffice.people.matching.blocking import keys
from secoffice.people.matching.scoring import THRESHOLD, Match, Side, score

__all__ = ["THRESHOLD", "Match", "Side", "keys", "score"]
