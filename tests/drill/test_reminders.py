"""The reminder part of the fault drill: an office of real processes is hurt for minutes, then the oracle asks whether
a reminder was lost, doubled or told to somebody who must not know (docs/operations.md, “The fault drill”).
"""

import json
import os
import random

import pytest

from tests.drill.course import Drill

pytestmark = [pytest.mark.drill, pytest.mark.timeout(1500)]
NONE = (
    *("never_planned", "planned_more_than_once", "silently_lost", "unsettled", "notices_without_a_mail"),
    *(
        "mails_nobody_wrote",
        "mails_to_another",
        "doubled_outside_ambiguous_windows",
        "told_under_two_message_ids",
    ),
    *("needles_in_mails", "mails_to_addresses_that_do_not_exist", "claimed_beyond_lease"),
    "clear_text_on_a_line_that_insists_on_tls",
)


def size(name, default):
    return int(os.environ.get(name, "") or default)


def seed():
    return size("DRILL_SEED", random.SystemRandom().randrange(10**6))


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def shown(figures):
    print(json.dumps(figures, indent=1, default=str))
    return figures


def missed(figures):
    """The bars that were not reached."""
    failed = {name: figures[name] for name in NONE if figures[name]}
    failed |= {"audit": figures["audit_problem"]} if figures["audit_problem"] else {}
    failed |= {name: count for name, count in figures["answers"].items() if name.startswith("5")}
    failed |= {f"never came: {name}": 0 for name, count in figures.get("faults", {}).items() if not count}
    failed |= {} if figures["mails_taken_over_tls"] else {"mails_taken_over_tls": 0}
    late = {name: took for name, took in figures.get("clock", {}).items() if took == "not in time"}
    return failed | late


def test_small_drill_of_reminders(folder):
    """Under two minutes, for a look before a commit."""
    with Drill(folder, reminders=400, kills=12, seed=seed()) as drill:
        if not drill.clock.jumps:
            pytest.skip("not measured: libfaketime is not installed, and without it pauses last for hours")
        drill.storm(400, every=1.2)
        drill.nights(20, names=["berlin_spring"])
        figures = shown(drill.verdict())
    assert not missed(figures), missed(figures)


def test_full_drill_of_reminders(folder):
    reminders, kills = size("DRILL_REMINDERS", 10_000), size("DRILL_KILLS", 200)
    with Drill(folder, reminders=reminders, kills=kills, seed=seed(), people=100) as drill:
        drill.calm(reminders // 5, 60)
        if not drill.clock.jumps:
            shown(drill.verdict() | {"not_measured": ["storm", "outage", "clock"]})
            pytest.skip("calm only; storm, outage and clock are not measured: libfaketime is not installed")
        drill.storm(reminders * 6 // 10, every=1.1)
        drill.outage(reminders * 15 // 100)
        drill.three_days(reminders // 100)
        drill.hour(1, 50)
        drill.hour(-1, 50)
        drill.nights(reminders // 200)
        figures = shown(drill.verdict())
    failed = missed(figures)
    failed |= {"p99": figures["calm"]} if figures["calm"]["lateness_p99_s"] > 90 else {}
    cleared = figures["outage"]["cleared_after_s"]
    failed |= {"outage": figures["outage"]} if cleared is None or cleared > 300 else {}
    assert not failed, failed
