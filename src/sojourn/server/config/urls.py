"""Every address of the server."""

from __future__ import annotations

from django.urls import include, path, re_path

from sojourn.server.api.routers import api
from sojourn.server.collector import views as collector
from sojourn.server.config import app

handler400 = "sojourn.server.api.problems.bad_request"
handler403 = "sojourn.server.api.problems.not_allowed"
handler404 = "sojourn.server.api.problems.not_found"
handler500 = "sojourn.server.api.problems.server_fault"

urlpatterns = [
    path("api/", api.urls),
    path("_allauth/", include("allauth.headless.urls")),
    re_path(r"^(?:v1/)?batch/?$", collector.batch),
    re_path(r"^v1/(?P<kind>track|page|screen|identify|group|alias)/?$", collector.single),
    re_path(r"^(?!api/|live/|_allauth/|v1/)(?P<name>.*)$", app.page),
]
