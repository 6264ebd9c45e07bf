"""The evidence room: what lies where, what waits, what does not agree; and counting it."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count as Number
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from cases.evidence import actions
from cases.evidence.actions.counting import may_count, may_keep_rooms
from cases.evidence.forms import InventoryForm, RoomForm
from cases.evidence.models import Discrepancy, Exhibit, HandOver, Inventory, Room
from cases.evidence.views.case import with_state
from cases.evidence.views.exhibit import attempt
from secoffice.audit import trail
from secoffice.ui import find

MOST, A_YEAR = 200, timedelta(days=365)
ROLES = ("EVID_CUST", "EVID_AUD")


def in_evidence(user):
    """Whom the room is for."""
    return user.has_role(*ROLES)


def rooms_of(user):
    """Rooms of one's office; an auditor also sees those of the offices below."""
    below = Q(office=user.office_id)
    if user.has_role("EVID_AUD"):
        below |= Q(office__parent=user.office_id) | Q(office__parent__parent=user.office_id)
    return Room.objects.filter(below).select_related("office__parent__parent")


def with_last_count(rooms):
    """Rooms, each with when it was last counted and whether that is due again: yearly (A.8)."""
    last = Inventory.objects.filter(room=OuterRef("pk")).order_by("-at").values("at")
    rooms = list(rooms.annotate(counted_at=Subquery(last[:1])))
    for room in rooms:
        room.count_due = timezone.now() - (room.counted_at or room.opened_at) > A_YEAR
    return rooms


class Rooms(View):
    def dispatch(self, request, *args, **more):
        self.visible = Exhibit.objects.visible_to(request.user)
        if not in_evidence(request.user) or request.user.office_id is None:
            trail.record("denied", trail.Named("evidence.room"), by=request.user, result="denied")
            raise Http404
        return super().dispatch(request, *args, **more)

    def get(self, request):
        trail.record("listed", trail.Named("evidence.room"), by=request.user)
        return self.page(RoomForm() if not self.why_not() else None)

    def post(self, request):
        form = RoomForm(request.POST)
        if form.is_valid() and attempt(form, self.open_room, form):
            messages.success(request, "The room is open.")
            return redirect("evidence:room")
        return self.page(form, 422)

    def open_room(self, form):
        user = self.request.user
        actions.open_room(office=user.office, by=user, **form.cleaned_data)

    def why_not(self):
        return may_keep_rooms(self.request.user, self.request.user.office)

    def page(self, form, status=200):
        user, visible = self.request.user, self.visible
        rooms = rooms_of(user)
        kept = visible.filter(Q(room__in=rooms) | Q(custodian=user)).select_related("room", "custodian")
        doubts = Discrepancy.objects.filter(status="OPEN").select_related("exhibit", "room")
        mine = Q(exhibit__in=visible.filter(Q(room__in=rooms) | Q(custodian=user))) | Q(room__in=rooms)
        rows = list(kept.order_by("room__name", "bin", "reference")[: MOST + 1])
        told = {
            "rooms": with_last_count(
                rooms.annotate(items=Number("exhibits", filter=Q(exhibits__in=visible)))
            )[:50],
            "exhibits": with_state(rows[:MOST]),
            "more": len(rows) > MOST,
            "waiting": waiting_for(user),
            "doubts": list(doubts.filter(mine)[:50]),
            "form": form,
        }
        return render(self.request, "cases/evidence/room.html", told, status=status)


class Count(View):
    """Numbers as they were scanned, against the register, both ways."""

    def dispatch(self, request, *args, room, **more):
        rooms = rooms_of(request.user) if in_evidence(request.user) else Room.objects.none()
        self.room = find(request, rooms, pk=room)
        return super().dispatch(request, *args, **more)

    def get(self, request):
        trail.record("viewed", self.room, by=request.user)
        return self.page(InventoryForm() if not may_count(request.user, self.room) else None)

    def post(self, request):
        form = InventoryForm(request.POST)
        if form.is_valid() and attempt(form, self.count, form):
            return redirect("evidence:inventory", self.room.pk)
        return self.page(form, 422)

    def count(self, form):
        key, numbers = form.cleaned_data["key"], form.cleaned_data["numbers"].split()
        actions.take_inventory(room=self.room, numbers=numbers, by=self.request.user, key=key)

    def page(self, form, status=200):
        user = self.request.user
        told = {"room": self.room, "form": form, "why_not": may_count(user, self.room)}
        told["counts"] = list(self.room.inventories.filter(by=user).select_related("by")[:10])
        return render(self.request, "cases/evidence/count.html", told, status=status)


def waiting_for(user):
    """Hand-overs that wait for this person, and those of theirs that wait for somebody else."""
    rows = HandOver.objects.filter(status="PENDING").filter(Q(receiver=user) | Q(releaser=user))
    known = rows.filter(exhibit__in=Exhibit.objects.visible_to(user))
    return list(known.select_related("exhibit", "receiver", "releaser").order_by("released_at")[:20])


def on_desk(request):
    """Hand-overs on the desk of both sides."""
    rows = waiting_for(request.user)
    for row in rows:
        row.mine = row.receiver_id == request.user.pk
    return {"offers": rows} if rows else None
