"""A company's sign-in page for tests: an OpenID Connect provider on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


@dataclass
class Company:
    """What the provider says of whom it signs in, and what it was asked."""

    url: str
    key: rsa.RSAPrivateKey
    person: dict[str, Any] = field(default_factory=dict)
    challenges: dict[str, str] = field(default_factory=dict)
    audience: str = "sojourn"

    def settings(self) -> dict[str, Any]:
        """As ``SOCIALACCOUNT_PROVIDERS`` has it."""
        from sojourn.server.config.company_accounts import company_apps

        environment = {
            "SOJOURN_OIDC_URL": self.url,
            "SOJOURN_OIDC_NAME": "Larkspur",
            "SOJOURN_OIDC_CLIENT_ID": "sojourn",
            "SOJOURN_OIDC_SECRET": "a shared secret",
        }
        return {"openid_connect": {"APPS": company_apps(environment)}}

    def signs_in(self, page: str) -> dict[str, str]:
        """A person signs in on its page; what the browser is sent back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        return {"code": code, "state": asked["state"], "back": urlsplit(asked["redirect_uri"]).path}

    def token(self, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        """The answer to a code, when the same browser asked for it."""
        digest = hashlib.sha256(form.get("code_verifier", [""])[0].encode()).digest()
        verifier = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if self.challenges.pop(form["code"][0], None) != verifier or form["client_secret"] != [
            "a shared secret"
        ]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": self.audience, "iat": now, "exp": now + 60, **self.person}
        id_token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": id_token}


@contextmanager
def company() -> Iterator[Company]:
    """A provider that listens on a free port."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.endswith("/openid-configuration"):
                ends = ("authorization", "token", "userinfo")
                said = {f"{end}_endpoint": f"{found.url}/{end}" for end in ends}
                methods = ["client_secret_post"]
                self._answer(
                    200,
                    {
                        **said,
                        "issuer": found.url,
                        "jwks_uri": f"{found.url}/keys",
                        "token_endpoint_auth_methods_supported": methods,
                    },
                )
            elif self.path == "/userinfo":
                self._answer(200, found.person)
            else:
                self._answer(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(*found.token(parse_qs(body)))

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    found = Company(url=f"http://127.0.0.1:{server.server_address[1]}", key=key)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
