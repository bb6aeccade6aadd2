"""Addresses of the sitting."""

from django.urls import path

from balai.meetings import views

urlpatterns = [
    path("meetings/<uuid:pk>/chair/", views.chair_console, name="chair-console"),
    path("meetings/<uuid:pk>/meeting/", views.meeting, name="meeting"),
    path("meetings/<uuid:pk>/mine/", views.my_meeting, name="my-meeting"),
    path("meetings/<uuid:pk>/confirm/", views.confirm, name="confirm-agenda"),
    path("meetings/<uuid:pk>/reopen/", views.reopen, name="reopen-agenda"),
    path("meetings/<uuid:pk>/begin/", views.begin, name="open-meeting"),
    path("meetings/<uuid:pk>/block/", views.adopt, name="adopt-block"),
    path("meetings/<uuid:pk>/close/", views.close, name="close-meeting"),
    path("meetings/<uuid:pk>/attendance/", views.attend, name="note-attendance"),
    path("meetings/<uuid:pk>/attendance/all/", views.all_present, name="note-all-present"),
    path("meetings/<uuid:pk>/urgent/", views.add_urgent, name="add-urgent-item"),
    path("items/<uuid:pk>/take-up/", views.take, name="take-up"),
    path("items/<uuid:pk>/decide/", views.settle, name="decide-item"),
    path("items/<uuid:pk>/set-aside/", views.put_aside, name="set-aside-item"),
    path("items/<uuid:pk>/vote/", views.put_to_vote, name="open-voting"),
    path("items/<uuid:pk>/open-in-meeting/", views.open_item_in_meeting, name="open-in-meeting"),
    path("decisions/<uuid:pk>/", views.decision, name="decision"),
    path("votings/<uuid:pk>/vote/", views.vote, name="cast-vote"),
    path("votings/<uuid:pk>/close/", views.count_votes, name="close-voting"),
]
