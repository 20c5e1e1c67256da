"""Folders of Parquet files, on this machine or in an S3-compatible store, gathered with their partitions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from sojourn.core.errors import UsageError
from sojourn.core.progress import Progress, silent
from sojourn.evidence.errors import EvidenceError, UnreadableFileError

MOST_FILES: Final = 10_000
MOST_BYTES: Final = 100 * 1024**3
GATHERING: Final = "Gathering the files"


class StoreError(EvidenceError):
    """A store of files did not give what it was asked for."""


def is_store(text: str) -> bool:
    """Whether ``text`` names files in an S3-compatible store.

    >>> is_store("s3://bucket/events/"), is_store("events/")
    (True, False)
    """
    return urlsplit(text).scheme == "s3"


def has_parquet(folder: Path) -> bool:
    """Whether a folder holds Parquet files, perhaps in folders of its own."""
    return next(folder.rglob("*.parquet"), None) is not None


def gather_folder(folder: Path, target: Path) -> int:
    """Write all Parquet files below ``folder`` into one, ``key=value`` folders as columns; returns the rows.

    Raises:
        UnreadableFileError: A file is damaged, the files do not belong together, or there are too many.
    """
    try:
        found: Any = ds.dataset(
            str(folder), format="parquet", partitioning="hive", exclude_invalid_files=False
        )
        if len(found.files) > MOST_FILES:
            raise UnreadableFileError(
                f"{folder.name!r} holds {len(found.files):,} files; at most {MOST_FILES:,} are read."
            )
        rows = 0
        with pq.ParquetWriter(target, found.schema, compression="zstd") as writer:
            for batch in found.to_batches(use_threads=False):
                writer.write_batch(batch)
                rows += batch.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        said = [*str(error).splitlines(), ""][0][:200]
        raise UnreadableFileError(f"The folder {folder.name!r} cannot be read: {said}.") from error
    return rows


def fetch_store(address: str, folder: Path, *, progress: Progress = silent) -> list[str]:
    """Copy the files of ``s3://bucket/path`` into ``folder``; returns their names below it.

    Where the store is and who asks is told by the environment: ``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID``,
    ``AWS_SECRET_ACCESS_KEY``, ``AWS_REGION``.

    Raises:
        StoreError: The store cannot be reached, refuses, or holds nothing there, or far too much.
    """
    parts = urlsplit(address)
    place = f"{parts.netloc}{unquote(parts.path)}".rstrip("/")
    if not parts.netloc:
        raise UsageError(f"{address!r} names no bucket. Write it as s3://bucket/path.")
    try:
        store = _store()
        entries = _files(store, place, address)
        total = sum(entry.size for entry in entries)
        if total > MOST_BYTES or len(entries) > MOST_FILES:
            raise StoreError(
                f"{address} holds {len(entries):,} files of {total:,} bytes, which is too much at once."
            )
        return _copied(store, entries, place, folder, progress)
    except OSError as error:
        said = [*str(error).splitlines(), ""][0][:300]
        raise StoreError(f"{address} did not give its files: {said}") from error


def _store() -> Any:
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    if endpoint is None:
        return pafs.S3FileSystem(region=region, connect_timeout=15, request_timeout=60)
    parts = urlsplit(endpoint)
    return pafs.S3FileSystem(
        region=region,
        endpoint_override=parts.netloc or endpoint,
        scheme="http" if parts.scheme == "http" else "https",
        connect_timeout=15,
        request_timeout=60,
    )


def _files(store: Any, place: str, address: str) -> list[Any]:
    alone = store.get_file_info(place)
    if alone.type == pafs.FileType.File:
        return [alone]
    below = store.get_file_info(pafs.FileSelector(place, recursive=True, allow_not_found=True))
    found = [
        entry
        for entry in below
        if entry.type == pafs.FileType.File and not entry.base_name.startswith(("_", "."))
    ]
    if not found:
        raise StoreError(f"There are no files at {address}. Check the bucket and the path.")
    return sorted(found, key=lambda entry: entry.path)


def _copied(store: Any, entries: list[Any], place: str, folder: Path, progress: Progress) -> list[str]:
    names, done = [], 0
    total = sum(entry.size for entry in entries)
    for entry in entries:
        name = entry.path.removeprefix(place).lstrip("/") or entry.base_name
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise StoreError(f"The store names a file {name!r} that lies outside of its folder.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with store.open_input_stream(entry.path) as source, target.open("wb") as file:
            while chunk := source.read(8 * 1024 * 1024):
                file.write(chunk)
                done += len(chunk)
                progress(GATHERING, done, total)
        names.append(name)
    return names
