"""Somebody's own tool: a real HTTP server that takes posts and misbehaves on request."""

import json
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

SLOW = 0.05


class Post(NamedTuple):
    path: str
    headers: dict
    body: bytes

    @property
    def says(self):
        return json.loads(self.body)

    @property
    def id(self):
        return self.headers["Secoffice-Id"]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        tool = self.server.tool
        taken = Post(self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])))
        with tool.lock:
            tool.taken.append(taken)
        if tool.on_taken:
            tool.on_taken()
        self.close_connection = True
        self.answer(tool.faults.get(self.path) or tool.fault)

    def answer(self, fault):
        match fault:
            case "drop":
                self.connection.shutdown(socket.SHUT_RDWR)
            case "garbage":
                self.wfile.write(b"\x00nonsense" * 9)
            case "silence":
                self.server.tool.ended.wait(2)
            case "slow drip":
                self.write(*("HTTP/1.1 200 OK\r\nX: 1\r\n" * 20), every=SLOW)
            case "endless head":
                self.write("HTTP/1.1 200 OK\r\n", *[f"X: {'y' * 60_000}\r\n"] * 50, "\r\n")
            case _:
                self.send_response(fault or 204)
                self.send_header("Location", self.server.tool.url("/elsewhere/"))
                self.send_header("Content-Length", "0")
                self.end_headers()

    def write(self, *pieces, every=0):
        with suppress(OSError):  # the far end gave up, as it should
            for piece in pieces:
                self.wfile.write(piece.encode())
                time.sleep(every)

    def do_GET(self):
        self.server.tool.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


class Tool:
    """`fault`: a status or one of the names above, for all paths; `faults`: for one path. `taken` holds the posts,
    `asked` what anybody fetched. `secure`: an SSL context for its side."""

    def __init__(self, secure=None):
        self.lock = threading.Lock()
        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if secure:
            self.httpd.socket = secure.wrap_socket(self.httpd.socket, server_side=True)
        self.httpd.daemon_threads, self.httpd.tool = True, self
        self.port = self.httpd.server_address[1]
        self.ended = threading.Event()
        self.well()
        threading.Thread(target=self.httpd.serve_forever, args=(0.02,), daemon=True).start()

    def well(self):
        self.fault, self.faults, self.on_taken = None, {}, None
        self.taken, self.asked = [], []

    def url(self, path="/in/"):
        return f"http://127.0.0.1:{self.port}{path}"

    def ids(self):
        return [post.id for post in self.taken]

    def stop(self):
        self.ended.set()
        self.httpd.shutdown()
        self.httpd.server_close()
