"""explain_date: a question a line in, its dates and the sentence that explains them a line out."""

from secoffice.deadlines.questions import answer
from secoffice.jsonlines import Answers

HELP = """\
Reads one JSON object a line and writes one a line:
  {"days":60,"unit":"cd","roll":"FORWARD","trigger":"2026-05-04","calendar":"US"}
  {"rule":"review","office":"UTP","trigger":"2026-04-01T09:10:00Z"}

days      whole number, negative for back-planning; the rule's own where a rule is named
unit      h, cd (calendar days; the default), bd (business days), month, year
roll      FORWARD (the default), BACK, NONE; for hours NONE is the default
trigger   a date, or an ISO instant; a date counts hours from its first instant
calendar  an office calendar, a country (US, the default) or a subdivision (GB-SCT); weekends are those of the
          calendar, for a country the ones it keeps
office    code of an office: gives calendar and time zone
time_zone a name such as Asia/Kathmandu; without it and without an office, the offset of the trigger, else UTC
rule      code of a deadline rule as it is in force: gives days, unit, roll and alerts
tolled    days the clock stood still

due_raw, due_effective, half, warn and the two escalations are dates; with unit h the due values are instants.
An alert that is dropped is null: on or before the trigger day; half on the day of warn; half of a back-
planned date (it has no start); the second escalation of a routine rule. "id" is given back; keys that mean
nothing are listed under "ignored"; "ahead" lists the warnings long before, where a rule has
any. A line that cannot be answered gives {"error": ...}.
Exit: 0 all answered, 1 some line was not, 2 wrong use of the command.
"""


class Command(Answers):
    help = HELP
    answer = staticmethod(answer)
