"""Addresses of the sitting."""

from django.urls import path

from balai.meetings.views import chair, hall, room, speaking

urlpatterns = [
    path("meetings/<uuid:pk>/chair/", chair.chair_console, name="chair-console"),
    path("meetings/<uuid:pk>/confirm/", chair.confirm, name="confirm-agenda"),
    path("meetings/<uuid:pk>/reopen/", chair.reopen, name="reopen-agenda"),
    path("meetings/<uuid:pk>/begin/", chair.begin, name="open-meeting"),
    path("meetings/<uuid:pk>/block/", chair.adopt, name="adopt-block"),
    path("meetings/<uuid:pk>/close/", chair.close, name="close-meeting"),
    path("meetings/<uuid:pk>/urgent/", chair.add_urgent, name="add-urgent-item"),
    path("items/<uuid:pk>/take-up/", chair.take, name="take-up"),
    path("items/<uuid:pk>/decide/", chair.settle, name="decide-item"),
    path("items/<uuid:pk>/set-aside/", chair.put_aside, name="set-aside-item"),
    path("items/<uuid:pk>/vote/", chair.put_to_vote, name="open-voting"),
    path("votings/<uuid:pk>/close/", chair.count_votes, name="close-voting"),
    path("votings/<uuid:pk>/break-off/", chair.break_off, name="break-off-voting"),
    path("meetings/<uuid:pk>/meeting/", room.meeting, name="meeting"),
    path("meetings/<uuid:pk>/mine/", room.my_meeting, name="my-meeting"),
    path("meetings/<uuid:pk>/attendance/", room.attend, name="note-attendance"),
    path("meetings/<uuid:pk>/attendance/all/", room.all_present, name="note-all-present"),
    path("votings/<uuid:pk>/vote/", room.vote, name="cast-vote"),
    path("items/<uuid:pk>/open-in-meeting/", room.open_item_in_meeting, name="open-in-meeting"),
    path("items/<uuid:pk>/speak/", speaking.ask, name="ask-to-speak"),
    path("items/<uuid:pk>/speakers/close/", speaking.close_list, name="close-speaking-list"),
    path("items/<uuid:pk>/speakers/reopen/", speaking.reopen_list, name="reopen-speaking-list"),
    path("speeches/<uuid:pk>/leave/", speaking.leave, name="leave-speaking-list"),
    path("speeches/<uuid:pk>/give/", speaking.give, name="give-floor"),
    path("speeches/<uuid:pk>/end/", speaking.end, name="end-speech"),
    path("meetings/<uuid:pk>/hall/", hall.hall, name="hall"),
    path("meetings/<uuid:pk>/hall/links/", hall.hall_links, name="hall-links"),
    path("meetings/<uuid:pk>/hall/links/make/", hall.make_link, name="make-hall-link"),
    path("hall-links/<uuid:pk>/revoke/", hall.revoke_link, name="revoke-hall-link"),
    path("hall/<str:secret>/", hall.hall_by_link, name="hall-by-link"),
    path("decisions/<uuid:pk>/", room.decision, name="decision"),
]
