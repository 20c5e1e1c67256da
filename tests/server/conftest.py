"""Three standing people, a workspace folder for each test, and a small journey log."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from sojourn.core.workspace import Workspace
from sojourn.server.accounts.models import User
from sojourn.server.config.threads import close_connections
from sojourn.server.journeys import log as open_logs
from sojourn.server.journeys import selectors as answers
from sojourn.server.maps import documents
from sojourn.server.maps.writer import writer
from sojourn.server.workspaces.models import Membership, Role
from sojourn.server.workspaces.models import Workspace as ServedWorkspace

if os.environ.get("TEST_DATABASE_URL") and os.environ.get("DATABASE_URL") != os.environ["TEST_DATABASE_URL"]:
    pytest.exit(
        "Set DATABASE_URL to TEST_DATABASE_URL as well: tests/server/with_postgres does.", returncode=2
    )

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """A database for each process of tests; with SQLite a file, as in memory it cannot wait for a lock."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Workspace:
    """The workspace folder of this test."""
    workspace = Workspace(tmp_path / "workspace").create()
    settings.SOJOURN_WORKSPACE = workspace
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()  # The process keeps it from test to test, and with it the counts of failed sign-ins.
    return workspace


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    yield
    writer.stop()
    close_connections()
    documents.forget_all()
    answers._answers.clear()
    open_logs._open.clear()


class JsonClient(Client):
    """A client that speaks JSON, as the web app does: same origin, and a body where there is one."""

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Ask ``/api`` + ``path``."""
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        headers = {"Origin": "http://testserver"}
        return self.generic_json(method, f"/api{path}", headers=headers, **given)

    def generic_json(self, method: str, path: str, **given: Any) -> Any:
        """Any method."""
        response = getattr(self, method.lower())(path, **given)
        if response.streaming:  # Read to the end, so that the file behind it is closed.
            response.body = b"".join(response.streaming_content)
            response.close()
        return response


@dataclass(frozen=True)
class People:
    """Who asks in the tests."""

    workspace: ServedWorkspace
    owner: JsonClient
    admin: JsonClient
    editor: JsonClient
    commenter: JsonClient
    member: JsonClient
    stranger: JsonClient
    anonymous: JsonClient
    membership: Membership


@pytest.fixture
def people(db: None) -> People:
    """One of each role (``member`` may only look), a stranger with an account alone, and nobody."""
    workspace = ServedWorkspace.objects.create(name="Larkspur", folder="")
    owner = User.objects.create_user("owner@example.org", PASSWORD, name="Olive Owner")
    member = User.objects.create_user("member@example.org", PASSWORD, name="Milo Member")
    stranger = User.objects.create_user("stranger@example.org", PASSWORD, name="Sam Stranger")
    membership = Membership.objects.create(workspace=workspace, user=owner, role=Role.OWNER)
    Membership.objects.create(workspace=workspace, user=member, role=Role.VIEWER)
    return People(
        workspace=workspace,
        owner=client_of(owner),
        admin=_joined(workspace, "admin@example.org", name="Ada Admin", role=Role.ADMIN),
        editor=_joined(workspace, "editor@example.org", name="Edda Editor", role=Role.EDITOR),
        commenter=_joined(workspace, "commenter@example.org", name="Cole Commenter", role=Role.COMMENTER),
        member=client_of(member),
        stranger=client_of(stranger),
        anonymous=JsonClient(),
        membership=membership,
    )


def _joined(workspace: ServedWorkspace, email: str, *, name: str, role: Role) -> JsonClient:
    user = User.objects.create_user(email, PASSWORD, name=name)
    Membership.objects.create(workspace=workspace, user=user, role=role)
    return client_of(user)


def client_of(user: User) -> JsonClient:
    """A client that is signed in."""
    client = JsonClient()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


STEPS = ("site_visited", "product_viewed", "cart_added", "order_placed")


def small_log_csv(path: Path, *, customers: int = 60) -> Path:
    """A log in which customer ``n`` does ``n % 4 + 1`` steps, an hour apart; two rows are broken."""
    start = datetime(2026, 3, 1, tzinfo=UTC)
    lines = ["customer_id,event,time,channel,note"]
    for number in range(customers):
        for place, event in enumerate(STEPS[: number % 4 + 1]):
            time = start + timedelta(days=number, hours=place)
            lines.append(f"c{number:03},{event},{time.isoformat()},web,n{number}")
    lines += ["c001,site_visited,not a time,web,x", ",site_visited,2026-03-01T00:00:00+00:00,web,x"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def prepared_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace folder with the small log imported and indexed: made once, copied for each test."""
    from sojourn.journeys.log.importing import import_files

    root = tmp_path_factory.mktemp("prepared")
    file = small_log_csv(root / "small.csv")
    import_files(Workspace(root / "workspace").create(), [file], name="Small store")
    return root / "workspace"


@pytest.fixture
def log(folder: Workspace, prepared_log: Path) -> Workspace:
    """This test's workspace with the small log in it."""
    shutil.copytree(prepared_log, folder.root, dirs_exist_ok=True)
    return folder
