"""A map as a file: SVG, PNG, PDF, HTML, YAML; one layout for all."""

from sojourn.render.rendering import (
    FORMATS,
    MEDIA_TYPES,
    RenderResult,
    UnknownFormatError,
    render_map,
    render_with_report,
)

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "RenderResult",
    "UnknownFormatError",
    "render_map",
    "render_with_report",
]
