"""Why a file is not taken."""


class FileRefused(Exception):
    """A file that is not accepted. The message is one sentence or two for the person who chose it."""
