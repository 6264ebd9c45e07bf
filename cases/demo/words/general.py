"""Sentences that any kind of case may need."""

ACKNOWLEDGED = (
    "Telephoned the complainant: received, number not given, somebody will be in touch within the week.",
    "Receipt sent by e-mail with a contact for questions.",
    "Told at the counter and given the leaflet on what happens next.",
    "Acknowledged to the referring section by note.",
)
SCREENED = (
    "Ours: the document was presented at this post. Searched by names, numbers and address; nothing like "
    "it on file.",
    "Within our remit. Two older files of similar names were read and are about other people.",
    "Jurisdiction shared with the host, who agrees that we look first. No duplicate found.",
    "Searched with the helper’s name and telephone as well. No duplicate; one file mentions the same street.",
)
ASSIGNED = (
    "You know the section and have the language.",
    "Balance of work; tell me if the other matter grows.",
    "You took the call, so the complainant knows you.",
    "Needs somebody who can travel next week.",
    "",
)
RETURNED = (
    "I share a landlord with the person named. Please give it to somebody else.",
    "On the detail for the next ten days; it would lie.",
    "The interview needs a language that I do not speak.",
)
TEAM = (
    "Reads the ledgers in the original language",
    "Second officer at the interviews",
    "Examines the documents",
    "Keeps the contact with the consular section",
    "Runs the comparison with the earlier file",
    "Covers the field work on the coast",
)
READERS = (
    "Legal advice on the request",
    "Threat picture of the quarter",
    "Needs the chronology for a related matter",
    "Oversight of this matter, by mandate",
)
ADDENDA = (
    "To be exact: it was the second window, not the first. The clerk telephoned to say so.",
    "The date in my note should be one day earlier; the log was in another time zone.",
    "The interpreter’s name was left out: the sworn interpreter of the court, as before.",
    "Copies of the pages named above came today and agree with what was read out.",
)
FILES_SEEN = (
    "Whole file, with the timeline and the attachments.",
    "Notes since the last review, the plan, the examiner’s report.",
    "Timeline and all notes; attachments looked through.",
)
NEXT_STEPS = (
    "Interview before the end of the month; then decide whether the second count can stand.",
    "Chase the registry in writing and by telephone. If there is nothing by the next review, close that "
    "line.",
    "Plan still good. Bring the legal adviser in before anybody is spoken to.",
    "Too many threads: finish the payments first, leave the relatives alone.",
    "Write up what is there. I want a draft of the report at the next review.",
    "Agree on one point of contact with the host; at present they hear from three of us.",
    "No change. The matter waits for the court and costs little; keep the date.",
    "Priority may go down once the examiner has answered.",
)
LATE_LEADS = (
    "",
    "",
    "Answer of the carrier is three weeks late.",
    "Two interviews put off because of leave.",
    "Examiner’s queue.",
)
EVIDENCE = (
    "",
    "Everything in the room, list agrees.",
    "One exhibit with the examiner, receipt seen.",
    "None held.",
)
LAST_STEPS = (
    "Last interview held; nothing outstanding but the written answer of the registry.",
    "Exhibits listed and returned or stored. The facts will not change any more.",
    "The remaining lead was closed without result.",
)
REFUSED = (
    "The second source is missing. Get the register extract and ask again.",
    "The reason describes a suspicion, not facts. Say what the examiner found.",
    "Not before the legal adviser has seen the plan.",
)
APPROVED = ("Agreed.", "Agreed; keep me told.", "", "Agreed on the facts as they stand.", "Yes, and quickly.")
SUSPENDED = (
    "The subject has left the country; a lookout is in place and nothing else can be done.",
    "The host court has the papers and will not decide before spring.",
    "The only witness is at sea until the end of the season.",
)
RESUMED = (
    "The witness is back and has written that she will speak.",
    "The court has released the papers.",
    "The lookout answered: the subject travels again.",
)
TRANSFERRED = (
    "To the host’s financial police under the agreement of exchange, with all papers but the internal notes.",
    "To the service that leads on such matters, by the standing arrangement; receipt expected.",
    "To the labour inspectorate: what is left of the allegation is theirs.",
)
REOPENED = (
    "A second complainant came with the original of the letter that we had only as a copy.",
    "The printer named in the plea was found and has begun to talk.",
    "The same number was presented again last week at another post.",
)
DECLINED = (
    "The prosecutor declined for want of a witness and would look again if one came.",
    "Declined: value below the threshold. We go on for the sake of the pattern.",
)
ACCEPTED = (
    "Accepted by the second chamber; contact named, exhibits to be produced on request.",
    "The prosecutor accepted and asked for two further statements.",
)
ADMINISTRATIVE = (
    "The head of section takes the administrative side: access withdrawn while it lasts, hearing arranged.",
    "Personnel proceeds under the house rules; our report is the basis.",
)
EXTENDED = (
    "The registry’s answer and the examiner’s report are promised for next month; the predicate still "
    "stands.",
    "Two witnesses are back only after the holidays. No new line of inquiry is opened.",
    "The host asked us to wait until their own search is over.",
)
NOT_PURSUED = {
    "NO_JURISDICTION": "Not ours: between private persons, without any document or member of this house.",
    "UNFOUNDED": "Checked against our own records the same day; what was reported did not happen.",
    "LACK_OF_RESOURCES": "Real but small. Recorded so that a pattern would be seen.",
    "INCONCLUSIVE": "The caller could not be reached again and nothing else can be checked.",
}
