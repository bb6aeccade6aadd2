"""Who is invited to one item of an agenda."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from balai.people.models import Person


class ItemInvitationQuerySet(models.QuerySet["ItemInvitation"]):
    def in_force(self) -> Self:
        """From the invitation until it is taken back or the item is over; never before the agenda is published."""
        found = self.filter(ended_at=None, item__stage__in=("listed", "taken_up"))
        return found.exclude(item__meeting__state__in=("draft", "closed"))


class ItemInvitation(models.Model):
    """An official or an outsider with an account is invited to an item. `called_at`: the chair called them in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey("agenda.AgendaItem", models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="item_invitations")
    may_speak = models.BooleanField(default=False)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ItemInvitationQuerySet.as_manager()

    class Meta:
        ordering = ("invited_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(ended_at=None), name="invited_once_to_an_item"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} to {self.item_id}"

    @property
    def called(self) -> bool:
        """In the debate that is going on: an item that is taken up again is another debate."""
        begun = self.item.taken_up_at
        return self.called_at is not None and begun is not None and self.called_at >= begun
