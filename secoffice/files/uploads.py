"""Stops writing an upload to disk once it is larger than anybody may attach, but lets the form say so."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from . import actions


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps at most the limit and one byte; the form then refuses the file and keeps what else was typed."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.kept = 0

    def receive_data_chunk(self, raw_data, start):
        room = actions.largest() + 1 - self.kept
        if room > 0:
            super().receive_data_chunk(raw_data[:room], start)
            self.kept += min(len(raw_data), room)
