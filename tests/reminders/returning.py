"""Delivery reports as mail servers really write them, about a mail of ours."""

POSTFIX = """\
Return-Path: <>
Date: Mon, 20 Apr 2026 09:00:03 +0000
From: MAILER-DAEMON@relay.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: office@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4F2A1.1776675603/relay.example.org"
Message-Id: <20260420090003.5D6E7@relay.example.org>

This is a MIME-encapsulated message.

--4F2A1.1776675603/relay.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host relay.example.org.

--4F2A1.1776675603/relay.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.org
X-Postfix-Queue-ID: 4F2A1
Arrival-Date: Mon, 20 Apr 2026 09:00:02 +0000

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: {action}
Status: {code}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 {code} <{recipient}>: Recipient address rejected:
    User unknown in virtual mailbox table

--4F2A1.1776675603/relay.example.org
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <office@example.org>
From: Secoffice <office@example.org>
To: {recipient}
Message-ID: {message_id}
Subject: Secoffice: 1 item due

--4F2A1.1776675603/relay.example.org--
"""

EXCHANGE = """\
From: <postmaster@tenant.example.org>
To: <office@example.org>
Date: Mon, 20 Apr 2026 09:00:05 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="c2b6f0f6-7a19-4c7e-9d1e-1d2f3a4b5c6d"
Content-Language: en-GB
Message-ID: <9b1d7f2e-5a4c@tenant.example.org>
In-Reply-To: {message_id}
Subject: Undeliverable: Secoffice: 1 item due
Auto-Submitted: auto-replied
MIME-Version: 1.0

--c2b6f0f6-7a19-4c7e-9d1e-1d2f3a4b5c6d
Content-Type: multipart/alternative; differences=Content-Type; boundary="1f6e8a31-inner"

--1f6e8a31-inner
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Delivery has failed to these recipients or groups:

--1f6e8a31-inner
Content-Type: text/html; charset="us-ascii"

<html><body><p>Delivery has failed.</p></body></html>

--1f6e8a31-inner--

--c2b6f0f6-7a19-4c7e-9d1e-1d2f3a4b5c6d
Content-Type: message/delivery-status

Reporting-MTA: dns;GV1PR03MB0000.eurprd03.example.org
Received-From-MTA: dns;office.example.org
Arrival-Date: Mon, 20 Apr 2026 09:00:04 +0000

Final-Recipient: rfc822;{recipient}
Action: {action}
Status: {code}
Diagnostic-Code: smtp;550 {code} RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
X-Display-Name: Somebody

--c2b6f0f6-7a19-4c7e-9d1e-1d2f3a4b5c6d
Content-Type: message/rfc822

From: Secoffice <office@example.org>
To: <{recipient}>
Message-ID: {message_id}
Subject: Secoffice: 1 item due
Content-Type: text/plain

This is waiting for you.

--c2b6f0f6-7a19-4c7e-9d1e-1d2f3a4b5c6d--
"""

GMAIL = """\
Received: by 2002:a05:6830:1001:: with SMTP id a1; Mon, 20 Apr 2026 02:00:04 -0700 (PDT)
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example.org>
To: office@example.org
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: {message_id}
In-Reply-To: {message_id}
X-Failed-Recipients: {recipient}
Message-ID: <662382c4.050a0220.1b2c3.0001.GMR@mx.google.example.org>
Date: Mon, 20 Apr 2026 02:00:04 -0700 (PDT)
Content-Type: multipart/report; boundary="0000000000004a5b6c0616"; report-type=delivery-status

--0000000000004a5b6c0616
Content-Type: multipart/related; boundary="0000000000004a5b700616"

--0000000000004a5b700616
Content-Type: text/plain; charset="UTF-8"

** Address not found **

--0000000000004a5b700616--
--0000000000004a5b6c0616
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example.org
Received-From-MTA: dns; office@example.org
Arrival-Date: Mon, 20 Apr 2026 02:00:03 -0700 (PDT)
X-Original-Message-ID: {message_id}

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {code}
Diagnostic-Code: smtp; 550-{code} The email account that you tried to reach does not exist.
 550 {code} https://support.example.org/mail/?p=NoSuchUser
Last-Attempt-Date: Mon, 20 Apr 2026 02:00:04 -0700 (PDT)

--0000000000004a5b6c0616
Content-Type: message/rfc822

Subject: Secoffice: 1 item due
From: Secoffice <office@example.org>
To: {recipient}
Message-ID: {message_id}

This is waiting for you.

--0000000000004a5b6c0616--
"""

SERVERS = {"postfix": POSTFIX, "exchange": EXCHANGE, "gmail": GMAIL}


def report(mail, server="postfix", *, action="failed", code="5.1.1", recipient=None, message_id=None):
    """The bytes a server would send about this mail."""
    text = SERVERS[server].format(
        recipient=recipient or mail.recipient.email,
        message_id=message_id or mail.message_id,
        action=action,
        code=code,
    )
    return text.encode()


class ImapServer:
    """Enough of an IMAP server for one reader: a folder of messages and whether each was seen."""

    def __init__(self, messages):
        import socketserver
        import threading

        office = self
        self.messages, self.seen, self.said = list(messages), set(), []

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self):
                self.wfile.write(b"* OK ready\r\n")
                for line in self.rfile:
                    tag, _, command = line.decode().strip().partition(" ")
                    office.said.append(command)
                    for answer in office.answer(command):
                        self.wfile.write(answer)
                    self.wfile.write(f"{tag} {'NO' if 'wrong' in command else 'OK'} done\r\n".encode())
                    if command == "LOGOUT":
                        return

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, command):
        words = command.split()
        if words[0] == "CAPABILITY":
            yield b"* CAPABILITY IMAP4rev1\r\n"
        elif words[0] == "SELECT":
            yield f"* {len(self.messages)} EXISTS\r\n".encode()
        elif words[:2] == ["UID", "SEARCH"]:
            new = [str(n) for n in range(1, len(self.messages) + 1) if n not in self.seen]
            yield f"* SEARCH {' '.join(new)}\r\n".encode()
        elif words[:2] == ["UID", "FETCH"]:
            raw = self.messages[int(words[2]) - 1]
            yield f"* {words[2]} FETCH (UID {words[2]} BODY[]<0> {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"
        elif words[:2] == ["UID", "STORE"]:
            self.seen.add(int(words[2]))

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
