"""Addresses of the agenda room: reading, answering, and the secretariat's work."""

from django.urls import include, path

from balai.agenda.views import answering, personal, reading

urlpatterns = [
    path("", include("balai.agenda.secretariat.urls")),
    path("", include("balai.agenda.advising.urls")),
    path("", include("balai.agenda.guests.urls")),
    path("desk/", reading.desk, name="desk"),
    path("meetings/<uuid:pk>/agenda/", reading.agenda, name="agenda"),
    path("meetings/<uuid:pk>/order/", personal.choose_order, name="choose-order"),
    path("meetings/<uuid:pk>/rest/", answering.mark_rest, name="mark-rest"),
    path("meetings/<uuid:pk>/rest/back/", answering.take_back_rest, name="take-back-rest"),
    path("items/<uuid:pk>/", reading.item, name="item"),
    path("items/<uuid:pk>/row/", reading.item_row, name="item-row"),
    path("items/<uuid:pk>/position/", answering.mark, name="mark-position"),
    path("items/<uuid:pk>/position/back/", answering.take_back, name="take-back-position"),
    path("items/<uuid:pk>/recusal/", answering.recuse, name="recuse"),
    path("items/<uuid:pk>/recusal/end/", answering.end_recusal, name="end-recusal"),
    path("items/<uuid:pk>/floor/", answering.ask_floor, name="ask-for-floor"),
    path("items/<uuid:pk>/floor/back/", answering.give_back_floor, name="give-back-floor"),
    path("items/<uuid:pk>/open/", answering.open_item, name="ask-to-open"),
    path("items/<uuid:pk>/note/", personal.write_note, name="write-note"),
]
