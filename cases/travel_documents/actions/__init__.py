"""What people do at the desk, one verb each."""

from cases.travel_documents.actions.batches import cancel, start
from cases.travel_documents.actions.codes import change_code
from cases.travel_documents.actions.screening import NotOfTheDesk, choose_century, screen

__all__ = ["NotOfTheDesk", "cancel", "change_code", "choose_century", "screen", "start"]
