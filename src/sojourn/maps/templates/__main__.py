"""Writes what is told of the templates into the checkout: the catalogue and its reference page."""

from __future__ import annotations

from pathlib import Path

from sojourn.maps.templates.catalogue import NAME, catalogue_text, fresh_catalogue, page


def main() -> None:
    """Write both files."""
    found = fresh_catalogue()
    here = Path(__file__).parent
    (here / NAME).write_text(catalogue_text(found), encoding="utf-8")
    reference = here.parents[3] / "docs" / "reference" / "templates.md"
    reference.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
