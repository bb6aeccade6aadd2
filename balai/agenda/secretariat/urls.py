"""Addresses of the secretariat's work on agendas."""

from django.urls import path

from balai.agenda.secretariat.views import access, builder, convening, desk, items, papers

urlpatterns = [
    path("meetings/<uuid:pk>/desk/", desk.desk, name="secretary-desk"),
    path("meetings/<uuid:pk>/publish/", desk.publish, name="publish-agenda"),
    path("meetings/<uuid:pk>/versions/", desk.versions, name="agenda-versions"),
    path("meetings/<uuid:pk>/build/", builder.builder, name="agenda-builder"),
    path("meetings/<uuid:pk>/build/order/", builder.order, name="arrange-items"),
    path("meetings/<uuid:pk>/build/item/", items.new_item, name="add-item"),
    path("items/<uuid:pk>/edit/", items.change_item, name="edit-item"),
    path("items/<uuid:pk>/line/", builder.change_line, name="change-line"),
    path("items/<uuid:pk>/check/", builder.check, name="check-item"),
    path("items/<uuid:pk>/remove/", items.remove, name="remove-item"),
    path("items/<uuid:pk>/withdraw/", items.withdraw, name="withdraw-item"),
    path("items/<uuid:pk>/papers/", papers.new_paper, name="add-paper"),
    path("papers/<uuid:pk>/renew/", papers.new_version, name="renew-paper"),
    path("items/<uuid:pk>/access/", access.item_access, name="item-access"),
    path("papers/<uuid:pk>/access/", access.paper_access, name="paper-access"),
    path("bodies/<slug:slug>/convene/", convening.call_meeting, name="convene"),
    path("bodies/<slug:slug>/substitutes/", convening.substitutes, name="substitutions"),
    path("bodies/<slug:slug>/substitutes/<uuid:pk>/end/", convening.end_substitute, name="end-substitution"),
]
