"""The only door to a job."""

from __future__ import annotations

from sojourn.server.accounts.models import User
from sojourn.server.jobs.models import Job
from sojourn.server.workspaces.access import NotFoundError, check_role, membership_in
from sojourn.server.workspaces.models import Role


def job_for(user: User, job_id: str, *, role: Role) -> Job:
    """The job, when it is in the user's workspace and the user's role covers ``role``.

    Raises:
        NotFoundError: There is no such job, or it is not the user's to see.
        NotAllowedError: The user may see it, but not do this.
    """
    job = Job.objects.select_related("workspace").filter(id=job_id).first()
    membership = membership_in(user, job.workspace_id) if job else None
    if job is None or membership is None:
        raise NotFoundError("There is no such job.")
    check_role(membership, role)
    return job
