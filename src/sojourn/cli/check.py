"""`sojourn check`: what is wrong or missing on maps."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from sojourn.cli.map_files import STREAM, read_text, write_bytes
from sojourn.cli.options import Answer, answering
from sojourn.core.errors import SojournError, UsageError, suggestion

if TYPE_CHECKING:
    from sojourn.maps.document import MapDocument
    from sojourn.maps.lint import Finding, Rule
    from sojourn.maps.lint.sarif import Checked


@click.command("check")
@click.argument(
    "files",
    metavar="MAP...",
    nargs=-1,
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option("--select", metavar="RULES", default="", help="Only these rules: codes or names, with commas.")
@click.option("--ignore", metavar="RULES", default="", help="All rules but these.")
@click.option("--require", metavar="LANES", default="", help="Kinds of lanes that every step must fill.")
@click.option("--fix", is_flag=True, help="Make the safe fixes, and write the maps back.")
@click.option("--sarif", "as_sarif", is_flag=True, help="Print SARIF 2.1.0, for code hosts and editors.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day of looking. Default: today.")
@answering
def command(
    files: tuple[Path, ...],
    *,
    select: str,
    ignore: str,
    require: str,
    fix: bool,
    as_sarif: bool,
    day: datetime | None,
    answer: Answer,
) -> None:
    """Find what is wrong or missing on maps.

    The exit code is 0 where nothing is found, 1 where something is, 2 where a map cannot be read. What the
    map itself allows, with a reason, does not count.
    """
    from sojourn.cli.main import FINDINGS
    from sojourn.maps.lint import rules_for

    rules = rules_for(select=_words(select), ignore=_words(ignore))
    today = day.date() if day else datetime.now().astimezone().date()
    required = _lanes(require)
    checked = [_checked(file, fix=fix, rules=rules, required=required, today=today) for file in files]
    if as_sarif:
        _print_sarif(checked)
    else:
        answer(_as_json(checked), show=lambda: _show(checked))
    if any(one.report.findings for one in checked):
        click.get_current_context().exit(FINDINGS)


def _checked(
    file: Path, *, fix: bool, rules: tuple[Rule, ...], required: tuple[str, ...], today: date
) -> Checked:
    from sojourn.maps.lint import report
    from sojourn.maps.lint.sarif import Checked

    text = read_text(file)
    document, lines = _read(file, text)
    if fix:
        document, lines = _mended(file, text, document, lines, rules=rules)
    return Checked(str(file), report(document, today=today, required=required, rules=rules), lines)


def _read(file: Path, text: str) -> tuple[MapDocument, dict[str, int]]:
    from sojourn.maps.yaml_io import from_yaml_with_lines

    try:
        return from_yaml_with_lines(text)
    except SojournError as error:
        raise UsageError(f"{file}: {error}") from error


def _mended(
    file: Path, text: str, document: MapDocument, lines: dict[str, int], *, rules: tuple[Rule, ...]
) -> tuple[MapDocument, dict[str, int]]:
    """The map after the safe fixes, written back where there were some."""
    from sojourn.maps.lint import fixed
    from sojourn.maps.yaml_keeping import to_kept_yaml

    if file == STREAM:
        raise UsageError(
            "A map from standard input cannot be written back. Name its file, or leave --fix out."
        )
    mended, made = fixed(document, rules=rules)
    if not made:
        return document, lines
    kept = to_kept_yaml(mended, text)
    write_bytes(file, kept.encode())
    click.echo(f"{file}: {_counted(made, 'fix', 'fixes')} made.", err=True)
    return _read(file, kept)


def _lanes(text: str) -> tuple[str, ...]:
    from sojourn.maps.document import LaneKind

    kinds = get_args(LaneKind)
    for word in _words(text):
        if word not in kinds:
            raise UsageError(f"There is no kind of lane {word!r}. {suggestion(word, kinds)}")
    return tuple(_words(text))


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _as_json(checked: list[Checked]) -> dict[str, Any]:
    files = [
        {
            "file": one.file,
            "findings": [_told(one, finding) for finding in one.report.findings],
            "allowed": [_told(one, finding) for finding in one.report.allowed],
        }
        for one in checked
    ]
    return files[0] if len(files) == 1 else {"files": files}


def _told(checked: Checked, finding: Finding) -> dict[str, Any]:
    return {**finding.to_json(), "line": checked.lines.get(finding.record_id)}


def _print_sarif(checked: list[Checked]) -> None:
    from sojourn import __version__
    from sojourn.maps.lint.sarif import sarif

    click.echo(json.dumps(sarif(checked, version=__version__), ensure_ascii=False, indent=2))


def _show(checked: list[Checked]) -> None:
    for one in checked:
        for finding in one.report.findings:
            line = one.lines.get(finding.record_id, 1)
            click.echo(
                f"{one.file}:{line}: {finding.severity} {finding.code} {finding.message} [{finding.name}]"
            )
    found = sum(len(one.report.findings) for one in checked)
    allowed = sum(len(one.report.allowed) for one in checked)
    said = _counted(found, "finding", "findings") if found else "Nothing found."
    click.echo(f"{said} {_counted(allowed, 'is', 'are')} allowed." if allowed else said, err=True)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
