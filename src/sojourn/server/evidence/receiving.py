"""Receives uploaded files straight into the workspace: in pieces, up to a size."""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from sojourn.server.config import server_folder

if TYPE_CHECKING:
    Received = UploadedFile[bytes]
else:
    Received = UploadedFile


class WorkspaceUpload(Received):
    """An uploaded file that lies beside where it will be kept, so that keeping it is a rename."""

    def temporary_file_path(self) -> str:
        """Where it lies now."""
        assert self.file is not None
        return str(self.file.name)


class WorkspaceUploadHandler(FileUploadHandler):
    """Writes each file to the workspace's own disk, piece by piece."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file in the server's own folder: whose it is turns out when the request has been read."""
        super().new_file(*args, **kwargs)
        uploads = server_folder().uploads
        uploads.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.received = 0
        # Removed when it is closed, unless it was renamed before.
        self.file = NamedTemporaryFile(prefix=".receiving-", dir=uploads)  # noqa: SIM115

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece; stop when the file grows too large."""
        self.received += len(raw_data)
        if self.received > settings.SOJOURN_LARGEST_UPLOAD:
            self.upload_interrupted()
            raise RequestDataTooBig("The file is larger than this server accepts.")
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> WorkspaceUpload:
        """The whole file, on disk."""
        self.file.flush()
        self.file.seek(0)
        return WorkspaceUpload(self.file, self.file_name, self.content_type, file_size, self.charset)

    def upload_interrupted(self) -> None:
        """Drop what came so far when the connection broke."""
        if hasattr(self, "file"):
            self.file.close()
