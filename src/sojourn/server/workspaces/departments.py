"""Writes about departments. Removing one leaves its members as they are, without a department."""

from __future__ import annotations

from typing import Final

from django.db import IntegrityError, transaction

from sojourn.core.errors import SojournError, UsageError
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.models import Department, Workspace
from sojourn.server.workspaces.names import fit_name

LONGEST_NAME: Final = 80
MOST: Final = 200


class DepartmentTakenError(SojournError):
    """The workspace has a department of that name."""


def department_in(workspace: Workspace, department_id: str) -> Department:
    """A department of the workspace.

    Raises:
        NotFoundError: There is none of that id.
    """
    found = Department.objects.filter(workspace=workspace, id=department_id).first()
    if found is None:
        raise NotFoundError("There is no such department.")
    return found


def create_department(workspace: Workspace, *, name: str, color: int) -> Department:
    """A further department.

    Raises:
        UsageError: The name does not fit, or there are very many already.
        DepartmentTakenError: There is one of that name.
    """
    if Department.objects.filter(workspace=workspace).count() >= MOST:
        raise UsageError(f"There are {MOST} departments, which is the most. Remove one first.")
    return _kept(Department(workspace=workspace, name=fit_name(name, longest=LONGEST_NAME), color=color))


def change_department(
    workspace: Workspace, department_id: str, *, name: str | None, color: int | None
) -> Department:
    """Another name or colour for a department; what is not given stays.

    Raises:
        NotFoundError: There is no such department.
        UsageError: The name does not fit.
        DepartmentTakenError: There is another of that name.
    """
    department = department_in(workspace, department_id)
    department.name = department.name if name is None else fit_name(name, longest=LONGEST_NAME)
    department.color = department.color if color is None else color
    return _kept(department)


def remove_department(workspace: Workspace, department_id: str) -> None:
    """Remove a department. Its members work on.

    Raises:
        NotFoundError: There is no such department.
    """
    department_in(workspace, department_id).delete()


def _kept(department: Department) -> Department:
    try:
        with transaction.atomic():
            department.save()
    except IntegrityError as error:
        raise DepartmentTakenError(
            f"There is a department {department.name!r} already. Choose another name."
        ) from error
    return department
