"""Segments: conditions on customers, as people write them.

``grammar.lark`` and ``words.py`` are the language; ``reading.py`` and ``building.py`` read a text into the
records of ``syntax.py``; ``binding.py`` and ``columns.py`` look its names up in a log, and
``conditions.py`` works it out.
"""

from sojourn.journeys.segments.errors import SegmentError
from sojourn.journeys.segments.parsing import parse_segment

__all__ = ["SegmentError", "parse_segment"]
