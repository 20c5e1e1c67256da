"""Every address of the server."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect.views import callback as company_callback
from django.urls import include, path, re_path

from sojourn.server.api.routers import api
from sojourn.server.collector import views as collector
from sojourn.server.config import app
from sojourn.server.sharing import pages as sharing

handler400 = "sojourn.server.api.problems.bad_request"
handler403 = "sojourn.server.api.problems.not_allowed"
handler404 = "sojourn.server.api.problems.not_found"
handler500 = "sojourn.server.api.problems.server_fault"

urlpatterns = [
    path("api/", api.urls),
    path("_allauth/", include("allauth.headless.urls")),
    # Of allauth's own pages only the one that a company's sign-in page sends people back to.
    path("accounts/oidc/<str:provider_id>/login/callback/", company_callback, name="openid_connect_callback"),
    re_path(r"^(?:v1/)?batch/?$", collector.batch),
    re_path(r"^v1/(?P<kind>track|page|screen|identify|group|alias)/?$", collector.single),
    path("s/<str:token>", sharing.shared),
    path("embed/<str:token>", sharing.embedded),
    re_path(r"^(?!api/|live/|_allauth/|accounts/|v1/)(?P<name>.*)$", app.page),
]
