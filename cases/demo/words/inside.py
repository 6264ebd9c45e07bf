"""Suitability and misconduct, background support, security incidents."""

from cases.demo.words import Scenario, Words

CONDUCT = Words(
    scenarios=(
        Scenario(
            "Fuel coupons of the motor pool unaccounted for, {month}",
            "The coupon book shows {big} litres more than the vehicles can hold. The signatures of two "
            "drivers are alike. The amount is about {amount}.",
            source="STAFF",
            channel="WALK_IN",
            parts=("SUBJECT", "COMPLAIN"),
        ),
        Scenario(
            "Undeclared interest in a guard contractor, {firm}",
            "A member of the selection board is said to hold a share in {firm} through a brother. The "
            "contract was extended in {month} without a second offer.",
            source="PUBLIC",
            channel="MAIL",
            parts=("SUBJECT", "FACIL"),
            priority="2",
        ),
        Scenario(
            "Harassment alleged in the {quarter} annex",
            "A member of staff reports remarks over {n} weeks and one evening on which she left by the "
            "back stairs. Two colleagues heard part of it.",
            source="STAFF",
            channel="WALK_IN",
            parts=("SUBJECT", "COMPLAIN", "WITNESS"),
            priority="2",
        ),
        Scenario(
            "Overtime claimed for {n} nights on which the gate was closed, {month}",
            "The gate log shows the building closed and alarmed on {n} nights for which overtime was "
            "claimed in three departments.",
            source="OWN",
            channel="OTHER",
        ),
        Scenario(
            "Official vehicle seen at a casino beyond {city}",
            "A caller who gives no name has seen one of our plates at a casino on {n} Saturdays. The trip "
            "log says ‘airport run’.",
            source="PUBLIC",
            channel="PHONE",
        ),
    ),
    predicates=(
        "If the figures are right, public money was taken. They come from our own books and may be checked "
        "in a week.",
        "An undeclared interest may have influenced an award. The register will show it or clear it.",
        "The complaint is detailed and was made at once. It must be looked at, with care for both.",
    ),
    plans=(
        "Independent of the chain of command of those named. Records first, then witnesses, the person "
        "concerned last and with the advice that the rules give.",
        "Substantial facts in the contractor register. Plan: board minutes, declarations of three years, "
        "interview by two officers from another post.",
    ),
    notes=(
        "Books copied by the internal auditor in my presence; originals sealed and left in the safe.",
        "Complainant seen with a person she trusts. She read and corrected the note. No names leave this "
        "file.",
        "Register extract: the brother holds {n} per cent since {month}. The declaration says ‘none’.",
        "Advice of rights given and signed. He answered most questions and asked to add two pages, which "
        "are attached.",
        "Gate log and overtime sheets laid side by side with payroll. Nine nights differ, two have an "
        "explanation.",
        "Legal adviser has seen the chronology and has no remark.",
    ),
    endings={
        "SUBSTANTIATED": "Substantiated on the first point, not on the second. Personnel decides what "
        "follows.",
        "UNSUBSTANTIATED": "Not substantiated. Both were told in person and the file is closed to all but "
        "two readers.",
        "REFERRED_HR": "Facts established and handed to personnel with the statement of the person "
        "concerned.",
        "REFERRED_OIG": "Passed to oversight, since a member of management is concerned.",
    },
    referral="Report handed to personnel under closed cover, copy to oversight.",
    papers=(("overtime-sheets.csv", "Overtime sheets"), ("board-minutes.pdf", "Minutes of the board")),
)

BACKGROUND = Words(
    scenarios=(
        Scenario(
            "Employment of {n} years ago to be verified at {firm}",
            "A clearance case elsewhere needs an employment of {n} years ago confirmed. {firm} changed "
            "hands; the payroll went to an archive in {street}.",
            source="PARTNER",
            channel="REFERRAL",
            parts=("SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Neighbourhood enquiry in {quarter} for a reinvestigation",
            "Three neighbours and a landlord in {street} are to be asked about the years before {month}. "
            "One of them has moved to {city}.",
            source="PARTNER",
            channel="REFERRAL",
            parts=("SUBJECT", "WITNESS", "WITNESS"),
        ),
        Scenario(
            "University record from {city} differs from the form by {n} terms",
            "The dates on the form and those of the registrar differ by {n} terms. A gap of that length "
            "with travel to {airport} needs a word.",
            source="PARTNER",
            channel="REFERRAL",
        ),
        Scenario(
            "Debt of {amount} found in a court register, {quarter}",
            "A court register shows a debt of {amount} that the form leaves out. The person may not know "
            "of it: it was served at an address in {street} that they had left.",
            source="PARTNER",
            channel="REFERRAL",
        ),
    ),
    predicates=("The lead is within the consent that the person signed.",),
    plans=("Consent checked, two sources for each point, answer in facts without opinion.",),
    notes=(
        "Archive visited. Payroll cards of those years are complete; copies certified by the archivist.",
        "Landlord remembers a quiet tenant who paid early and fed his cat.",
        "Registrar explains: a term abroad is kept in another ledger. Dates agree after all.",
        "Neighbour seen at the door, ten minutes, nothing adverse. She asked what job it was for and was "
        "not told.",
        "Court clerk confirms service by posting. The debt was paid in {month}.",
    ),
    endings={
        "SUBSTANTIATED": "All points confirmed by two sources; report sent to the clearance office.",
        "INCONCLUSIVE": "The firm’s records were lost to water. What could be had from tax cards is in the "
        "report.",
        "REFERRED_PSS": "A point for adjudication arose and went to personnel security with the statement.",
    },
    referral="Report of facts sent to personnel security.",
    papers=(("consent.pdf", "Signed consent"), ("payroll-card.png", "Payroll card, certified copy")),
)

INCIDENTS = Words(
    scenarios=(
        Scenario(
            "Safe found open in the after-hours check, {quarter} annex",
            "The guard found a safe open at 22:40 with the day’s papers in it. The log of the safe has no "
            "closing entry for {weekday}.",
            source="STAFF",
            channel="LOG",
            parts=("SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Badge of a departed contractor used at the {street} gate",
            "A badge that should have been returned in {month} opened the {street} gate {n} times. The "
            "camera shows a person with an umbrella.",
            source="OWN",
            channel="LOG",
        ),
        Scenario(
            "Papers with markings found in a recycling bin at {firm}",
            "Cleaners of {firm} brought back {n} pages with our markings from a bin behind their depot. "
            "The shredder of the second floor has been broken since {month}.",
            source="PUBLIC",
            channel="WALK_IN",
            parts=("SUBJECT", "COMPLAIN"),
            priority="2",
        ),
        Scenario(
            "Courier pouch opened in transit between {city} and {airport}",
            "The pouch arrived with a seal number that is one digit off. The receiving officer weighed it: "
            "{n} grams lighter than stated.",
            source="OWN",
            channel="OTHER",
            priority="1",
            parts=("SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Visitor left alone for {n} minutes in the restricted corridor, {weekday}",
            "An engineer of {firm} was without escort for {n} minutes while his escort answered the "
            "telephone.",
            source="STAFF",
            channel="WALK_IN",
            parts=("SUBJECT",),
        ),
        Scenario(
            "Private telephone in a closed room during the {month} briefing",
            "A telephone rang during a briefing in a closed room. Its owner says it was in a coat that "
            "somebody else hung up.",
            source="STAFF",
            channel="WALK_IN",
            parts=("SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Keys of the fuel store missing since {weekday}, {quarter}",
            "The key press shows an empty hook since {weekday}. The book was signed with a name nobody "
            "knows.",
            source="STAFF",
            channel="PHONE",
        ),
    ),
    predicates=(
        "A rule was not kept; whether something was lost may be told only after the inventory.",
        "Somebody may have used a badge or key that was not theirs.",
    ),
    plans=(
        "Inventory by two people, locks changed, interviews of all who held the key, then a finding about "
        "the rule and one about the loss.",
    ),
    notes=(
        "Inventory made with the custodian: everything there but a list of telephone numbers, found later "
        "in a drawer.",
        "Badge switched off at 09:12. Turnstile log exported with digest.",
        "Member of staff came by himself, explained and apologised. Statement of one page.",
        "Seal compared with the seal book: a number was written wrongly at dispatch. Weight still "
        "unexplained.",
        "Escort rules read again with the section. They had an edition of two years ago on the wall.",
        "Lock changed on {weekday}, combination set by two people, envelopes in the safe of headquarters.",
    ),
    endings={
        "SUBSTANTIATED": "Infraction found, no compromise. Instruction given and repeated to the section.",
        "UNFOUNDED": "The seal number had been misread; the pouch was never opened.",
        "INCONCLUSIVE": "Who used the badge cannot be shown. Returns are now checked on the last day.",
        "REFERRED_HR": "Second infraction in a year; handed to personnel with the record.",
    },
    referral="Finding sent to the responsible office for the decision that the rules reserve to it.",
    papers=(
        ("turnstile-log.csv", "Turnstile log"),
        ("after-hours-report.txt", "Report of the guard"),
        ("corridor-camera.png", "Corridor camera, the minutes in question"),
    ),
)
