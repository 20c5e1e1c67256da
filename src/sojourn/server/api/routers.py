"""The API: mounts the routers of the apps, nothing else."""

from __future__ import annotations

from ninja import NinjaAPI

import sojourn
from sojourn.server.accounts.api import router as accounts
from sojourn.server.accounts.sign_in import SignedIn
from sojourn.server.actions.api import router as actions
from sojourn.server.api.bodies import StrictParser
from sojourn.server.api.problems import say_faults
from sojourn.server.comments.api import router as comments
from sojourn.server.comparing.api import router as comparing
from sojourn.server.evidence.api import router as evidence
from sojourn.server.jobs.api import router as jobs
from sojourn.server.journeys.api import router as journeys
from sojourn.server.maps.api import router as maps
from sojourn.server.maps.files_api import router as map_files
from sojourn.server.monitoring.api import router as monitoring
from sojourn.server.notifications.api import router as notifications
from sojourn.server.personas.api import router as personas
from sojourn.server.replays.api import router as replays
from sojourn.server.segments.api import router as segments
from sojourn.server.sharing.api import router as sharing
from sojourn.server.versions.api import router as versions
from sojourn.server.words.api import router as words
from sojourn.server.workspaces.api import router as workspaces
from sojourn.server.workspaces.people_api import router as people

api = NinjaAPI(
    title="Sojourn",
    version=sojourn.__version__,
    description="Customer journey maps grounded in what customers really did and said.",
    urls_namespace="api",
    auth=SignedIn(),
    parser=StrictParser(),
    docs_url=None,  # Its page loads scripts from another site; docs/reference/http-api.md says the same.
    openapi_url="/openapi.json",
)
say_faults(api)
for router in (
    accounts,
    workspaces,
    people,
    evidence,
    jobs,
    maps,
    map_files,
    comments,
    notifications,
    sharing,
    personas,
    actions,
    monitoring,
    words,
    versions,
    comparing,
    replays,
):
    api.add_router("", router)
api.add_router("/journeys/segments", segments)
api.add_router("/journeys", journeys)
