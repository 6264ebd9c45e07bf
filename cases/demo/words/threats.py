"""Protective intelligence, threats to missions, counterintelligence."""

from cases.demo.words import Scenario, Words

PROTECTION = Words(
    scenarios=(
        Scenario(
            "Letters to the chief of mission from {quarter}, {n} in one month",
            "{n} handwritten letters, each longer than the last, speak of a promise that the chief of "
            "mission is said to have made at a reception. The writer knows the school run. No threat in "
            "words so far.",
            source="STAFF",
            channel="MAIL",
            priority="2",
        ),
        Scenario(
            "Man waiting at the residence gate on {weekday} evenings, {street}",
            "The same man stood opposite the residence on four {weekday} evenings and wrote down number "
            "plates. Asked by the guard he said he was waiting for ‘the lady from the concert’.",
            source="STAFF",
            channel="LOG",
            parts=("SUBJECT", "WITNESS"),
            priority="2",
        ),
        Scenario(
            "Fixation on a visiting minister, post from {street}",
            "{n} parcels with dried flowers and newspaper cuttings arrived for a minister who visited in "
            "{month}. The last one holds a floor plan of the hotel, cut from a brochure.",
            source="PARTNER",
            channel="MAIL",
        ),
        Scenario(
            "Caller who knows the minister’s itinerary, traced to {quarter}",
            "The switchboard logged {n} calls in which a man corrects the published itinerary. Twice he "
            "was right. The calls come from a box in {street}.",
            source="STAFF",
            channel="PHONE",
            priority="1",
        ),
        Scenario(
            "Balcony overlooking the school used by mission children, {quarter}",
            "Parents report a man with binoculars on a balcony facing the school yard. The flat is rented "
            "by the week through {firm}.",
            source="PUBLIC",
            channel="PHONE",
            parts=("SUBJECT", "COMPLAIN"),
            priority="2",
        ),
        Scenario(
            "Poem with a date: message to the ambassador’s driver, {month}",
            "A poem pushed under the windscreen wiper ends with the date of the national-day reception. "
            "The driver had seen the writer at {firm} and at the barber in {street}.",
            source="STAFF",
            channel="WALK_IN",
            parts=("SUBJECT", "WITNESS"),
        ),
    ),
    predicates=(
        "Approach, knowledge of movements and growing frequency: an intent to confront may be forming.",
        "The subject came within arm’s length of a protectee once and may try again. Assessment and "
        "contact justified.",
        "The information used is not public. Who told the subject matters as much as who he is.",
    ),
    plans=(
        "Identify, assess, manage. Needed: history of the subject with the local police and clinic, "
        "interview at home by two officers, one of them trained; advice to the household; no "
        "counter-surveillance without the host.",
        "Behaviour has moved from writing to approaching. Plan: joint visit with the host police, ban from "
        "the compound, weekly review with the detail leader until four quiet weeks.",
        "The leak of the itinerary is shown. Plan: list of those who held it, dummy itinerary agreed with "
        "protocol, subject seen by the host police at the same hour.",
    ),
    notes=(
        "Guards’ book read for six weeks back. The description fits on five evenings, never when it rained.",
        "Host police know the subject: two reports as missing, none for violence. They will visit with us.",
        "Seen at home with an officer of {police}. Polite, tidy, {n} scrapbooks. He agreed to write to the "
        "office and not to the residence. His sister attended and has our number.",
        "Handwriting compared by eye with the earlier letters: the same hand, in my view. Examiner asked.",
        "Household briefed: routes varied, gate camera moved by two metres, nanny has a card with the duty "
        "number.",
        "Quiet for three weeks. Next letter answered by the sister with an apology.",
        "Assessment meeting: moderate concern, falling. To be seen again after the reception in {month}.",
        "The box used for the calls has a camera of the tram company. Footage asked for, kept for eight "
        "days only.",
    ),
    endings={
        "INCONCLUSIVE": "No contact for four months. The writer was not identified; indicators stay on file.",
        "UNSUBSTANTIATED": "Identified, interviewed, no intent found. He was waiting for a bus that no "
        "longer runs.",
        "SUBSTANTIATED": "Approaches admitted. A court order keeps the subject away; the family cooperates.",
        "LACK_OF_RESOURCES": "Below the line that we can follow. Handed to the guards’ book with two "
        "indicators.",
    },
    referral="Assessment and chronology handed to the host police’s protection branch; they answer within "
    "the month.",
    papers=(
        ("letter-scan.pdf", "The latest letter"),
        ("gate-camera-still.png", "Still from the gate camera"),
        ("guards-book-extract.txt", "Guards’ book, the evenings in question"),
    ),
)

THREATS = Words(
    scenarios=(
        Scenario(
            "Surveillance of the chancery from a van in {street}",
            "A plumber’s van without customers stood in {street} on {n} days. The telephone number painted "
            "on it belongs to a dental clinic. The plate was seen last year near another mission.",
            source="OWN",
            channel="LOG",
            priority="1",
        ),
        Scenario(
            "Telephone threat against the visa hall, {weekday} before the holiday",
            "A caller with a calm voice said that the visa hall ‘will not open after the holiday’. The "
            "call lasted {n} seconds. The hall was searched and opened late.",
            source="STAFF",
            channel="PHONE",
            priority="1",
            parts=("SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Pamphlet naming the mission distributed in {quarter}",
            "A pamphlet calls the mission ‘a nest’ and prints the names of four local employees. About "
            "{big} copies were left on trams. The printer’s mark points to {firm}.",
            source="PUBLIC",
            channel="WALK_IN",
            parts=("FACIL", "VICTIM"),
            priority="2",
        ),
        Scenario(
            "Guard’s cousin seen with a known recruiter at {city} market",
            "A partner service reports that a relative of one of our guards met a man who finds volunteers "
            "for an armed group. The guard applied for the night shift twice since {month}.",
            source="PARTNER",
            channel="MAIL",
            parts=("SUBJECT", "SUBJECT"),
            priority="2",
        ),
        Scenario(
            "Drone over the compound in {quarter}, {n} sightings",
            "A small drone crossed the compound on {n} evenings, each time along the fuel store. The "
            "rooftop of {firm} would be a place to start it from.",
            source="OWN",
            channel="LOG",
        ),
    ),
    predicates=(
        "Hostile reconnaissance may be taking place: same vehicle, changed livery, no lawful purpose found.",
        "The threat names a place and a time. Intent is not shown; capability cannot be excluded.",
        "A route from the group to the compound may exist through a person with a badge.",
    ),
    plans=(
        "Needed: plate history through the host, camera footage of eight streets, who rents the garage. "
        "Joint watch with {police}; no approach by us.",
        "The second sighting with a changed livery makes reconnaissance the likeliest reading. Plan: hours "
        "varied, barrier staffed, weekly exchange with the host’s counter-terrorism desk.",
    ),
    notes=(
        "Watch on two mornings. Nobody fetched anything from the van; the driver read the same newspaper "
        "twice.",
        "Footage of the tram stop obtained. The person with the pamphlets wears a delivery jacket of {firm}.",
        "Host desk answers: plate cloned from a vehicle that was scrapped in {month}.",
        "Voice compared by two listeners with the recording of last spring: no agreement between them.",
        "Search of the hall repeated with dogs of {police}. Nothing found. Doors opened at eleven.",
        "Local employees named in the pamphlet were seen one by one. Two will work from the annex for a "
        "while.",
        "Roof of {firm} visited with the owner’s leave. Cigarette ends and a flat place in the gravel.",
    ),
    endings={
        "UNFOUNDED": "The van belongs to a film student whose project was licensed by the city. Seen, and "
        "believed.",
        "INCONCLUSIVE": "No further sighting in ninety days. Measures kept, file closed with indicators.",
        "SUBSTANTIATED": "The caller was identified and charged by the host with a hoax. The hall’s alarm "
        "drill was mended.",
    },
    referral="Indicators and footage handed to the host’s counter-terrorism desk, which leads from here.",
    papers=(
        ("van-in-street.png", "The van, from the second floor"),
        ("call-transcript.txt", "Transcript of the call"),
        ("pamphlet.pdf", "The pamphlet, both sides"),
    ),
)

COUNTERINTELLIGENCE = Words(
    scenarios=(
        Scenario(
            "Consultant’s offer to a cipher clerk after a language course in {quarter}",
            "A member of staff reports a third coffee with a fellow student who offers {amount} for "
            "‘background papers on shipping’. He asked about the colleague who was transferred in {month}.",
            source="STAFF",
            channel="WALK_IN",
            parts=("SUBJECT", "COMPLAIN"),
            priority="2",
        ),
        Scenario(
            "Lost telephone returned too soon, {airport}",
            "A telephone lost at {airport} was handed to the guard within the hour by a stranger who knew "
            "the room number of its owner. The seal of the case is not ours.",
            source="STAFF",
            channel="LOG",
            parts=("SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Professional network profile inviting staff to {city}, {n} accepted",
            "A recruiter’s profile wrote to {n} members of staff within a week, praising unpublished work. "
            "The photograph is generated. Two accepted an invitation to a ‘paid interview’.",
            source="OWN",
            channel="OTHER",
            parts=("SUBJECT",),
        ),
    ),
    predicates=(
        "An approach by a foreign service may have begun. The member of staff reported it in time and "
        "agrees to help.",
        "Somebody prepared the approach with inside knowledge. Kept to the people named on the list.",
    ),
    plans=(
        "Hold contact at the present level, debrief after each meeting, tell headquarters before any step. "
        "Devices of the reporter examined. No mail on this matter outside this file.",
    ),
    notes=(
        "Debriefed the reporter for an hour. Calm, precise, brought the paper napkin with the drawing.",
        "Headquarters asks for a timeline of every contact since {month}. Written and attached.",
        "Device looked at by the laboratory: opened and closed again, nothing found on it.",
        "Third invitation declined as agreed. The answer came within four minutes, at three in the morning.",
        "Profile taken down by the network. A new one with the same phrases appeared after two days.",
    ),
    endings={
        "SUBSTANTIATED": "Approach confirmed and ended. The reporter was thanked and briefed; indicators "
        "shared.",
        "TRANSFERRED": "Handed to the service that leads such matters; our part is done.",
    },
    referral="Referred to the responsible service as the law requires; this file keeps the receipt only.",
    papers=(
        ("contact-timeline.txt", "Timeline of contacts"),
        ("profile-capture.png", "The profile as it stood"),
    ),
)
