"""A map as a file: PDF, slides, pictures, pages, tables; one layout for all that is drawn."""

from sojourn.render.formats import FORMATS, LEFT_OUT, MEDIA_TYPES, Format, UnknownFormatError, known_format
from sojourn.render.rendering import RenderResult, render_map, render_with_report

__all__ = [
    "FORMATS",
    "LEFT_OUT",
    "MEDIA_TYPES",
    "Format",
    "RenderResult",
    "UnknownFormatError",
    "known_format",
    "render_map",
    "render_with_report",
]
