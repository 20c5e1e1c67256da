"""Writes the reference page of the API from its contract, so that it cannot say anything else."""

from __future__ import annotations

import json
from typing import Any

from sojourn.server.api.schema import contract

INTRODUCTION = """# HTTP API

Generated from `schemas/openapi.json` by `make contracts`; do not edit.

Every path begins with `/api`. Bodies and answers are JSON. A fault is a problem document (RFC 9457,
`application/problem+json`): `type` names it for programs, `detail` says what is wrong and what to do,
`errors` points at faulty parts of the request. Unknown fields of a request are refused.

On loopback no sign-in is needed. Elsewhere a session is made by `POST /_allauth/browser/v1/auth/login`.
A request that changes something must come from the server's own pages (`Origin`), or from a program
without a session.
"""


def reference() -> str:
    """The page, as Markdown."""
    document: dict[str, Any] = json.loads(contract())
    sections: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            sections.setdefault(operation["tags"][0], []).append(_entry(method, path, operation))
    parts = [INTRODUCTION]
    for tag in sorted(sections):
        parts += [f"## {tag.capitalize()}\n", *sections[tag]]
    return "\n".join(parts)


def _entry(method: str, path: str, operation: dict[str, Any]) -> str:
    lines = [
        f"### {method.upper()} {path}\n",
        f"{_sentence(operation)} Operation `{operation['operationId']}`.\n",
    ]
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "query":
            lines.append(f"- query `{parameter['name']}`: {_kind(parameter['schema'])}")
    body = operation.get("requestBody", {}).get("content", {})
    lines += [f"- body `{content}`: {_kind(given['schema'])}" for content, given in body.items()]
    for status, answer in sorted(operation["responses"].items()):
        if status.startswith("2"):
            lines.append(f"- {status}: {_answer(answer)}")
    return "\n".join(lines) + "\n"


def _sentence(operation: dict[str, Any]) -> str:
    return " ".join(operation.get("description", "").split())


def _answer(answer: dict[str, Any]) -> str:
    kinds = [
        _kind(given["schema"]) if "schema" in given else f"`{content}`"
        for content, given in answer.get("content", {}).items()
    ]
    return ", ".join(kinds) or answer.get("description", "no body")


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return f"`{schema['$ref'].rsplit('/', 1)[1]}`"
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return f"`{schema.get('title') or schema.get('type', 'any')}`"
