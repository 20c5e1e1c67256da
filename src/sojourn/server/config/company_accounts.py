"""Companies' sign-in pages, taken from ``SOJOURN_OIDC_*``: one, or several as ``SOJOURN_OIDC_2_*`` and on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from sojourn.core.errors import SojournError
from sojourn.server.config.addresses import is_loopback

MOST: Final = 9


class CompanySignInError(SojournError):
    """The settings of a company's sign-in page do not fit together."""


def company_apps(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """allauth's settings of each company's sign-in page.

    Args:
        environment: ``SOJOURN_OIDC_URL`` (the issuer), ``…_CLIENT_ID``, ``…_SECRET`` and, for the button,
            ``…_NAME``; further pages with a number: ``SOJOURN_OIDC_2_URL``.

    Raises:
        CompanySignInError: Something is missing, or the issuer is not reached by TLS.
    """
    prefixes = ["SOJOURN_OIDC_", *(f"SOJOURN_OIDC_{number}_" for number in range(2, MOST + 1))]
    used = [prefix for prefix in prefixes if environment.get(f"{prefix}URL")]
    return [_app(environment, prefix) for prefix in used]


def company_domains(environment: Mapping[str, str]) -> frozenset[str]:
    """Domains of addresses whose people may come in without an invitation: ``SOJOURN_OIDC_DOMAINS``."""
    given = environment.get("SOJOURN_OIDC_DOMAINS", "").replace(",", " ").split()
    return frozenset(one.lower().lstrip("@") for one in given)


def _app(environment: Mapping[str, str], prefix: str) -> dict[str, Any]:
    missing = [name for name in ("CLIENT_ID", "SECRET") if not environment.get(prefix + name)]
    if missing:
        raise CompanySignInError(
            f"{prefix}URL is set, but {', '.join(prefix + name for name in missing)} is not."
            " The company's sign-in page gives both when Sojourn is registered there."
        )
    url = environment[f"{prefix}URL"]
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and not is_loopback(parts.hostname)):
        raise CompanySignInError(
            f"{prefix}URL must begin with https:// and name a host; found {url!r}. Anybody on the way could"
            " sign in as anybody otherwise."
        )
    number = prefix.removeprefix("SOJOURN_OIDC_").strip("_")
    return {
        "provider_id": f"company-{number}" if number else "company",
        "name": environment.get(f"{prefix}NAME") or parts.hostname,
        "client_id": environment[f"{prefix}CLIENT_ID"],
        "secret": environment[f"{prefix}SECRET"],
        "settings": {"server_url": url.rstrip("/"), "oauth_pkce_enabled": True},
    }
