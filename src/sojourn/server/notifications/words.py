"""The words of mails. Whatever people wrote is put in as plain text, in one line where a line is wanted."""

from __future__ import annotations

import re
from typing import Final

from sojourn.server.notifications.models import Kind, Notification

LONGEST: Final = 120
SUBJECTS: Final[dict[str, str]] = {
    Kind.MENTIONED: "{actor} mentioned you on {map}",
    Kind.REPLIED: "{actor} answered on {map}",
    Kind.COMMENTED: "{actor} commented on {map}",
    Kind.HELD: "A guest's comment on {map} waits for you",
    Kind.RESOLVED: "{actor} resolved a thread on {map}",
    Kind.JOINED: "{actor} joined {workspace}",
}
SENTENCES: Final[dict[str, str]] = {
    Kind.MENTIONED: "{actor} mentioned you on “{about}”, {map}:",
    Kind.REPLIED: "{actor} answered in a thread of yours on “{about}”, {map}:",
    Kind.COMMENTED: "{actor} commented on “{about}”, {map}:",
    Kind.HELD: "{actor}, a guest, commented on “{about}”, {map}. It waits until an editor shows it:",
    Kind.RESOLVED: "{actor} resolved a thread of yours on “{about}”, {map}.",
    Kind.JOINED: "{actor} took your invitation and joined {workspace}.",
}
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def subject_of(row: Notification) -> str:
    """The subject of a mail about one thing."""
    return one_line(SUBJECTS[row.kind].format_map(_names(row)))


def subject_of_many(rows: list[Notification]) -> str:
    """The subject of a mail about several."""
    return one_line(f"{len(rows)} things for you in {one_line(rows[0].workspace.name)}")


def sentence_of(row: Notification) -> str:
    """What happened, in a sentence."""
    return SENTENCES[row.kind].format_map(_names(row))


def one_line(text: str) -> str:
    r"""Text fit for a mail's header: no line ends, no control or direction characters, not long.

    >>> one_line("Ann\r\nBcc: all@example.org")
    'Ann Bcc: all@example.org'
    """
    line = re.sub(r"\s+", " ", _UNPRINTABLE.sub(" ", text)).strip()
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _names(row: Notification) -> dict[str, str]:
    return {
        "actor": one_line(row.actor_name),
        "map": "" if row.map is None else one_line(str(row.map.summary.get("title", ""))),
        "about": "" if row.thread is None else one_line(row.thread.title),
        "workspace": one_line(row.workspace.name),
    }
