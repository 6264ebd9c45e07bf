"""What pages of records share: lists, record pages, and places where departments put something of theirs.

`RecordList` and `RecordDetail` start at `visible_to`; `find` is the same for views that are functions.
Departments add menu entries, cards of the desk and panels of a page in their `apps.py`.
"""

from secoffice.ui.details import RecordDetail, find
from secoffice.ui.lists import Column, RecordList
from secoffice.ui.places import desk, menu, panels

__all__ = ["Column", "RecordDetail", "RecordList", "desk", "find", "menu", "panels"]
