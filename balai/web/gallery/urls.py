"""The site's addresses and the gallery's: `tools/gallery_shots.py` puts these in the place of `balai.urls`."""

from django.urls import include, path
from django.views.decorators.http import require_safe

from balai.web.gallery.page import gallery

urlpatterns = [
    path("gallery/", require_safe(gallery), name="gallery"),
    path("", include("balai.urls")),
]

handler400 = "balai.web.errors.bad_request"
handler403 = "balai.web.errors.forbidden"
handler404 = "balai.web.errors.not_found"
handler500 = "balai.web.errors.server_error"
