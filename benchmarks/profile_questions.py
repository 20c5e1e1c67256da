"""Where the time of a question goes: each look at the journeys, its merging, and the rest, on one core.

    .venv/bin/python benchmarks/profile_questions.py WORKSPACE [--questions transitions,variants]

Prints CPU seconds of ``partial``, ``merge`` and ``result`` of every analysis that a question runs, and nanoseconds
for each event of the log. What is left is Python around them: names, quantiles, intervals.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from pathlib import Path
from typing import Any, ClassVar

from every_question import QUESTIONS
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.engines.protocol import chunk_of, merged, selected
from sojourn.journeys.log.journey_log import JourneyLog

QUESTIONS = {
    **QUESTIONS,
    "flow without times": lambda log: log.flow(positions=10, top=30, times=False),
}


class Profiled(LocalEngine):
    """One thread, and a clock around every part of every analysis."""

    spent: ClassVar[defaultdict[tuple[str, str], float]] = defaultdict(float)

    def run(self, index: Any, analysis: Any, *, selection: Any) -> Any:
        """As the local engine, timed."""
        name = type(analysis).__name__

        def timed(part: str, work: Any, *given: Any) -> Any:
            began = time.thread_time()
            try:
                return work(*given)
            finally:
                self.spent[name, part] += time.thread_time() - began

        parts = [
            timed("partial", analysis.partial, selected(chunk_of(index, *bound), selection))
            for bound in self._bounds(index)
        ]
        whole = merged(parts, lambda a, b: timed("merge", analysis.merge, a, b))
        return timed("result", analysis.result, whole)


def main() -> None:
    """Profile, and print the figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--questions", default=",".join(QUESTIONS))
    wanted = parser.parse_args()
    engine = Profiled(threads=1)
    log = JourneyLog.open(wanted.workspace).on(engine)
    print("| question | part | CPU, s | ns an event |\n|---|---|---:|---:|")
    for name in wanted.questions.split(","):
        QUESTIONS[name](log)
        engine.spent.clear()
        began = time.thread_time()
        QUESTIONS[name](log)
        left = time.thread_time() - began
        for (analysis, part), seconds in sorted(engine.spent.items(), key=lambda item: -item[1]):
            left -= seconds
            if seconds >= 0.005:
                print(
                    f"| {name} | {analysis}.{part} | {seconds:.3f} | {seconds / log.events_count * 1e9:.2f} |"
                )
        print(f"| {name} | around them | {left:.3f} | {left / log.events_count * 1e9:.2f} |", flush=True)


if __name__ == "__main__":
    main()
