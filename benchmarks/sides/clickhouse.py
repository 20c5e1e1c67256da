"""ClickHouse through chDB: a MergeTree ordered by customer and time, arrays per customer, ``windowFunnel``."""

from __future__ import annotations

import json
from typing import Any

from chdb import session

from dataset import Data
from sides.asked import CHURN, DAY_US, FUNNEL, GAP_US, GOAL, POSITIONS, WINDOW_US


class ClickHouse:
    """Aggregation in the order of the table, so that no customer is looked up in a hash table."""

    name = "ClickHouse (chDB)"

    def open(self, data: Data) -> None:
        """Load the table, where it is not there yet."""
        folder = data.folder / "clickhouse"
        made = folder.exists()
        self.session = session.Session(str(folder))
        if not made:
            self.session.query("create database d")
            self.session.query(
                "create table d.events engine = MergeTree order by (customer, time) as select "
                "toUInt32(assumeNotNull(customer)) as customer, toLowCardinality(assumeNotNull(event)) as event, "
                "toUInt64(assumeNotNull(time)) as time, toLowCardinality(ifNull(channel, '')) as channel "
                f"from file('{data.sorted}', Parquet)"
            )
            self.session.query("optimize table d.events final")

    def _all(self, query: str) -> list[list[Any]]:
        settings = " settings max_threads = 2, optimize_aggregation_in_order = 1"
        answer = self.session.query(query + settings, "JSONCompact")
        rows: list[list[Any]] = json.loads(str(answer))["data"]
        return rows

    def transition_means(self) -> list[int]:
        """Count and mean, with the extremes, of every transition; no customers, no quantiles."""
        rows = self._all(
            "select p.1, p.2, count(), avg(p.3), min(p.3), max(p.3) from (select arrayJoin(arrayMap((x, y) -> "
            "(x.2, y.2, y.1 - x.1), arrayPopBack(l), arrayPopFront(l))) as p from "
            "(select groupArray((time, event)) as l from d.events group by customer)) group by p.1, p.2"
        )
        return [sum(int(row[2]) for row in rows)]

    def transitions(self) -> list[int]:
        """Count, customers, mean, exact median and 90th percentile of every transition."""
        rows = self._all(
            "select p.1, p.2, count(), uniqExact(customer), avg(p.3), quantilesExactInclusive(0.5, 0.9)(p.3) from "
            "(select customer, arrayJoin(arrayMap((x, y) -> (x.2, y.2, y.1 - x.1), arrayPopBack(l), "
            "arrayPopFront(l))) as p from (select customer, groupArray((time, event)) as l from d.events "
            "group by customer)) group by p.1, p.2"
        )
        return [sum(int(row[2]) for row in rows)]

    def funnel(self) -> list[int]:
        """``windowFunnel`` over the events of the steps."""
        steps = ", ".join(f"event = '{step}'" for step in FUNNEL)
        names = ", ".join(f"'{step}'" for step in FUNNEL)
        rows = self._all(
            f"select level, count() from (select windowFunnel({WINDOW_US})(time, {steps}) as level from d.events "
            f"where event in ({names}) group by customer) group by level order by level"
        )
        by_level = {int(level): int(count) for level, count in rows}
        return [
            sum(by_level.get(n, 0) for n in range(step, len(FUNNEL) + 1))
            for step in range(1, len(FUNNEL) + 1)
        ]

    def variants(self) -> list[int]:
        """How many variants, and the customers of the three most common."""
        rows = self._all(
            "select count() over (), n from (select count() as n from "
            "(select groupArray(event) as l from d.events group by customer) group by l) order by n desc limit 20"
        )
        return [int(rows[0][0]), *(int(row[1]) for row in rows[:3])]

    def flow(self) -> list[int]:
        """Events at the first positions."""
        rows = self._all(
            f"select p, e, count() from (select groupArray({POSITIONS})(event) as l from d.events group by customer) "
            "array join l as e, arrayEnumerate(l) as p group by p, e"
        )
        return [sum(int(row[2]) for row in rows if int(row[0]) == place + 1) for place in range(POSITIONS)]

    def sessions(self) -> list[int]:
        """Every session with its begin, end and number of events."""
        rows = self._all(
            "select count(), sum(length(s)) from (select arrayJoin(arraySplit((x, d) -> d > "
            f"{GAP_US}, l, arrayDifference(l))) as s from (select groupArray(time) as l from d.events "
            "group by customer))"
        )
        return [int(rows[0][0])]

    def retention(self) -> list[int]:
        """Customers by first week and weeks since."""
        rows = self._all(
            "select f, w - f as k, count() from (select min(week) as f, groupUniqArray(week) as weeks from "
            f"(select customer, intDiv(time + {3 * DAY_US}, {7 * DAY_US}) as week from d.events) group by customer) "
            "array join weeks as w group by f, k order by f, k"
        )
        return [int(row[2]) for row in rows[:4]]

    def markov(self) -> list[int]:
        """Transitions between channels on the way to the goal."""
        rows = self._all(
            "select t.1, t.2, count() from (select arrayJoin(arrayConcat(arrayMap((x, y) -> (if(x = '(goal)', "
            "'(start)', x), y), arrayPushFront(arrayPopBack(l), '(start)'), l), "
            "if(l[-1] = '(goal)', [], [(l[-1], '(none)')]))) as t from (select groupArray(if(event = "
            f"'{GOAL}', '(goal)', toString(channel))) as l from d.events group by customer)) group by t.1, t.2"
        )
        return [sum(int(row[2]) for row in rows if row[1] == "(goal)")]

    def leaving(self) -> list[int]:
        """Customers who had each event or transition, by whether they left afterwards."""
        before = (
            f"(select l, indexOf(l, '{CHURN}') as i, i > 0 as gone, if(i > 0, arraySlice(l, 1, i - 1), l) as pre "
            "from (select groupArray(event) as l from d.events group by customer))"
        )
        rows = self._all(
            f"select e, gone, count() from (select arrayJoin(arrayDistinct(pre)) as e, gone from {before}) "
            "group by e, gone"
        )
        self._all(
            "select t, gone, count() from (select arrayJoin(arrayDistinct(arrayZip(arrayPopBack(pre), "
            f"arrayPopFront(pre)))) as t, gone from {before} where length(pre) > 1) group by t, gone"
        )
        return [sum(int(row[2]) for row in rows)]
