"""Exhibits and their custody (domain A.8)."""

from cases.evidence.models.custody import CustodyEvent, HandOver, Kind
from cases.evidence.models.exhibit import Acquisition, Category, Exhibit, Room, Seizure
from cases.evidence.models.oversight import Discrepancy, Disposal, Inventory
from cases.evidence.models.picture import Picture

__all__ = [
    "Acquisition",
    "Category",
    "CustodyEvent",
    "Discrepancy",
    "Disposal",
    "Exhibit",
    "HandOver",
    "Inventory",
    "Kind",
    "Picture",
    "Room",
    "Seizure",
]
