"""A trail with entries in it, and a hand that tampers with it."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from secoffice.audit import checkpoints, guards, trail
from secoffice.audit.models import AuditEntry, AuditSeal


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    """Key and checkpoints of their own for every test."""
    settings.DATA = tmp_path
    settings.AUDIT_KEY = ""
    return tmp_path


@pytest.fixture
def ten(db):
    """Ten entries, sealed; the even ones carry a reason."""
    for n in range(1, 11):
        target = trail.Named("cases.case", str(n), f"UTP-26-{n}")
        trail.record(
            "opened",
            target,
            by=None,
            reason="" if n % 2 else f"because of {n}",
            detail=None if n % 2 else {"n": n},
        )
    assert trail.seal() == 10
    head = AuditSeal.objects.get(seq=10)
    checkpoints.note(10, head.hash)
    return list(AuditEntry.objects.order_by("pk"))


def tamper(*statements):
    """Change the tables as somebody with the rights of their owner would: guards down, change, guards up."""
    guards.remove(connection)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    guards.install(connection)


def verify(capsys):
    """What the command prints, and how it ends."""
    capsys.readouterr()
    try:
        call_command("verify_audit")
        status = 0
    except SystemExit as end:
        status = end.code
    return json.loads(capsys.readouterr().out), status
