"""Encrypt what was stored before files were encrypted, or under a former key. May be run at any time, and again."""

import sys

from django.core.management.base import BaseCommand

from secoffice.files import blobs
from secoffice.files.sealed import Unreadable


class Command(BaseCommand):
    help = "Encrypt stored files with the first key of FILES_KEY. Exit 1 names files that cannot be read."

    def handle(self, **options):
        done, damaged = 0, []
        for digest, _ in blobs.all_digests():
            try:
                done += blobs.seal_again(digest)
            except Unreadable:
                damaged.append(digest)
        for digest in damaged:
            self.stderr.write(f"cannot be read: {digest}")
        self.stdout.write(f"encrypted now: {done}")
        if damaged:
            sys.exit(1)
