"""The kinds of files that a map can be made into, with their media types and endings."""

from __future__ import annotations

from typing import Final, Literal, get_args

from sojourn.core.errors import UsageError, suggestion

Format = Literal["pdf", "pptx", "png", "svg", "html", "xlsx", "csv", "md", "yaml", "json"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
MEDIA_TYPES: Final[dict[Format, str]] = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "png": "image/png",
    "svg": "image/svg+xml",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
    "json": "application/json",
}
DRAWN: Final[frozenset[Format]] = frozenset({"pdf", "png", "svg", "html"})
"""What shows the poster, in the fonts at hand."""

LEFT_OUT: Final[dict[Format, str]] = {
    "pdf": "Bindings to events are left out.",
    "pptx": "Side paths' arcs, the measured band of the curve and bindings to events are left out; "
    "what does not fit on a slide is in its speaker notes.",
    "png": "Text cannot be searched, links do not work, bindings to events are left out.",
    "svg": "Bindings to events are left out.",
    "html": "Bindings to events are left out.",
    "xlsx": "Pictures and bindings to events are left out; links are text.",
    "csv": "Holds the grid alone: no personas, paths, pictures or bindings to events; links are text.",
    "md": "Pictures and bindings to events are left out; links are text.",
    "yaml": "",
    "json": "",
}
"""What a file does not say that the map does; empty where it comes back as the same map."""


class UnknownFormatError(UsageError):
    """There is no such format, theme or paper."""

    @classmethod
    def of(cls, kind: str, name: str, known: tuple[str, ...]) -> UnknownFormatError:
        """Say which ones there are."""
        return cls(f"There is no {kind} {name!r}. {suggestion(name, known)}")


def known_format(name: str) -> Format:
    """Check the name of a format.

    Raises:
        UnknownFormatError: There is no such format.
    """
    for format in FORMATS:
        if name == format:
            return format
    raise UnknownFormatError.of("format", name, FORMATS)
