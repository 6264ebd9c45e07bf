"""An outside system: a real HTTP server that answers, or misbehaves on request."""

import json
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        gateway = self.server.gateway
        body = self.rfile.read(int(self.headers["Content-Length"]))
        gateway.asked.append((self.path, dict(self.headers), json.loads(body)))
        self.close_connection = True
        with suppress(OSError):  # the office gave up, as it should
            getattr(self, gateway.mood)(json.loads(body)["documents"])

    def well(self, documents):
        known = self.server.gateway.known
        answers = [
            {"response_id": f"R-{n}", "records": known.get(d["number"], [])} for n, d in enumerate(documents)
        ]
        self.say(json.dumps({"answers": answers}).encode())

    def drips(self, documents):
        self.start(1000)
        for _ in range(1000):
            self.wfile.write(b" ")
            time.sleep(0.02)

    def drips_its_head(self, documents):
        for _ in range(1000):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: 1\r\n")
            time.sleep(0.02)

    def hangs(self, documents):
        self.server.gateway.ended.wait(5)

    def drops(self, documents):
        self.connection.shutdown(socket.SHUT_RDWR)

    def fails(self, documents):
        self.send_response(503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def sends_elsewhere(self, documents):
        self.send_response(302)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def babbles(self, documents):
        self.say(b"\x00 this is no JSON")

    def nests(self, documents):
        self.say(b"[" * 100_000)

    def floods(self, documents):
        self.say(b" " * (10 << 20))

    def floods_without_end(self, documents):
        self.send_response(200)
        self.end_headers()
        for _ in range(10):
            self.wfile.write(b" " * (1 << 20))

    def answers_too_few(self, documents):
        self.say(b'{"answers": []}')

    def answers_half(self, documents):
        self.say(json.dumps({"answers": [{"records": [{"status": "MISLAID"}]} for _ in documents]}).encode())

    def says_null(self, documents):
        self.say(json.dumps({"answers": [None for _ in documents]}).encode())

    def start(self, length):
        self.send_response(200)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def say(self, body):
        self.start(len(body))
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Gateway:
    """`mood`: the name of one of the methods above; `known`: records by number; `asked`: what came in."""

    def __init__(self):
        self.mood, self.known, self.asked, self.ended = "well", {}, [], threading.Event()
        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.httpd.gateway, self.httpd.daemon_threads = self, True
        self.url = f"http://127.0.0.1:{self.httpd.server_address[1]}/ask"
        threading.Thread(target=self.httpd.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self.ended.set()
        self.httpd.shutdown()
        self.httpd.server_close()
