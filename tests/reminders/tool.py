"""Somebody's own tool: a real HTTP server that takes posts and misbehaves on request."""

import json
import socket
import threading
import time
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
            case "silence" | "slow drip" | "endless head":
                self.drip(fault)
            case _:
                self.send_response(fault or 204)
                self.send_header("Location", self.server.tool.url("/elsewhere/"))
                self.send_header("Content-Length", "0")
                self.end_headers()

    def drip(self, fault):
        line = {
            "silence": "",
            "slow drip": "HTTP/1.1 200 OK\r\nX: 1\r\n" * 20,
            "endless head": "X-Y: 1\r\n" * 9000,
        }
        slow = 0 if fault == "endless head" else SLOW
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" if fault == "endless head" else b"")
            for letter in line[fault] if slow else [line[fault]]:
                self.wfile.write(letter.encode())
                time.sleep(slow)
            while fault == "silence" and not self.server.tool.ended.wait(SLOW):
                pass
        except OSError:
            pass  # the far end gave up, as it should

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
