"""What the server is told by its folder and its environment, and what it refuses."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sojourn.core.errors import UsageError
from sojourn.server.config.addresses import Address
from sojourn.server.config.database import DatabaseAddressError, database
from sojourn.server.config.secret import WeakSecretError, checked, ensure_secret
from sojourn.server.run import PortTakenError, listening


def test_the_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    first = ensure_secret(path)
    assert ensure_secret(path) == first
    assert len(first) >= 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ensure_secret(tmp_path / "other.key") != first


@pytest.mark.parametrize("key", ["", "short", "a" * 80, "ab" * 40, "django-insecure-" + "x7Qp2Lm9Rt4Wz1" * 5])
def test_a_key_that_can_be_guessed_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(WeakSecretError):
        checked(key, found_in="test")
    (tmp_path / "secret.key").write_text(key)
    with pytest.raises(WeakSecretError):
        ensure_secret(tmp_path / "secret.key")


def test_without_an_address_the_database_is_the_workspaces_file(tmp_path: Path) -> None:
    found = database(None, file=tmp_path / "a.sqlite3")
    assert found["NAME"] == str(tmp_path / "a.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_an_address_of_postgresql_is_taken_apart(tmp_path: Path) -> None:
    url = "postgresql://ann:p%40ss@db.example.org:5433/maps?sslmode=require"
    found = database(url, file=tmp_path / "unused")
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("ann", "p@ss", "db.example.org")
    assert (found["PORT"], found["NAME"]) == ("5433", "maps")
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host/", "nonsense"])
def test_another_address_is_refused_without_repeating_it(tmp_path: Path, url: str) -> None:
    with pytest.raises(DatabaseAddressError, match="DATABASE_URL"):
        database(url, file=tmp_path / "unused")


@pytest.mark.parametrize(
    ("host", "url", "local"),
    [
        ("127.0.0.1", None, True),
        ("::1", None, True),
        ("localhost", None, True),
        ("0.0.0.0", None, False),
        ("192.168.1.20", None, False),
        ("127.0.0.1", "https://journeys.example.org", False),
    ],
)
def test_only_loopback_without_a_public_address_is_local(host: str, url: str | None, local: bool) -> None:
    assert Address(host, 8765, url).is_local is local


def test_the_local_server_answers_to_loopback_names_alone() -> None:
    assert Address("127.0.0.1", 8765).allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]


def test_a_server_for_others_never_answers_to_every_name() -> None:
    for address in (Address("0.0.0.0", 80), Address("0.0.0.0", 80, "https://journeys.example.org")):
        assert "*" not in address.allowed_hosts
    assert "journeys.example.org" in address.allowed_hosts


def test_a_public_address_without_a_host_is_refused() -> None:
    with pytest.raises(UsageError, match="SOJOURN_URL"):
        _ = Address("0.0.0.0", 80, "journeys").allowed_hosts


def test_a_taken_port_is_said_at_once() -> None:
    with listening("127.0.0.1", 0) as first:
        first.listen()
        with pytest.raises(PortTakenError, match="taken"):
            listening("127.0.0.1", first.getsockname()[1])


@pytest.mark.parametrize("url", ["https://journeys.example.org", ""])
def test_djangos_own_check_for_deployment_is_clean(tmp_path: Path, url: str) -> None:
    program = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    environment = {
        "SOJOURN_WORKSPACE": str(tmp_path / "new"),
        "SOJOURN_URL": url,
        "DJANGO_SETTINGS_MODULE": "sojourn.server.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "new").exists(), "reading the settings writes nothing"


def test_the_settings_of_a_server_behind_tls_are_strict(tmp_path: Path) -> None:
    program = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS,"
        " s.SESSION_COOKIE_HTTPONLY, s.DEBUG, s.SOJOURN_LOCAL)"
    )
    environment: dict[str, Any] = {
        "SOJOURN_WORKSPACE": str(tmp_path),
        "SOJOURN_URL": "https://journeys.example.org",
        "DJANGO_SETTINGS_MODULE": "sojourn.server.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, env=environment, capture_output=True, text=True
    )
    assert done.stdout.split() == [
        "__Host-sojourn-session",
        "True",
        "True",
        "31536000",
        "True",
        "False",
        "False",
    ]


def test_the_database_is_its_owners_alone_in_a_folder_that_is_open(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    program = (
        "import os, pathlib; os.umask(0o022);"
        "from sojourn.core.workspace import Workspace; from sojourn.server.starting import *;"
        f"start_django(Workspace(pathlib.Path({str(tmp_path)!r}))); bring_up_to_date()"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={})
    files = [path for path in tmp_path.iterdir() if path.name.startswith("sojourn.sqlite3")]
    assert files
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
