"""Passport and visa fraud."""

from cases.demo.words import Scenario, Words

PASSPORTS = Words(
    scenarios=(
        Scenario(
            "Substituted photograph in a passport presented in {quarter}",
            "A renewal clerk noticed that the laminate over the photograph was lifted at two corners and "
            "that the perforated number did not line up behind it. The bearer gave an address in {street} "
            "and left before the interview. The number, series {series}, belongs to a book issued {n} "
            "years ago to somebody else.",
            parts=("SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Two applications, one face: renewal refused at the {quarter} counter",
            "The same photograph appears in two applications filed {n} months apart under different names "
            "and dates of birth. Both name {firm} as employer. The second applicant collected nothing when "
            "asked to come back with a birth record.",
        ),
        Scenario(
            "Stolen blank of series {series} used at {airport}",
            "Border control at {airport} stopped a traveller on a book from a range reported stolen in "
            "transit. The data page is printed on the wrong paper. {police} kept the document and asks who "
            "else used the range.",
            source="HOST",
            parts=("SUBJECT", "FACIL"),
            priority="2",
        ),
        Scenario(
            "Birth certificate of a child who died, used for a first passport in {quarter}",
            "The registry entry offered with a first application has a death annotated in {month} of the "
            "same decade. The applicant is about {big} years old, has no school record here and was "
            "introduced by a travel agent in {street}.",
            parts=("SUBJECT", "FACIL"),
        ),
        Scenario(
            "Passport reported lost {n} times by one holder in {quarter}",
            "The holder reports the {n}th loss, each a few weeks after a long-haul trip that the earlier "
            "book never left. Two of the lost books were later presented by other people at {airport}.",
            source="OWN",
            channel="OTHER",
        ),
        Scenario(
            "Emergency travel document obtained on a false police report, {quarter}",
            "The theft report bears a stamp of {police} that was withdrawn last year. The applicant asked "
            "for an emergency document valid for one journey and flew the same night with a companion who "
            "used the same report.",
            parts=("SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Twin identity: two files with one fingerprint, {city} and {series}",
            "A routine quality check matched the right index finger in two issuance files. The civil "
            "registry shows a single birth. One of the two books was used {n} times in the past year.",
            source="PARTNER",
            channel="MAIL",
        ),
        Scenario(
            "Passports sold through a message group, contact at {firm}",
            "An informant showed screenshots of a message group offering ‘clean books in {n} days’ for "
            "{amount}. The bank details lead to an employee of {firm}. Three buyers are named by first "
            "name only.",
            source="PUBLIC",
            channel="WALK_IN",
            parts=("SUBJECT", "COMPLAIN", "FACIL"),
            priority="2",
        ),
        Scenario(
            "Altered expiry date in a passport handed over by {body}",
            "{body} took the passport of a guest worker who was to be removed. The expiry year has been "
            "scraped and rewritten; the machine-readable zone still shows the old one. The holder says a "
            "clerk in {street} offered the change for {amount}.",
            source="PARTNER",
            parts=("SUBJECT", "FACIL", "WITNESS"),
        ),
        Scenario(
            "Guardian’s consent forged in a minor’s application, {quarter}",
            "The mother of a minor learned from the school that a passport had been issued. She never "
            "signed. The signature of the notary in {street} is genuine, but the book of the notary shows "
            "no such act on that {weekday}.",
            source="PUBLIC",
            channel="PHONE",
            parts=("SUBJECT", "COMPLAIN", "VICTIM"),
            priority="2",
        ),
    ),
    predicates=(
        "The document and the file contradict each other in a way that a mistake of ours does not explain. "
        "A false statement in an application may have been made.",
        "Two independent records show that the identity offered may belong to another person. Worth thirty "
        "days.",
        "The number falls in a range that was reported stolen; whoever presented it may have known.",
    ),
    plans=(
        "Elements: false statement, knowledge, use. Needed: certified issuance file, specimen comparison, "
        "interview of the clerk, travel history. Leads to the registry and the carrier this week, the "
        "bearer last.",
        "The examiner’s finding and the second file make it reasonable to believe that one person obtained "
        "both books. Plan: prints compared under seal, employer’s payroll, then a joint interview with the "
        "host police.",
        "Facts: the alteration is confirmed, the seller is identified by two buyers. Plan: preserve the "
        "message group, trace the payments, one controlled enquiry agreed with the legal adviser.",
    ),
    notes=(
        "Collected the certified issuance file from the archive. The application form is the {month} "
        "print, which was not yet in use on the date it bears.",
        "Interviewed the counter clerk for forty minutes. She remembers the bearer because he asked twice "
        "whether the photograph would be ‘sent anywhere’. Statement read back and signed.",
        "Examiner’s first look: laminate re-applied, number perforation intact, stub of the original "
        "photograph under the edge. Full report to follow; the book stays in the evidence room.",
        "The employer’s payroll office has no record of the subject. The reference letter carries a "
        "telephone number that rings in a print shop in {street}.",
        "Carrier confirms {n} journeys on this number. Two overlap with counter visits of the true holder, "
        "so at least one of them was somebody else.",
        "Spoke to the registrar. The entry was annotated by hand; he will look for the ledger of that year "
        "and write.",
        "Bearer came by appointment with a lawyer, declined to answer and left a written denial. Copy in "
        "the file.",
        "Compared the two signatures side by side with the specimen card. No opinion from me; sent to the "
        "examiner.",
    ),
    endings={
        "CONVICTED": "Convicted of using a false document on the second count; the first was dropped. Book "
        "returned to its issuer under receipt.",
        "PLEA": "Plea entered. The subject named the printer, which is followed under another number.",
        "PASSPORT_REVOKED": "Allegation substantiated by the examiner and the registry. The book is "
        "revoked and the number is on the list.",
        "PASSPORT_DENIED": "False statement substantiated; application refused in writing with the remedy "
        "explained.",
        "UNFOUNDED": "The registry had merged two people of one name. No false statement was made; the "
        "holder was told.",
        "DOC_RETURNED_TO_ISSUER": "The document is not ours. Returned to the issuer through the foreign "
        "ministry.",
        "DECLINED_FEDERAL": "Prosecutor declined: intent cannot be shown without the facilitator, who is "
        "abroad.",
    },
    referral="Report and exhibits sent to the prosecutor’s document section on the agreed list, copy to "
    "the issuing authority.",
    papers=(
        ("data-page-scan.png", "Scan of the data page"),
        ("issuance-file.pdf", "Certified issuance file, first pages"),
        ("counter-statement.pdf", "Statement of the counter clerk"),
        ("travel-history.csv", "Journeys on this number, from the carrier"),
    ),
)

VISAS = Words(
    scenarios=(
        Scenario(
            "Petition ring: {big} work visas sponsored by {firm}",
            "{firm} sponsored {big} kitchen workers in one season but leases a room of {n} tables. "
            "Payslips show the same three signatures. Four of the workers never arrived at the address in "
            "{street}.",
            parts=("SUBJECT", "FACIL", "WITNESS"),
            priority="2",
        ),
        Scenario(
            "Invented congress: delegates invited by {body}",
            "{n} applicants in one week showed invitations to a congress of {body}. The hall in {quarter} "
            "has no booking, and the letterhead uses a register number of a dissolved society.",
        ),
        Scenario(
            "Marriage of convenience suspected after interviews in {quarter}",
            "The couple were interviewed apart and agree on the wedding menu but not on the street they "
            "live in. A neighbour in {street} says the flat has been let to students since {month}.",
            parts=("SUBJECT", "SUBJECT", "WITNESS"),
        ),
        Scenario(
            "Bank letters from {firm} repeated in student applications",
            "Bank letters in {n} student files differ only in the name. {firm} confirms the letterhead but "
            "no branch officer of that name. All applicants used one agent in {street}.",
            parts=("SUBJECT", "FACIL"),
        ),
        Scenario(
            "Local employee alleged to move visa appointments for money, {quarter}",
            "An anonymous letter says that early appointments cost {amount} and that a cousin collects the "
            "money at a tea house in {street}. The appointment log shows {n} changes after closing time.",
            source="PUBLIC",
            channel="MAIL",
            parts=("SUBJECT", "FACIL"),
            priority="2",
        ),
        Scenario(
            "Diplomatic note forged to obtain courtesy visas, {month} batch",
            "The note verbale for {n} courtesy visas carries the seal of a ministry that was renamed in "
            "spring. The protocol office did not send it. The applicants describe themselves as a folk "
            "ensemble.",
            parts=("SUBJECT", "FACIL"),
        ),
        Scenario(
            "Ghost crew: seafarers who joined no ship at {city}",
            "Crew visas were issued for a ship that the harbour master has not seen since {month}. The "
            "manning agent, {firm}, changed owners two weeks before the applications.",
            source="HOST",
            parts=("SUBJECT", "SUBJECT"),
        ),
        Scenario(
            "Domestic worker contract signed by a minor, application from {quarter}",
            "The contract for a domestic worker names a salary of {amount} and a worker born, by her "
            "school, two years later than in her passport. The employer answered every question in her "
            "place.",
            parts=("SUBJECT", "VICTIM"),
            priority="2",
        ),
        Scenario(
            "Sports team of {n} players without a league, from {street}",
            "A volleyball team applied together for a tournament in {month}. Two players could not name "
            "the number of players on court. Their travel insurance was bought by a labour broker.",
        ),
        Scenario(
            "Visa foils of series {series} offered for sale online",
            "A partner service found an auction page offering visa foils of series {series}. The "
            "photograph shows our counter furniture. The stock count of {weekday} was right; that of the "
            "week before was not done.",
            source="PARTNER",
            channel="MAIL",
            priority="1",
        ),
        Scenario(
            "Adoption papers with one judge’s signature for {n} families, {quarter}",
            "Orders of a rural court were filed for {n} children within ten days. The judge retired last "
            "year. A clinic in {street} issued all the medical certificates.",
            parts=("SUBJECT", "VICTIM", "FACIL"),
            priority="2",
        ),
    ),
    predicates=(
        "The supporting papers share a maker. That the applications were prepared to deceive may well be so.",
        "Two files and a telephone call agree that the sponsor does not exist as described. A preliminary "
        "inquiry is justified.",
        "The pattern is too regular for chance and names a person with access. To be looked at quietly "
        "first.",
    ),
    plans=(
        "Elements: petition, false statement, material. Needed: register extract, lease, payroll, "
        "statements of at least three workers. Interviews in pairs, interpreter booked, labour "
        "inspectorate told on the day.",
        "The letters come from one printer and the agent was paid per file. Plan: seize the agent’s ledger "
        "with the host police, compare typefaces, ask the bank for the account opened in {month}.",
        "Facts point to one log-in used after hours. Plan: audit extract under seal, shift roster, then "
        "interview by two officers who do not work with the person.",
    ),
    notes=(
        "Visited the address of the sponsor with the consular liaison. A mattress shop; the owner has "
        "never heard of {firm}. Photographs taken from the street.",
        "Three applicants interviewed, interpreter present. Two gave the same sentence word for word about "
        "the invitation; the third cried and asked whether her deposit would come back.",
        "Register extract received: company founded in {month}, capital paid in and taken out on the same "
        "day.",
        "Compared all bank letters in the batch. The stamp has the same nick at seven o’clock in every one.",
        "Labour inspectorate will join the visit. They ask us not to speak to the manager beforehand. "
        "Agreed.",
        "Appointment log exported by the system administrator on a written order. Hash of the export noted "
        "by both.",
        "Telephoned the congress hall: booked for a wedding that week. The hall manager will confirm in "
        "writing.",
        "The agent offered to ‘solve the matter’ for {amount}. Declined, witnessed, reported to the "
        "supervisor within the hour.",
    ),
    endings={
        "VISA_REFUSED": "Misrepresentation substantiated in the leading files; all refused, two sponsors "
        "barred.",
        "VISA_REVOKED": "Visas revoked before travel, carriers told. One traveller was already in the air "
        "and was met.",
        "LOOKOUT_ENTERED": "Subject left before interview. Lookout entered with review in a year.",
        "UNSUBSTANTIATED": "The pattern is odd but has an innocent reading: one typist prepared papers for "
        "a village.",
        "CONVICTED": "Organiser convicted by the host court of fraud on {n} counts. Our files were returned.",
        "NO_JURISDICTION": "The alleged payment was between private persons in the host country. Passed to "
        "{police}.",
        "REFERRED_HR": "Allegation against the employee substantiated in part; personnel took over.",
    },
    referral="Handed to the economic-crime desk of the host police with a list of exhibits; consular "
    "section told of the dates.",
    papers=(
        ("invitation-letter.pdf", "Invitation as submitted"),
        ("register-extract.pdf", "Company register extract"),
        ("appointment-log.csv", "Appointments changed after hours"),
        ("shop-front.png", "The sponsor’s address, from the street"),
    ),
)
