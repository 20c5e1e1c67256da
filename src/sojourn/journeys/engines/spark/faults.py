"""What can go wrong on a cluster, each told in one sentence instead of a page of stack traces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sojourn.core.errors import SojournError, UsageError
from sojourn.core.text import one_line

_RAISED: Final = re.compile(
    r"^(?:[\w.]+\.)?(\w+(?:Error|Exception|Exit|Interrupt))(?:: (.*))?$", re.MULTILINE
)
_INSTALL: Final = (
    "Install the same version of sojourn in the Python of every worker, and name that Python in "
    "PYSPARK_PYTHON where it is not at the same path as here."
)


class UnknownEngineError(UsageError):
    """The name of an engine that cannot be understood."""


class SparkMissingError(SojournError):
    """Spark's Python package or Java is not installed."""


class ClusterError(SojournError):
    """The cluster cannot be reached, or a task on it failed."""


class VersionsDifferError(ClusterError):
    """A worker runs another version of Sojourn than the driver."""

    @classmethod
    def between(cls, worker: str, driver: str, *, machine: str) -> VersionsDifferError:
        """The machine of the cluster has ``worker``, the one that asks has ``driver``."""
        return cls(
            f"The machine {machine} of the cluster runs sojourn {worker}, this one {driver}. {_INSTALL}"
        )


class UnreadableLogError(ClusterError):
    """A worker cannot read a file of the log."""

    @classmethod
    def at(cls, path: str, *, machine: str) -> UnreadableLogError:
        """The machine of the cluster does not see the file at ``path``."""
        return cls(
            f"The machine {machine} of the cluster cannot read {path}. The log must lie in a folder that all "
            "machines see under the same path. If it does, an import was removed meanwhile: ask again."
        )


class TooManyValuesError(UsageError):
    """A column with so many values that they cannot be numbered on one machine."""

    @classmethod
    def of(cls, name: str, *, most: int) -> TooManyValuesError:
        """The column ``name`` has more than ``most`` values."""
        return cls(
            f"The column {name!r} has more than {most:,} different values, too many to be numbered for a "
            "cluster. Ask about another column, or without --engine."
        )


@contextmanager
def told_in_a_sentence(what: str = "A task on the cluster failed") -> Iterator[None]:
    """Turn what Spark raises into a ``ClusterError`` that begins with ``what`` happened."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as fault:
        raise ClusterError(_sentence(str(fault), what=what)) from fault


def _sentence(text: str, *, what: str) -> str:
    """The last error that a traceback names.

    >>> _sentence("Traceback:\\n  File x\\nValueError: no such thing\\n\\nJVM stacktrace:", what="It failed")
    'It failed: ValueError: no such thing.'
    """
    python = text.split("\n\nJVM stacktrace:", maxsplit=1)[0].split(" SQLSTATE:", maxsplit=1)[0]
    raised = [found.group(0) for found in _RAISED.finditer(python)]
    said = one_line(raised[-1] if raised else next(iter(python.strip().splitlines()), "no reason given"))
    if "No module named 'sojourn'" in said:
        return f"The workers of the cluster have no sojourn ({said}). {_INSTALL}"
    return f"{what}: {said.removesuffix('.')}."
