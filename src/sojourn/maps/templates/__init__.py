"""Maps to start from: each a YAML file in this folder, with a few words on what it is for."""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.core.errors import UsageError, suggestion
from sojourn.maps.document import MapDocument
from sojourn.maps.fresh_ids import with_fresh_ids
from sojourn.maps.templates.catalogue import TemplateInfo, catalogue
from sojourn.maps.templates.sources import document_of, template_names

__all__ = ["TemplateInfo", "find_templates", "load_template", "template_info", "templates"]


def templates() -> list[TemplateInfo]:
    """All templates, in the order in which they are offered."""
    return list(catalogue())


def find_templates(words: Iterable[str] = (), *, industry: str | None = None) -> list[TemplateInfo]:
    """The templates that say all of ``words``, whatever their case.

    Args:
        words: What to look for in titles, descriptions, stages and steps.
        industry: Only those of this industry.

    Raises:
        UsageError: There are no templates of such an industry.
    """
    known = tuple(dict.fromkeys(info.industry for info in catalogue()))
    if industry is not None and industry.casefold() not in {name.casefold() for name in known}:
        raise UsageError(f"There are no templates for {industry!r}. {suggestion(industry, known)}")
    return [
        info
        for info in catalogue()
        if (industry is None or info.industry.casefold() == industry.casefold())
        and all(word.casefold() in info.words for word in words)
    ]


def template_info(template_id: str) -> TemplateInfo:
    """What is told of one template.

    Raises:
        UsageError: There is no such template.
    """
    for info in catalogue():
        if info.id == template_id:
            return info
    raise UsageError(f"There is no template {template_id!r}. {suggestion(template_id, template_names())}")


def load_template(template_id: str) -> MapDocument:
    """A new map from a template, with fresh ids.

    Raises:
        UsageError: There is no such template.
    """
    return with_fresh_ids(document_of(template_info(template_id).id))
