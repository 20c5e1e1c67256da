"""Real logs with known figures: bank loans (BPI Challenge 2012) and help-desk tickets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sojourn.core.workspace import Workspace
from sojourn.journeys.log.importing import import_files
from sojourn.journeys.log.journey_log import JourneyLog

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SOJOURN_REAL_DATA", ROOT.parent / "shared" / "data"))
LOANS = DATA / "bpi2012_loan_application" / "bpic2012.xes.gz"
TICKETS = DATA / "helpdesk_tickets" / "helpdesk.xes.gz"
DAY = 86_400

with_loans = pytest.mark.skipif(not LOANS.exists(), reason="the log of bank loans is not on this machine")
with_tickets = pytest.mark.skipif(
    not TICKETS.exists(), reason="the log of help-desk tickets is not on this machine"
)


@pytest.fixture(scope="module")
def loans(tmp_path_factory: pytest.TempPathFactory) -> JourneyLog:
    workspace = Workspace(tmp_path_factory.mktemp("loans"))
    import_files(workspace, [LOANS])
    return JourneyLog.open(workspace)


@pytest.fixture(scope="module")
def tickets(tmp_path_factory: pytest.TempPathFactory) -> JourneyLog:
    workspace = Workspace(tmp_path_factory.mktemp("tickets"))
    import_files(workspace, [TICKETS])
    return JourneyLog.open(workspace)


@with_loans
def test_loans_events(loans: JourneyLog) -> None:
    result = loans.events().to_json()
    assert (result["events"], result["customers"], result["event_names"]) == (262_200, 13_087, 24)
    assert (result["first"][:10], result["last"][:10]) == ("2011-09-30", "2012-03-14")


@with_loans
def test_loans_funnel(loans: JourneyLog) -> None:
    steps = ["A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "A_FINALIZED", "O_SENT_BACK", "A_APPROVED"]
    reached = [step.reached for step in loans.funnel(steps).steps]
    assert reached == [13_087, 7_367, 5_113, 5_015, 3_254, 2_246]


@with_loans
def test_loans_variants(loans: JourneyLog) -> None:
    result = loans.variants()
    assert result.variants == 4_366
    assert result.top[0].events == ("A_SUBMITTED", "A_PARTLYSUBMITTED", "A_DECLINED")
    assert [one.customers for one in result.top[:2]] == [3_429, 1_872]
    assert sum(one.customers for one in result.top) + result.other.customers == 13_087


@with_loans
def test_loans_transitions(loans: JourneyLog) -> None:
    within = [one for one in loans.transitions().transitions if "(" not in one.source + one.target]
    assert [(one.source, one.target, one.count) for one in within[:2]] == [
        ("W_Completeren aanvraag", "W_Completeren aanvraag", 38_004),
        ("W_Nabellen offertes", "W_Nabellen offertes", 36_084),
    ]


@with_loans
@pytest.mark.parametrize(
    ("end", "customers"), [("A_APPROVED", 2_246), ("A_DECLINED", 7_635), ("A_CANCELLED", 2_807)]
)
def test_loans_outcomes(loans: JourneyLog, end: str, customers: int) -> None:
    assert loans.durations("A_SUBMITTED", end).completed == customers


@with_loans
def test_loans_durations(loans: JourneyLog) -> None:
    whole = loans.durations()
    assert whole.mean_seconds is not None
    assert whole.median_seconds is not None
    assert whole.max_seconds is not None
    assert [round(one / DAY, 2) for one in (whole.mean_seconds, whole.median_seconds, whole.max_seconds)] == [
        8.62,
        0.81,
        137.22,
    ]


@with_tickets
def test_tickets(tickets: JourneyLog) -> None:
    assert (tickets.events_count, tickets.customers) == (21_348, 4_580)
    counts = {one.event: one.count for one in tickets.events().names}
    assert (counts["Take in charge ticket"], counts["Resolve ticket"], counts["DUPLICATE"]) == (
        5_060,
        4_983,
        1,
    )
    variants = tickets.variants()
    assert variants.variants == 226
    assert [one.customers for one in variants.top[:6]] == [2_366, 552, 228, 213, 164, 109]
    edges = {(one.source, one.target): one.count for one in tickets.transitions().transitions}
    assert edges["(start)", "Assign seriousness"] == 4_384
    assert edges["Resolve ticket", "Closed"] == 4_558
    assert edges["Assign seriousness", "Take in charge ticket"] == 4_160
    whole = tickets.durations()
    assert [
        round((one or 0) / DAY, 2) for one in (whole.mean_seconds, whole.median_seconds, whole.min_seconds)
    ] == [
        40.86,
        39.86,
        30.64,
    ]


@with_tickets
@pytest.mark.filterwarnings("ignore")
def test_tickets_equal_what_pm4py_counts(tickets: JourneyLog) -> None:
    pm4py = pytest.importorskip("pm4py", reason="the dependency group 'peers' is not installed")
    peer = pm4py.read_xes(str(TICKETS), show_progress_bar=False)
    follows, starts, ends = pm4py.discover_dfg(peer)
    mine = {(one.source, one.target): one.count for one in tickets.transitions().transitions}
    assert {pair: count for pair, count in mine.items() if "(" not in pair[0] + pair[1]} == follows
    assert {target: count for (source, target), count in mine.items() if source == "(start)"} == starts
    assert {source: count for (source, target), count in mine.items() if target == "(end)"} == ends
    variants = {one.events: one.customers for one in tickets.variants(top=1_000).top}
    assert variants == pm4py.get_variants(peer)
