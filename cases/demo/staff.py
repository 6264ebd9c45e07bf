"""The staff of the demonstration office: thirty people, every role held, every pair of duties kept apart."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from secoffice.accounts import actions
from secoffice.accounts.models import User
from secoffice.accounts.roles import ROLES, label

PASSWORD = "herons over lantern bridge"
DOMAIN = "secoffice.example"


@dataclass(frozen=True)
class Member:
    """`unit` is a code at the office; `leads` makes them its supervisor; `shown` are words for the list of
    sign-ins, empty for those not in it."""

    handle: str
    name: str
    office: str
    roles: tuple
    unit: str = ""
    leads: bool = False
    employment: str = "EMPLOYEE"
    shown: str = ""

    @property
    def email(self):
        return f"{self.handle}@{DOMAIN}"


MEMBERS = (
    Member("sanne.okkervil", "Sanne Okkervil", "HQS", ("SYSADMIN",), shown="System administrator"),
    Member("tomas.ferreira-lund", "Tomás Ferreira-Lund", "HQS", ("DIRECTOR", "DEC_OFF"),
        shown="Director, headquarters"),
    Member("adaeze.obirima", "Adaeze Obirima", "HQS", ("CASE_SUP", "LIAISON"), "INV", True,
        shown="Supervisor, headquarters"),
    Member("kenji.moriwake", "Kenji Moriwake", "HQS", ("AGENT",), "INV", shown="Case agent, headquarters"),
    Member("neville.protherow", "Neville Protherow", "HQS", ("INTAKE", "PSS_PROC"), "PSV"),
    Member("soraya.benhaddou-lys", "Soraya Benhaddou-Lys", "HQS", ("LEGAL", "PRIV_OFF")),
    Member("hollis.brandemuir", "Hollis Brandemuir", "HQS", ("OIG",), shown="Oversight"),
    Member("wilhelmina.aske", "Wilhelmina Aske", "HQS", ("REC_OFF", "EVID_AUD", "PANEL")),
    Member("jarek.podolnik", "Jarek Podolnik", "HQS", ("ADJ",), "PSV"),
    Member("imre.kaldory", "Imre Kaldóry", "HQS", ("ANALYST_REV", "EVENT_LEAD"), "TAD", True),
    Member("livia.marrow", "Livia Marrow", "HQS", ("ANALYST",), "TAD", employment="CONTRACTOR"),
    Member("beatrix.volkmarin", "Beatrix Volkmarin", "RSC", ("DIRECTOR", "CASE_SUP", "ADJ_REV"), "INV", True,
        shown="Regional director"),
    Member("dorian.vex", "Dorian Vex", "RSC", ("AGENT", "DOC_EXAM"), "INV"),
    Member("rhea.dunmore", "Rhea Dunmore", "UTP", ("AGENT", "DETAIL_LDR"), "INV", shown="Case agent"),
    Member("ivo.tarn", "Ivo Tarn", "UTP", ("CASE_SUP",), "INV", True, shown="Case supervisor"),
    Member("odd.castell", "Odd Castell", "UTP", ("AGENT", "WS_LEAD"), "INV"),
    Member("mirela.sandu-ferro", "Mirela Sandu-Ferro", "UTP", ("AGENT",), "INV"),
    Member("gustav.brandlhof", "Gustav Brandlhof", "UTP", ("AGENT",), "INV"),
    Member("nuno.valadao", "Nuno Valadão", "UTP", ("INTAKE", "CONS_LIA"), "OPS", employment="LOCAL",
        shown="Intake officer"),
    Member("joana.peixinho", "Joana Peixinho", "UTP", ("DUTY_OFF",), "OPS", employment="LOCAL", shown="Duty officer"),
    Member("helene.ashgrove", "Hélène Ashgrove", "UTP", ("RSO",), "OPS", True, shown="Regional security officer"),
    Member("casimir.rothwell", "Casimir Rothwell", "UTP", ("DIRECTOR",), shown="Office director"),
    Member("yuki.arranmore", "Yuki Arranmore", "UTP", ("EVID_CUST", "DOC_EXAM"), "OPS",
        employment="CONTRACTOR", shown="Evidence custodian (contractor)"),
    Member("leila.haddawi", "Leila Haddawi", "QMR", ("RSO", "CASE_SUP", "UNIT_SEC"), "INV", True,
        shown="Security officer, Friday–Saturday post"),
    Member("bram.oosterlinck", "Bram Oosterlinck", "QMR", ("AGENT",), "INV"),
    Member("huda.karawani", "Huda Karawani", "QMR", ("INTAKE",), "INV", employment="LOCAL"),
    Member("ingrid.solheim-rai", "Ingrid Solheim-Rai", "HIM", ("RSO", "CASE_SUP"), "INV", True),
    Member("pema.dolkarma", "Pema Dolkarma", "HIM", ("AGENT",), "INV", shown="Case agent, quarter-hour time zone"),
    Member("suresh.bajrachandra", "Suresh Bajrachandra", "HIM", ("INTAKE", "DUTY_OFF"), "INV", employment="LOCAL"),
    Member("noor.elahiri", "Noor Elahiri", "HIM", ("AGENT",), "INV"),
)  # fmt: skip
KEEPER, LEAVER, INVITED, AWAY, DEPUTY = (
    "sanne.okkervil", "gustav.brandlhof", "noor.elahiri", "mirela.sandu-ferro", "odd.castell",
)  # fmt: skip


def is_loaded():
    return User.objects.filter(email=f"{KEEPER}@{DOMAIN}").exists()


def sign_ins():
    """Who can be tried out, in the order in which a newcomer will want them."""
    listed = [member for member in MEMBERS if member.shown]
    for member in sorted(listed, key=lambda one: (one.office != "UTP", one.office == "HQS")):
        yield {
            "role": member.shown,
            "email": member.email,
            "password": PASSWORD,
            "office": member.office,
            "name": member.name,
            "roles": [label(code) for code in member.roles],
        }


def first_keeper(*, at):
    """Somebody has to be there first: the administrator who invites all the others."""
    member = next(one for one in MEMBERS if one.handle == KEEPER)
    user = User.objects.create_user(member.email, None, name=member.name, date_joined=at, accepted_at=at)
    Group.objects.bulk_create((Group(name=code) for code in ROLES), ignore_conflicts=True)
    user.groups.set(Group.objects.filter(name__in=member.roles))
    return User.objects.get(pk=user.pk)


def settle_in(keeper, offices, units, *, joined, invited):
    """Invite everybody else and let them accept; one invitation stays open."""
    people, locked = {}, make_password(PASSWORD)
    User.objects.filter(pk=keeper.pk).update(office=offices["HQS"], password=locked)
    people[KEEPER] = User.objects.get(pk=keeper.pk)
    for member in MEMBERS:
        if member.handle != KEEPER:
            at = invited if member.handle == INVITED else joined
            people[member.handle] = arrive(member, offices, units, locked, by=keeper, at=at)
    return people


def arrive(member, offices, units, locked, *, by, at):
    unit = units.get((member.office, member.unit))
    user = actions.invite(
        by=by, email=member.email, name=member.name, office=offices[member.office], unit=unit,
        employment=member.employment, roles=member.roles, at=at,
    )  # fmt: skip
    User.objects.filter(pk=user.pk).update(date_joined=at)
    if member.handle == INVITED:
        return user
    actions.accept_invitation(user=user, password=None, by=user, at=at + timedelta(hours=5))
    User.objects.filter(pk=user.pk).update(password=locked)  # one demonstration password, hashed once
    if member.leads:
        unit.supervisor = user
        actions.keep(unit, by=by, at=at)
    return User.objects.select_related("office", "unit").get(pk=user.pk)
