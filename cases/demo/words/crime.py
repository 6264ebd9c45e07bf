"""Transnational crime, trafficking, cyber, assistance to others."""

from cases.demo.words import Scenario, Words

CRIME = Words(
    scenarios=(
        Scenario(
            "Fugitive from Arcadia said to keep a bakery in {quarter}",
            "A warrant of the court of Arcadia for embezzlement is {n} years old. A customer recognised "
            "the fugitive behind the counter of a bakery in {street} by his left hand.",
            source="PARTNER",
            channel="MAIL",
            parts=("SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Notice hit at {airport}: traveller released before we were told",
            "The traveller was stopped on a notice and let go after {n} hours because the confirming "
            "message went to an old address. He gave a hotel in {street} that has no such guest.",
            source="HOST",
            priority="2",
        ),
        Scenario(
            "Stolen vehicles shipped as diplomatic household goods, {month} container",
            "A container declared as household goods of a departing family held {n} engines without "
            "numbers. The family exists and shipped nothing. The clearing agent is {firm}.",
            source="HOST",
            parts=("SUBJECT", "VICTIM"),
        ),
        Scenario(
            "Antiquities offered by courier of {firm}",
            "A carved lintel from a closed dig was offered to a museum by a courier of {firm} with an "
            "export paper that quotes one of our reference numbers.",
            source="PARTNER",
            channel="MAIL",
            parts=("SUBJECT", "FACIL"),
        ),
        Scenario(
            "Pension of a dead citizen drawn in {quarter} for {n} years",
            "The pension of a citizen who would be a hundred and four is drawn each month in {street} on a "
            "life certificate stamped by our section. The stamp is right, the signature is of an officer "
            "who had left.",
            parts=("SUBJECT", "WITNESS"),
        ),
    ),
    predicates=(
        "The identification by the witness may be right: age, hand and trade agree with the warrant.",
        "A crime with a link to our papers may be going on. The host asks us to look at our side.",
    ),
    plans=(
        "Confirm identity by two independent means, tell the court of Arcadia, agree with {police} on the "
        "day. No contact with the subject before the request arrives.",
        "The documents trace to one clearing agent. Plan: bills of lading, agent’s stamps, interview after "
        "the ledger.",
    ),
    notes=(
        "Bought a loaf. Left hand as described. The name on the licence is that of the wife.",
        "Court of Arcadia confirms that the warrant stands and will send the request with photographs.",
        "Bill of lading compared with the packing list of the family: nothing in common but the address.",
        "{police} agree to hold the container. Joint opening on {weekday} with the customs seal book.",
        "Life certificate examined: our stamp, discontinued ink. The register of that week is in the annex.",
        "The export paper quotes a number that we gave to a lost-luggage case. Somebody saw that letter.",
    ),
    endings={
        "EXTRADITED": "Surrendered to Arcadia under escort. Our exhibits went with the file, receipt "
        "attached.",
        "FUGITIVE_OPEN": "Gone before the request arrived. The warrant stays open; lookout entered.",
        "REMOVED_FROM_COUNTRY": "Removed by the host for an immigration offence; Arcadia was told of the "
        "flight.",
        "DISMISSED": "The host court dismissed: the seal of the container had been broken before we saw it.",
        "SUBJECT_DECEASED": "The subject died in hospital. Certificate obtained, warrant cancelled.",
    },
    referral="Sent to the prosecutor of Arcadia through the foreign ministry with identification and "
    "chronology.",
    papers=(("warrant-copy.pdf", "Copy of the warrant"), ("bill-of-lading.pdf", "Bill of lading")),
)

TRAFFICKING = Words(
    scenarios=(
        Scenario(
            "Domestic worker without pay or passport, household in {quarter}",
            "A shelter run by {body} took in a woman who worked {n} months in a household with privileges "
            "without a day off. Her passport is in a safe. She can say which.",
            source="PARTNER",
            channel="PHONE",
            parts=("SUBJECT", "VICTIM"),
            priority="1",
        ),
        Scenario(
            "Recruiter collects debts from families of workers at {firm}",
            "Workers of {firm} send half of their wages to a recruiter who holds notes of hand of their "
            "fathers. One father was beaten in {month}.",
            source="PUBLIC",
            channel="WALK_IN",
            parts=("SUBJECT", "VICTIM", "VICTIM"),
            priority="2",
        ),
        Scenario(
            "Young women met at {airport} by a man with several phones",
            "A steward noticed on {n} flights that a man meets single young women, takes their papers ‘for "
            "safety’ and drives them towards {quarter}.",
            source="PUBLIC",
            channel="PHONE",
            parts=("SUBJECT", "VICTIM", "WITNESS"),
            priority="1",
        ),
        Scenario(
            "Au pair contract resold twice before arrival, {city}",
            "An au pair learned on arrival that her contract had been sold to a second family and then to "
            "{firm}. She cleans {n} offices a night.",
            source="PARTNER",
            channel="MAIL",
            parts=("SUBJECT", "VICTIM"),
        ),
    ),
    predicates=(
        "Retention of papers, debt and fear are told consistently. Forced labour may be going on now.",
        "Two accounts from people who do not know each other agree in the details that matter.",
    ),
    plans=(
        "The victim’s safety first: shelter, doctor, lawyer, and nothing done that she has not agreed to. "
        "Then payments, telephones, and the recruiter’s travel. The host’s unit leads any arrest.",
    ),
    notes=(
        "Met the victim at the shelter with the social worker. She speaks freely after an hour. No "
        "recording, at her wish.",
        "Legal adviser: immunity covers the household, not the recruiter. Note of two pages attached.",
        "The foreign ministry asks for the ambassador of the sending state to be told first. Refused for "
        "now, with reasons.",
        "Payments traced through a shop in {street}: {n} senders, one receiver.",
        "Victim’s passport returned through the protocol office in a closed envelope. Given to her against "
        "signature.",
        "Second worker found through the first. She will decide within the week whether to speak.",
    ),
    endings={
        "CONVICTED": "The recruiter was sentenced by the host court. Back wages paid; the victim works "
        "with papers.",
        "SUBSTANTIATED": "Withheld wages paid and the household left the country. The victim was told of "
        "each step.",
    },
    referral="Handed to the host’s trafficking unit with the victim’s written consent.",
    papers=(("shelter-report.pdf", "Report of the shelter"), ("payments.csv", "Payments traced")),
)

CYBER = Words(
    scenarios=(
        Scenario(
            "Look-alike of the visa site collects fees, hosted by {firm}",
            "Applicants paid {amount} on a site that copies ours to the comma. It was registered in "
            "{month} and moves its server every few days. {n} people have complained.",
            source="PUBLIC",
            channel="MAIL",
            parts=("SUBJECT", "COMPLAIN"),
            priority="2",
        ),
        Scenario(
            "Spear-phishing of the {quarter} annex with a real seating plan",
            "{n} members of staff got a seating plan of a dinner they were invited to. The file asks for "
            "macros. The plan itself is genuine, so the caterer or the protocol office leaks.",
            source="STAFF",
            channel="OTHER",
            priority="2",
        ),
        Scenario(
            "Unknown device on the guards’ network, {street} gate",
            "A box the size of a matchbox was found behind the camera recorder at the gate. It had been "
            "sending at night since {month}.",
            source="OWN",
            channel="LOG",
            parts=("SUBJECT", "WITNESS"),
            priority="1",
        ),
        Scenario(
            "Account of a press officer used from {city} and {airport} at once",
            "The account signed in from two places {n} minutes apart. Its owner was on a train without "
            "network. Three drafts of a statement were opened.",
            source="OWN",
            channel="OTHER",
        ),
        Scenario(
            "Voice of the director imitated to release {amount}",
            "The cashier was telephoned by ‘the director’, who asked for {amount} to be sent to {firm} "
            "before noon. The voice was right, the holiday he mentioned was not.",
            source="STAFF",
            channel="PHONE",
            parts=("SUBJECT", "WITNESS"),
            priority="2",
        ),
        Scenario(
            "Consular database extract found on a stick in {quarter}",
            "A stick handed in by a taxi driver holds {big} rows that look like our appointment list, with "
            "a column that only our own report prints.",
            source="PUBLIC",
            channel="WALK_IN",
            parts=("SUBJECT", "COMPLAIN"),
            priority="1",
        ),
    ),
    predicates=(
        "An intrusion may have happened; the logs end too early to exclude it.",
        "The content used shows access to a working paper. Where it left us is the question.",
    ),
    plans=(
        "Preserve first: images, logs, mail headers, each with digest. Then the registrar, the host of the "
        "server and the payment. Staff told what to look for by tomorrow.",
        "The extract is ours and two log-ins could have made it. Plan: workstation images in the presence "
        "of the owners.",
    ),
    notes=(
        "Image taken of the workstation, digest read out and written down by both of us.",
        "Registrar answers that the name was paid for with a gift card bought in {month}. Shop asked for "
        "footage.",
        "Mail headers compared: the same relay in all {n} messages, a university printer that should not "
        "send mail.",
        "Device opened in the laboratory. Storage holds gate footage of eleven nights, nothing else.",
        "Cashier’s call log shows a number of the exchange in {city}. The exchange keeps nothing longer "
        "than a month.",
        "Passwords of the unit changed in one afternoon; two people had written theirs under the keyboard.",
        "Site taken down by {firm} within the hour after our letter. A new copy appeared under another "
        "ending.",
    ),
    endings={
        "INCONCLUSIVE": "The server is gone and the payment cannot be traced further. Measures taken, file "
        "closed.",
        "SUBSTANTIATED": "Source of the leak found: a shared folder of the caterer. Closed, and the "
        "contract amended.",
        "CONVICTED": "The owner of the copied site was fined by the host court. Fees repaid to most "
        "applicants.",
    },
    referral="Handed to the host’s cyber unit with images and digests; our copy stays sealed.",
    papers=(
        ("mail-as-received.eml", "The message with its headers"),
        ("sign-ins.csv", "Sign-ins of the account"),
        ("device-photo.png", "The device as found"),
    ),
)

ASSISTANCE = Words(
    scenarios=(
        Scenario(
            "Request of {police} for an address history, {month} file",
            "{police} ask for the address history of a citizen in an inheritance matter. The legal basis "
            "named is right; the purpose is described in one line.",
            source="HOST",
            channel="MAIL",
        ),
        Scenario(
            "Service of a summons for the court of Arcadia in {quarter}",
            "The court of Arcadia asks us to find out whether a witness still lives in {street}, and "
            "whether she would travel in {month}.",
            source="PARTNER",
            channel="MAIL",
            parts=("WITNESS",),
        ),
        Scenario(
            "Fingerprint comparison for a missing-person file, {body}",
            "{body} hopes to identify a patient without memory. Prints were taken with a guardian’s consent.",
            source="PARTNER",
            channel="MAIL",
            parts=("VICTIM",),
        ),
        Scenario(
            "Escort of a prisoner through {airport}, asked by Himavat",
            "Himavat’s ministry asks for help with the transit of a prisoner and {n} officers through "
            "{airport}, arms declared.",
            source="HOST",
            channel="REFERRAL",
            priority="2",
        ),
        Scenario(
            "Check of {n} vehicle plates for the customs of Qamaria",
            "The customs service asks who held {n} plates of ours between two dates. Three of them were "
            "never ours.",
            source="HOST",
            channel="MAIL",
        ),
    ),
    predicates=("The request is complete and names its purpose. What is asked lies within the agreement.",),
    plans=(
        "Ask the section concerned, have the answer read by the liaison officer, mark it as the "
        "requester marks it.",
    ),
    notes=(
        "Request read with the legal adviser: basis and purpose in order, scope a little wide. Narrowed by "
        "telephone.",
        "The section found what was asked in the annex. Copy made, original back on its shelf.",
        "Draft answer with the liaison officer. He struck out one sentence that said more than was asked.",
        "Witness spoken to. She will travel if her sister may come along.",
        "Transit agreed with the airport police, dates still moving by a day.",
    ),
    endings={
        "SUBSTANTIATED": "Answered in full and on time; receipt on file.",
        "NO_JURISDICTION": "Returned: the agreement does not cover civil claims. The requester was told "
        "whom to ask.",
        "UNFOUNDED": "Nothing on record under these data. Answered so.",
    },
    referral="Passed to the authority that holds the record, with the requester’s leave.",
    papers=(("request.pdf", "The request"), ("answer-draft.txt", "Draft of the answer")),
)
