"""Which of our own files are served."""

from django.contrib.staticfiles.finders import FileSystemFinder

NOT_SERVED = ["package.json", "package-lock.json", "node_modules", "README*"]


class OwnFiles(FileSystemFinder):
    """`static/` without what only the installer reads."""

    def list(self, ignore_patterns):
        return super().list([*(ignore_patterns or []), *NOT_SERVED])
