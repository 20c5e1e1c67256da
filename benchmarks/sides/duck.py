"""DuckDB: a table sorted by customer, plain and with the next event, the gap and the position worked out."""

from __future__ import annotations

from typing import Any

import duckdb

from dataset import Data
from sides.asked import CHURN, DAY_US, FUNNEL, GAP_US, GOAL, POSITIONS, WINDOW_US

SETTINGS = "set threads = 2; set memory_limit = '9GB'; set preserve_insertion_order = true"
OVER = "window w as (partition by customer order by time)"


class Duck:
    """The plain table; windows find what comes next."""

    name = "DuckDB"

    def open(self, data: Data) -> None:
        """Load the table into a database file, where it is not there yet."""
        file = data.folder / "duck.db"
        if not file.exists():
            with duckdb.connect(str(file)) as base:
                self._make(base, data)
        # Read-only, so that both forms may have it open.
        self.base = duckdb.connect(str(file), read_only=True)
        self.base.execute(SETTINGS)

    def _make(self, base: duckdb.DuckDBPyConnection, data: Data) -> None:
        base.execute(SETTINGS)
        rows = base.execute(f"select distinct event from '{data.sorted}' order by 1").fetchall()
        names = "', '".join(row[0] for row in rows)
        base.execute(f"create type event_name as enum ('{names}')")
        base.execute(
            "create table events as select customer, event::event_name as event, time, channel, "
            "lead(event::event_name) over w as next, lead(time) over w - time as gap, "
            "time - lag(time) over w as before, (row_number() over w - 1)::int as place "
            f"from read_parquet('{data.sorted}', file_row_number = true) "
            "window w as (partition by customer order by time, file_row_number) "
            "order by customer, time, file_row_number"
        )

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        return self.base.execute(query).fetchall()

    def transition_means(self) -> list[int]:
        """Count and mean, with the extremes, of every transition; no customers, no quantiles."""
        rows = self._all(
            "select event, next, count(*), avg(gap), min(gap), max(gap) from (select event, "
            f"lead(event) over w as next, lead(time) over w - time as gap from events {OVER}) "
            "where next is not null group by 1, 2"
        )
        return [sum(row[2] for row in rows)]

    def funnel(self) -> list[int]:
        """Customers by step within the window, every first event a start."""
        names = ", ".join(f"'{step}'" for step in FUNNEL)
        so_far = "over (partition by customer order by time, place rows unbounded preceding)"
        levels = "".join(
            f", s{n} as (select *, max(case when event = '{step}' and time - f{n - 1} <= {WINDOW_US} "
            f"then f{n - 1} end) {so_far} as f{n} from s{n - 1})"
            for n, step in enumerate(FUNNEL[1:], start=1)
        )
        last = len(FUNNEL) - 1
        reached = ", ".join(f"(count(f{n}) > 0)::int as r{n}" for n in range(len(FUNNEL)))
        row = self._all(
            f"with e as (select customer, event, time, place from events where event in ({names})), "
            f"s0 as (select *, max(case when event = '{FUNNEL[0]}' then time end) {so_far} as f0 from e){levels}, "
            f"c as (select {reached} from s{last} group by customer) "
            f"select {', '.join(f'sum(r{n})' for n in range(len(FUNNEL)))} from c"
        )[0]
        return [int(count) for count in row]

    def variants(self) -> list[int]:
        """How many variants, and the customers of the three most common."""
        rows = self._all(
            "with v as (select list(event order by time, place) as l from events group by customer), "
            "g as (select l, count(*) as n from v group by l) "
            "select count(*) over (), n from g order by n desc limit 20"
        )
        return [rows[0][0], *(row[1] for row in rows[:3])]

    def flow(self) -> list[int]:
        """Events at the first positions."""
        rows = self._all(
            "select p, event, count(*) from (select event, row_number() over w - 1 as p "
            f"from events {OVER}) where p < {POSITIONS} group by 1, 2"
        )
        return [sum(row[2] for row in rows if row[0] == place) for place in range(POSITIONS)]

    def sessions(self) -> list[int]:
        """Every session with its begin, end and number of events."""
        row = self._all(
            f"with a as (select customer, time, (time - lag(time) over w > {GAP_US})::int as fresh "
            f"from events {OVER}), b as (select customer, time, coalesce(sum(fresh) over (partition by customer "
            "order by time rows unbounded preceding), 0) as s from a), "
            "c as (select customer, s, min(time), max(time), count(*) as n from b group by 1, 2) "
            "select count(*), sum(n) from c"
        )[0]
        return [int(row[0])]

    def retention(self) -> list[int]:
        """Customers by first week and weeks since."""
        rows = self._all(
            f"with a as (select distinct customer, (time + {3 * DAY_US}) // {7 * DAY_US} as w from events), "
            "b as (select w, min(w) over (partition by customer) as f from a) "
            "select f, w - f, count(*) from b group by 1, 2 order by 1, 2"
        )
        return [row[2] for row in rows[:4]]

    def markov(self) -> list[int]:
        """Transitions between channels on the way to the goal."""
        rows = self._all(
            f"with a as (select customer, time, place, event = '{GOAL}' as goal, channel, "
            f"coalesce(sum((event = '{GOAL}')::int) over (partition by customer order by time, place "
            "rows between unbounded preceding and 1 preceding), 0) as path from events), "
            "b as (select goal, case when goal then '(goal)' else channel end as here, "
            "lag(case when goal then '(goal)' else channel end) over x as before, lead(1) over x as more from a "
            "window x as (partition by customer, path order by time, place)) "
            "select coalesce(before, '(start)'), here, count(*) from b group by 1, 2 union all "
            "select here, '(none)', count(*) from b where more is null and not goal group by 1"
        )
        return [sum(row[2] for row in rows if row[1] == "(goal)")]

    def leaving(self) -> list[int]:
        """Customers who had each event or transition, by whether they left afterwards."""
        rows = self._all(
            f"with o as (select customer, min(time) as t from events where event = '{CHURN}' group by 1), "
            "e as (select e.customer, e.event, e.time, e.place, o.t is not null as gone from events e "
            "left join o using (customer) where o.t is null or e.time < o.t), "
            "d as (select distinct customer, event, gone from e), "
            "n as (select distinct customer, event, next, gone from (select customer, event, gone, "
            "lead(event) over (partition by customer order by time, place) as next from e) where next is not null) "
            "select 'event', event, null, gone, count(*) from d group by 1, 2, 3, 4 union all "
            "select 'transition', event, next, gone, count(*) from n group by 1, 2, 3, 4"
        )
        return [sum(row[4] for row in rows if row[0] == "event")]


class DuckPrepared(Duck):
    """The same table, and its columns of what comes next."""

    name = "DuckDB, next and gap precomputed"

    def transition_means(self) -> list[int]:
        """Count and mean, with the extremes, of every transition; no customers, no quantiles."""
        rows = self._all(
            "select event, next, count(*), avg(gap), min(gap), max(gap) from events "
            "where next is not null group by 1, 2"
        )
        return [sum(row[2] for row in rows)]

    def transitions(self) -> list[int]:
        """Count, customers, mean, exact median and 90th percentile of every transition."""
        rows = self._all(
            "select event, next, count(*), count(distinct customer), avg(gap), quantile_cont(gap, [0.5, 0.9]) from events "
            "where next is not null group by 1, 2"
        )
        return [sum(row[2] for row in rows)]

    def flow(self) -> list[int]:
        """Events at the first positions."""
        rows = self._all(f"select place, event, count(*) from events where place < {POSITIONS} group by 1, 2")
        return [sum(row[2] for row in rows if row[0] == place) for place in range(POSITIONS)]

    def sessions(self) -> list[int]:
        """Every session with its begin, end and number of events."""
        row = self._all(
            f"with b as (select customer, time, sum((before is null or before > {GAP_US})::int) over "
            "(partition by customer order by time rows unbounded preceding) as s from events), "
            "c as (select customer, s, min(time), max(time), count(*) as n from b group by 1, 2) "
            "select count(*), sum(n) from c"
        )[0]
        return [int(row[0])]
