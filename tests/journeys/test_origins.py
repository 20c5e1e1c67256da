"""Sources that are no single files: databases, folders, stores; and reading a source again."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sojourn.core.errors import UsageError
from sojourn.core.workspace import Workspace
from sojourn.evidence.databases import DatabaseError, Limits, query_database, without_password
from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.feedback_store import FeedbackStore
from sojourn.evidence.folders import StoreError, fetch_store
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.profiles import Profile, ProfileNameError, Profiles, UnknownProfileError
from sojourn.journeys.log.import_records import record_of
from sojourn.journeys.log.importing import imports, remove_source
from sojourn.journeys.log.origins import NothingToRefreshError, Origin, import_from, refresh_source

ROWS = [("ann", "visited", "2026-01-02"), ("ann", "bought", "2026-01-03"), ("ben", "visited", "2026-01-04")]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.at(tmp_path / "workspace")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE clicks(customer TEXT, event TEXT, time TEXT)")
        database.executemany("INSERT INTO clicks VALUES (?, ?, ?)", ROWS)
        database.execute("CREATE TABLE other(a TEXT)")
    database.close()
    return path


def test_a_query_is_imported_and_refreshed(workspace: Workspace, shop: Path) -> None:
    origin = Origin((str(shop),), "select customer, event, time from clicks where event <> 'bought'")
    first = import_from(workspace, origin)
    assert (first.read, first.kept, first.customers) == (2, 2, 2)
    assert record_of(workspace, first.source).origin == {"places": [str(shop)], "sql": origin.sql}
    with sqlite3.connect(shop) as database:
        database.execute("INSERT INTO clicks VALUES ('cem', 'visited', '2026-01-05')")
    database.close()
    again = refresh_source(workspace, first.source)
    assert (again.read, again.kept, again.duplicates) == (3, 1, 2)
    assert list(workspace.staging.iterdir()) == []


def test_the_largest_table_of_a_database_is_read_without_a_query(workspace: Workspace, shop: Path) -> None:
    assert import_from(workspace, Origin((str(shop),))).kept == 3
    with pytest.raises(UnreadableFileError, match=r"no table 'click'\. Did you mean 'clicks'"):
        import_from(workspace, Origin((str(shop),)), mapping=Mapping(part="click"))


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("insert into clicks values (1, 2, 3)", "not authorized|readonly"),
        ("attach database 'x' as y", "not authorized|too many attached"),
        ("pragma writable_schema = on", "not authorized"),
        ("select load_extension('x')", "not authorized|no such function"),
        ("select * from nowhere", "no such table"),
        ("  ", "is empty"),
    ],
)
def test_a_query_can_only_read(workspace: Workspace, shop: Path, sql: str, said: str) -> None:
    before = shop.read_bytes()
    with pytest.raises((UnreadableFileError, DatabaseError, UsageError), match=said):
        import_from(workspace, Origin((str(shop),), sql))
    assert shop.read_bytes() == before


def test_a_query_that_gives_too_much_is_stopped(tmp_path: Path, shop: Path) -> None:
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select x from n"
    with pytest.raises(DatabaseError, match="more than 30,000 rows"):
        query_database(str(shop), endless, tmp_path / "rows.parquet", limits=Limits(rows=30_000))


def test_what_is_no_database_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no database"):
        import_from(workspace, Origin((str(tmp_path / "none"),), "select 1"))
    with pytest.raises(UsageError, match="needs a query"):
        import_from(workspace, Origin(("postgresql://reader:secret@127.0.0.1/shop",)))
    with pytest.raises(DatabaseError, match="did not answer") as caught:
        import_from(workspace, Origin(("postgresql://reader:secret@127.0.0.1:9/shop",), "select 1"))
    assert "secret" not in str(caught.value)


def test_a_password_is_never_written_down() -> None:
    origin = Origin(("postgresql://reader:secret@127.0.0.1:5432/shop?sslmode=require",), "select 1")
    assert "secret" not in str(origin.to_json())
    assert origin.name == "postgresql://reader@127.0.0.1:5432/shop"
    assert without_password("postgresql://db.example/shop") == "postgresql://db.example/shop"


def test_a_folder_of_parquet_keeps_its_partitions(workspace: Workspace, tmp_path: Path) -> None:
    frame = pl.DataFrame(ROWS, schema=["customer", "event", "time"], orient="row")
    for number, channel in enumerate(("web", "app")):
        folder = tmp_path / "events" / f"channel={channel}"
        folder.mkdir(parents=True)
        frame.with_columns(pl.col("customer") + str(number)).write_parquet(folder / "part-0.parquet")
    result = import_from(workspace, Origin((str(tmp_path / "events"),)))
    assert (result.read, result.kept, result.customers) == (6, 6, 4)
    record = record_of(workspace, result.source)
    assert record.mapping["roles"]["channel"] == "channel"
    assert record.name == "events"
    (tmp_path / "events" / "channel=web" / "part-0.parquet").write_bytes(b"PAR1 broken")
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        refresh_source(workspace, result.source)


def test_a_store_that_is_away_is_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "reader",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_MAX_ATTEMPTS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StoreError, match="s3://bucket/events did not give its files"):
        fetch_store("s3://bucket/events", tmp_path)
    with pytest.raises(UsageError, match="names no bucket"):
        fetch_store("s3:///events", tmp_path)


REVIEWS = "stars,review\n5,Good\n5,Good\n1,Bad\n"


def test_feedback_is_refreshed_with_what_is_new_only(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(REVIEWS)
    first = import_from(workspace, Origin((str(path),)), mapping=Mapping(kind="review", scale="1-5"))
    path.write_text(REVIEWS + "5,Good\n3,So so\n")
    again = refresh_source(workspace, first.source)
    assert (first.kept, again.kept, again.duplicates) == (3, 2, 3)
    assert refresh_source(workspace, again.source).kept == 0
    store = FeedbackStore(workspace.feedback)
    assert sorted(store.table().column("text").to_pylist()) == ["Bad", "Good", "Good", "Good", "So so"]
    assert remove_source(workspace, first.source) == 3
    assert store.counts() == {again.source: 2}
    assert {record.kind for record in imports(workspace)} == {"review"}


def test_alike_answers_of_two_files_are_two(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(REVIEWS)
        result = import_from(workspace, Origin((str(tmp_path / name),)), mapping=Mapping(kind="review"))
        assert result.kept == 3


def test_an_import_that_was_cut_off_is_finished_or_forgotten(workspace: Workspace, tmp_path: Path) -> None:
    from dataclasses import replace

    from sojourn.journeys.log.import_records import write_record

    path = tmp_path / "reviews.csv"
    path.write_text(REVIEWS)
    first = import_from(workspace, Origin((str(path),)), mapping=Mapping(kind="review"))
    cut = replace(record_of(workspace, first.source), state="adding", kept=0)
    write_record(workspace, cut)
    write_record(workspace, replace(cut, source="src_neverlanded"))
    (record,) = imports(workspace)
    assert (record.source, record.state, record.kept) == (first.source, "done", 3)


def test_a_source_that_is_gone_asks_for_the_newer_file(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("customer,event,time\nann,visited,2026-01-02\n")
    first = import_from(workspace, Origin((str(path),)))
    moved = path.rename(tmp_path / "newer.csv")
    with pytest.raises(NothingToRefreshError, match="is not there any more"):
        refresh_source(workspace, first.source)
    assert refresh_source(workspace, first.source, files=[moved]).duplicates == 1


def test_profiles_are_kept_found_and_forgotten(workspace: Workspace) -> None:
    profiles = Profiles(workspace.profiles)
    mapping = Mapping(roles={"customer_id": "who"}, dates="day_first", timezone="Europe/Berlin")
    profiles.keep(Profile("shop", "abc", mapping))
    assert profiles.fitting("abc") == [profiles.named("shop")]
    assert profiles.fitting("abd") == []
    said = Mapping(roles={"event": "what"}, dates="iso")
    used: dict[str, Any] = said.over_profile(profiles.named("shop").mapping).to_json()
    assert used["roles"] == {"customer_id": "who", "event": "what"}
    assert (used["dates"], used["timezone"]) == ("iso", "Europe/Berlin")
    with pytest.raises(UnknownProfileError, match="Did you mean 'shop'"):
        profiles.named("shap")
    with pytest.raises(ProfileNameError):
        profiles.keep(Profile(" ", "", Mapping()))
    profiles.forget("shop")
    assert profiles.all() == []


POSTGRES = os.environ.get("TEST_DATABASE_URL", "")


@pytest.mark.skipif(
    not POSTGRES.startswith("postgres"), reason="no PostgreSQL; tests/server/with_postgres names one"
)
def test_postgresql_answers_and_cannot_be_changed(workspace: Workspace, tmp_path: Path) -> None:
    rows = "(values ('ann', 'visited', timestamptz '2026-01-02 10:00+00'), ('ben', 'bought', now()))"
    query = f"select * from {rows} as log(customer, event, time)"
    result = import_from(workspace, Origin((POSTGRES,), query))
    assert (result.read, result.kept, result.customers) == (2, 2, 2)
    for harm, said in {
        "select 1; commit; create table made(a int)": "multiple commands",
        "create table made(a int)": "syntax error",
    }.items():
        with pytest.raises(DatabaseError, match=said):
            import_from(workspace, Origin((POSTGRES,), harm))
    asked = "select current_setting('transaction_read_only') as change, current_setting('statement_timeout')"
    assert query_database(POSTGRES, asked, tmp_path / "rows.parquet", limits=Limits(seconds=7)) == 1
    assert pl.read_parquet(tmp_path / "rows.parquet").row(0) == ("on", "7s")
