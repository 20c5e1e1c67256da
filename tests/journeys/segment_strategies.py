"""Random segments, as records of what they say, over the little world of the random logs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from sojourn.journeys.segments import syntax as said

CHANNELS = ("app", "web", "at")
COUNTRIES = ("de", "new land")

spans = st.sampled_from([1, 2, 5, 3_600, 20 * 86_400, 400 * 86_400]).map(lambda s: timedelta(seconds=s))
days = st.sampled_from([0, 1, 20, 21, 400]).map(
    lambda d: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=d)
)
moments = st.one_of(
    days, st.integers(0, 6).map(lambda s: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
)


def values(*known: str) -> st.SearchStrategy[said.Value]:
    return st.sampled_from(known).map(said.Value)


names = st.one_of(
    st.sampled_from(["buy", "open"]).map(said.Name),
    st.sampled_from(["*", "b*", "*e*", "o*n"]).map(lambda name: said.Name(name, is_pattern=True)),
)
events = st.lists(names, max_size=2).map(tuple)
numbers = st.sampled_from(["0", "1", "2.5", "3", "1e1"]).map(lambda number: said.Value(number, is_bare=True))
orders = st.sampled_from(["=", "<", "<=", ">", ">="])
of_numbers = st.one_of(
    st.builds(said.Compared, orders, numbers),
    st.lists(numbers, min_size=1, max_size=3).map(tuple).map(said.Among),
    st.builds(said.Between, numbers, numbers),
    st.just(said.Known()),
)
comparisons_of_numbers = of_numbers.filter(lambda one: not isinstance(one, said.Known))


def of_texts(*known: str) -> st.SearchStrategy[said.Comparison]:
    return st.one_of(
        values(*known).map(lambda value: said.Compared("=", value)),
        st.lists(values(*known), min_size=1, max_size=2).map(tuple).map(said.Among),
        st.sampled_from(["A", "e", "xyz", "w L"]).map(said.Value).map(said.Contains),
        st.just(said.Known()),
    )


tests = st.one_of(
    st.builds(said.Test, st.just(said.Column("channel")), of_texts(*CHANNELS)),
    st.builds(said.Test, st.just(said.Column("props.country")), of_texts(*COUNTRIES)),
    st.builds(said.Test, st.just(said.Column("score")), of_numbers),
)
occurrences = st.builds(said.Occurrence, events, st.lists(tests, max_size=2).map(tuple))
maybe_spans = st.one_of(st.none(), spans)
periods = st.builds(
    said.Period,
    since=st.one_of(st.none(), moments),
    before=st.one_of(st.none(), moments),
    on=st.one_of(st.none(), days),
    last=maybe_spans,
    first=maybe_spans,
)
times = st.builds(
    said.Times,
    st.sampled_from(["exactly", "at least", "at most", "more than", "fewer than"]),
    st.integers(0, 3),
)
ends = st.sampled_from(["first", "last"])
nears = st.one_of(
    st.builds(said.Near, st.just("of"), occurrences, spans, st.one_of(st.none(), ends)),
    st.builds(
        said.Near, st.sampled_from(["after", "before"]), occurrences, maybe_spans, st.one_of(st.none(), ends)
    ),
)
one_did = st.builds(
    said.Did,
    st.tuples(occurrences),
    times=st.one_of(st.none(), times),
    near=st.one_of(st.none(), nears),
    period=st.one_of(st.just(said.ALWAYS), periods),
)
chain_did = st.builds(
    said.Did,
    st.lists(occurrences, min_size=2, max_size=3).map(tuple),
    within=maybe_spans,
    period=st.one_of(st.just(said.ALWAYS), periods),
)
seconds = st.sampled_from(["1s", "2s", "86400s"]).map(lambda span: said.Value(span, is_bare=True))
traits = st.one_of(
    st.builds(said.Trait, st.sampled_from(["any", "first", "last", "always"]), tests),
    st.builds(
        said.Trait,
        st.sampled_from(["total", "average"]),
        st.builds(said.Test, st.just(said.Column("score")), comparisons_of_numbers),
    ),
    st.builds(
        said.Trait,
        st.just("any"),
        st.builds(said.Test, st.just(said.Column("events")), comparisons_of_numbers),
    ),
    st.builds(
        said.Trait,
        st.just("any"),
        st.builds(said.Test, st.just(said.Column("lasted")), st.builds(said.Compared, orders, seconds)),
    ),
)
lived = st.builds(
    said.Lived,
    ends,
    periods.filter(lambda period: period.first is None and period != said.ALWAYS),
)
outermosts = st.builds(said.Outermost, ends, st.lists(names, min_size=1, max_size=2).map(tuple))
leaves = st.one_of(one_did, chain_did, traits, lived, outermosts)


def joined(parts: tuple[said.Expression, ...], kind: type[said.And] | type[said.Or]) -> said.Expression:
    """The parts as one; parts of the same kind are taken in, as reading does."""
    return kind(tuple(each for part in parts for each in (part.parts if isinstance(part, kind) else (part,))))


def negated(part: said.Expression) -> said.Expression:
    return part.part if isinstance(part, said.Not) else said.Not(part)


expressions: st.SearchStrategy[said.Expression] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(negated),
        st.tuples(inner, inner).map(lambda parts: joined(parts, said.And)),
        st.tuples(inner, inner).map(lambda parts: joined(parts, said.Or)),
    ),
    max_leaves=4,
)
