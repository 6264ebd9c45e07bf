"""Makes the database itself keep the invariants of custody (domain A.8): triggers for SQLite and PostgreSQL.

No event is changed or deleted, and the chain has no gap; custody moves only by a hand-over that its receiver accepted;
a seal changes by sealing again or by an examination; bytes in doubt are not used, originals of bytes not examined;
money, drugs and firearms take a second person, two counts and a vault. What the register says of an exhibit is what
its events say. Triggers name several tables, so they are taken down before every migrate and put back after it.
"""

from dataclasses import dataclass

EVENT, EXHIBIT, OFFER = "evidence_custodyevent", "evidence_exhibit", "evidence_handover"
BYTES, ORDER, DOUBT = "evidence_acquisition", "evidence_disposal", "evidence_discrepancy"
TABLES = (EVENT, EXHIBIT, OFFER, BYTES, ORDER, DOUBT, "evidence_room")

REFUSED = "The chain of custody is append-only."
BROKEN = "The chain of custody would have a gap."
KEPT = "What is on the register of exhibits is not changed or deleted."

MOVES = "'TRANSFER', 'CHECK_OUT', 'CHECK_IN', 'RECEIVE'"
ENDS = "'RETURN', 'DESTROY', 'FORFEIT'"
SEALING = "'COLLECT', 'RESEAL', 'EXAMINE'"
TWO_PERSONS = "'CURRENCY', 'DRUG', 'FIREARM'"
STANDING = {
    "sqlite": """SELECT name, tbl_name FROM sqlite_master
        WHERE type = 'trigger' AND name LIKE 'evidence\\_%' ESCAPE '\\'""",
    "postgresql": """SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid) AND t.tgname LIKE 'evidence\\_%'""",
}


@dataclass(frozen=True)
class Guard:
    """A deed on a table that is refused. `when` is a condition on NEW and OLD, in which {differs} stands for unequal
    where either side may be NULL; empty: always. `vendor`: the only database that needs it."""

    name: str
    deed: str
    table: str
    says: str
    when: str = ""
    vendor: str = ""


# What is asked of the rows there are

_OF_IT = f"FROM {EVENT} WHERE exhibit_id = NEW.exhibit_id"
_EARLIER = f"{_OF_IT} AND happened_at <= NEW.happened_at"
_HOLDER = f"(SELECT to_user_id {_EARLIER} ORDER BY happened_at DESC, seq DESC LIMIT 1)"
_NEXT = f"(SELECT COALESCE(MAX(seq), 0) + 1 {_OF_IT})"
_EXHIBIT = f"SELECT 1 FROM {EXHIBIT} x WHERE x.id = NEW.exhibit_id"
_IN_DOUBT = f"""EXISTS (SELECT 1 FROM {DOUBT} d WHERE d.exhibit_id = NEW.exhibit_id AND d.about = 'DIGEST'
    AND d.status = 'OPEN')"""
_TAKES_TWO = f"EXISTS ({_EXHIBIT} AND x.category IN ({TWO_PERSONS}))"


def _last(column, kinds=""):
    """What the last event of an exhibit says, or the last of these kinds."""
    of_kinds = f"AND kind IN ({kinds})" if kinds else ""
    return f"""(SELECT {column} FROM {EVENT} WHERE exhibit_id = NEW.id {of_kinds}
        ORDER BY happened_at DESC, seq DESC LIMIT 1)"""


def _changed(*columns):
    return " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in columns)


def _there(table, *ways):
    """SQLite replaces a row that stands in the way without calling it a deletion."""
    return f"EXISTS (SELECT 1 FROM {table} r WHERE {' OR '.join(ways)})"


_GAP = f"""NEW.seq <> {_NEXT}
    OR (NEW.kind = 'COLLECT' AND (NEW.from_user_id IS NOT NULL OR EXISTS (SELECT 1 {_OF_IT})))
    OR (NEW.kind <> 'COLLECT' AND NOT EXISTS (SELECT 1 {_EARLIER}))
    OR (NEW.kind <> 'COLLECT' AND NEW.from_user_id {{differs}} {_HOLDER})
    OR (NEW.from_user_id IS NULL AND NEW.kind NOT IN ('COLLECT', 'CORRECTION', 'DISCREPANCY'))
    OR (NEW.to_user_id IS NULL AND NEW.kind NOT IN ({ENDS}, 'CORRECTION', 'DISCREPANCY'))
    OR (NEW.from_user_id {{differs}} NEW.to_user_id AND EXISTS (SELECT 1 {_OF_IT}
        AND happened_at > NEW.happened_at))"""

_ACCEPTED = f"""SELECT 1 FROM {OFFER} h WHERE h.id = NEW.hand_over_id AND h.exhibit_id = NEW.exhibit_id
    AND h.status = 'ACCEPTED' AND h.releaser_id = NEW.from_user_id AND h.receiver_id = NEW.to_user_id
    AND h.released_at <= NEW.happened_at"""
_USED = f"SELECT 1 FROM {EVENT} e WHERE e.hand_over_id = NEW.hand_over_id AND e.to_user_id <> e.from_user_id"
_NOT_ACCEPTED = f"""NEW.kind <> 'COLLECT' AND NEW.to_user_id IS NOT NULL
    AND NEW.from_user_id {{differs}} NEW.to_user_id
    AND (NEW.kind NOT IN ({MOVES}) OR NEW.by_id {{differs}} NEW.to_user_id
        OR NOT EXISTS ({_ACCEPTED}) OR EXISTS ({_USED}))"""
_NOT_ORDERED = f"""NEW.kind IN ({ENDS}) AND NOT EXISTS (SELECT 1 FROM {ORDER} o
    WHERE o.exhibit_id = NEW.exhibit_id AND o.method = NEW.kind AND o.status = 'DONE'
    AND o.witness_id = NEW.witness_id)"""
_SEAL = f"""(NEW.kind = 'RESEAL' AND NEW.seal_after = '') OR (NEW.kind NOT IN ({SEALING})
    AND (NEW.seal_before <> NEW.seal_after
        OR (NEW.seal_after <> '' AND NOT EXISTS ({_EXHIBIT} AND x.seal = NEW.seal_after))))"""
_ORIGINAL = f"""NEW.kind = 'EXAMINE' AND EXISTS ({_EXHIBIT} AND NOT x.is_copy
    AND EXISTS (SELECT 1 FROM {BYTES} b WHERE b.exhibit_id = x.id))"""
_ALONE = f"""NEW.kind IN ('COLLECT', 'STORE', {MOVES}, {ENDS}) AND {_TAKES_TWO}
    AND (NEW.witness_id IS NULL OR NEW.counted IS NULL OR NEW.counted_again IS NULL)"""
_NO_VAULT = f"""NEW.kind = 'STORE' AND {_TAKES_TWO}
    AND NOT EXISTS (SELECT 1 FROM evidence_room r WHERE r.id = NEW.room_id AND r.vault)"""

_OTHERWISE = f"""(NEW.custodian_id {{differs}} OLD.custodian_id AND NEW.custodian_id {{differs}} {_last("to_user_id")})
    OR (NEW.seal <> OLD.seal AND NEW.seal {{differs}} {_last("seal_after", SEALING)})
    OR (NEW.gone_as <> OLD.gone_as AND NEW.gone_as {{differs}} {_last("kind", ENDS)})
    OR (NEW.room_id IS NOT NULL AND NEW.room_id {{differs}} OLD.room_id
        AND NEW.room_id {{differs}} {_last("room_id", "'STORE'")})"""
_IDENTITY = _changed(
    *("case_id", "number", "reference", "parent_id", "seizure_id", "category", "quantity", "is_copy"),
    *("registered_by_id", "registered_at"),
)
_TERMS = _changed(
    *("exhibit_id", "kind", "releaser_id", "receiver_id", "released_at", "purpose", "carrier", "tracking"),
    "window_until",
)
_NOT_HIS = f"NEW.status <> 'PENDING' OR NOT EXISTS ({_EXHIBIT} AND x.custodian_id = NEW.releaser_id)"
_SKIPPED = """NEW.status <> OLD.status AND NOT (OLD.status = 'ORDERED' OR (OLD.status = 'APPROVED'
    AND NEW.status IN ('DONE', 'WITHDRAWN'))) OR (NEW.status = 'DONE' AND OLD.status = 'ORDERED')"""

HAND_OVER = "Custody moves by a hand-over that its receiver accepted, and by nothing else."
GUARDS = (
    Guard("no_update", "UPDATE", EVENT, REFUSED),
    Guard("no_delete", "DELETE", EVENT, REFUSED),
    Guard("no_truncate", "TRUNCATE", EVENT, REFUSED, vendor="postgresql"),
    Guard("no_replace", "INSERT", EVENT, REFUSED, _there(EVENT, "r.id = NEW.id",
          "(r.exhibit_id = NEW.exhibit_id AND r.seq = NEW.seq)"), "sqlite"),
    Guard("chain", "INSERT", EVENT, BROKEN, _GAP),
    Guard("accepted", "INSERT", EVENT, HAND_OVER, _NOT_ACCEPTED),
    Guard("ordered", "INSERT", EVENT, "An exhibit goes by an order that was approved and witnessed.", _NOT_ORDERED),
    Guard("sealed", "INSERT", EVENT, "A seal changes by sealing again or by an examination.", _SEAL),
    Guard("sound", "INSERT", EVENT, "Its bytes are in doubt. Nobody uses it.",
          f"NEW.kind IN ('EXAMINE', 'COPY', 'COURT', 'SHIP') AND {_IN_DOUBT}"),
    Guard("original", "INSERT", EVENT, "The original stays sealed; copies are examined.", _ORIGINAL),
    Guard("two", "INSERT", EVENT, "Money, drugs and firearms need a witness, and two counts.", _ALONE),
    Guard("vault", "INSERT", EVENT, "Money, drugs and firearms are kept in a vault.", _NO_VAULT),
    Guard("as_events", "UPDATE", EXHIBIT, "The register says of an exhibit what its events say.", _OTHERWISE),
    Guard("identity", "UPDATE", EXHIBIT, KEPT, _IDENTITY),
    Guard("exhibit_stays", "DELETE", EXHIBIT, KEPT),
    Guard("exhibit_not_replaced", "INSERT", EXHIBIT, KEPT, _there(EXHIBIT, "r.id = NEW.id",
          "r.reference = NEW.reference", "(r.case_id = NEW.case_id AND r.number = NEW.number)"), "sqlite"),
    Guard("offer_begins", "INSERT", OFFER, HAND_OVER, _NOT_HIS),
    Guard("offer_sound", "INSERT", OFFER, "Its bytes are in doubt. Nobody uses it.", _IN_DOUBT),
    Guard("offer_terms", "UPDATE", OFFER, KEPT,
          f"{_TERMS} OR (NEW.status <> OLD.status AND OLD.status <> 'PENDING')"),
    Guard("offer_stays", "DELETE", OFFER, KEPT),
    Guard("offer_not_replaced", "INSERT", OFFER, KEPT, _there(OFFER, "r.id = NEW.id", "r.key = NEW.key"), "sqlite"),
    Guard("bytes_stay_as_taken", "UPDATE", BYTES, "The digests of intake are never changed."),
    Guard("bytes_stay", "DELETE", BYTES, KEPT),
    Guard("bytes_not_replaced", "INSERT", BYTES, KEPT,
          _there(BYTES, "r.id = NEW.id", "r.exhibit_id = NEW.exhibit_id"), "sqlite"),
    Guard("order_begins", "INSERT", ORDER, "A disposal begins with an order.", "NEW.status <> 'ORDERED'"),
    Guard("order_steps", "UPDATE", ORDER, "A disposal is ordered, approved and then carried out.",
          f"{_SKIPPED} OR {_changed('exhibit_id', 'method', 'ordered_by_id')}"),
    Guard("order_stays", "DELETE", ORDER, KEPT),
    Guard("doubt_stays", "DELETE", DOUBT, KEPT),
)  # fmt: skip


def install(connection):
    """Put up every guard, in place of what is up. Safe to repeat."""
    remove(connection)
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.vendor in ("", connection.vendor):
                for statement in _statements(connection.vendor, guard):
                    cursor.execute(statement)


def remove(connection):
    """Take the guards down: for a migration, and for tests that empty the database."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        for name, table in cursor.fetchall():
            cursor.execute(
                f"DROP TRIGGER {name}{f' ON {table}' if connection.vendor == 'postgresql' else ''}"
            )


def _statements(vendor, guard):
    name, when = f"evidence_{guard.name}", guard.when or "1 = 1"
    if vendor == "sqlite":
        when = when.replace("{differs}", "IS NOT")
        yield f"""CREATE TRIGGER {name} BEFORE {guard.deed} ON {guard.table} WHEN {when}
            BEGIN SELECT RAISE(ABORT, '{guard.says}'); END"""
        return
    when = when.replace("{differs}", "IS DISTINCT FROM")
    each, row = "STATEMENT" if guard.deed == "TRUNCATE" else "ROW", "OLD" if guard.deed == "DELETE" else "NEW"
    refuse = f"RAISE EXCEPTION '{guard.says}' USING ERRCODE = 'integrity_constraint_violation'"
    yield f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF {when} THEN {refuse}; END IF; RETURN {row}; END $$"""
    yield f"CREATE TRIGGER {name} BEFORE {guard.deed} ON {guard.table} FOR EACH {each} EXECUTE FUNCTION {name}()"
