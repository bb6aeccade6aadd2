"""Every address of the site, by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("balai.people.urls")),
    path("", include("balai.agenda.urls")),
    path("", include("balai.meetings.urls")),
    path("", include("balai.minutes.urls")),
    path("", include("balai.programme.urls")),
    path("", include("balai.record.urls")),
    path("", include("balai.public.urls")),
    path("", include("balai.personal.urls")),
    path("", include("balai.web.urls")),
]

handler400 = "balai.web.errors.bad_request"
handler403 = "balai.web.errors.forbidden"
handler404 = "balai.web.errors.not_found"
handler500 = "balai.web.errors.server_error"
