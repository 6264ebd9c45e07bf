"""What goes to and fro on the page of a lead: questions, replies with their answers, files. Three queries in all."""

from dataclasses import dataclass, field


@dataclass
class Shown:
    """One reply as the page shows it; `answers` are pairs of question and answer."""

    reply: object
    answers: list = field(default_factory=list)
    files: list = field(default_factory=list)


def of(lead, *, sees_unsent):
    """For a reader of the receiving office with the files that are ready for a reply and not sent yet."""
    replies = {reply.pk: Shown(reply) for reply in lead.replies.select_related("by", "decided_by")}
    sent, waiting = [], []
    for file in lead.enclosures.select_related("attachment__stored", "stored", "by"):
        if file.reply_id:
            replies[file.reply_id].files.append(file)
        else:
            (sent if file.attachment_id else waiting).append(file)
    questions = {}
    for place, text, reply, answer in asked(lead):
        questions[place] = text
        if reply:
            replies[reply].answers.append((text, answer))
    return {
        "questions": questions.values(),
        "sent": sent,
        "waiting": waiting if sees_unsent else [],
        "replies": replies.values(),
    }


def asked(lead):
    """Each question with each of its answers: (place, question, reply, answer)."""
    rows = lead.questions.order_by("place", "pk", "answers__pk")
    return rows.values_list("place", "text", "answers__reply", "answers__text")
