"""What has changed, in order: the outbox that live screens follow."""

from django.db import models


class Announcement(models.Model):
    """Written in the transaction of the change, so that none is lost and none announces what was rolled back."""

    id = models.BigAutoField(primary_key=True)
    meeting_id = models.UUIDField()
    item_ids = models.JSONField(default=list)  # UUIDs as texts; empty: the meeting as a whole
    person_id = models.UUIDField(null=True)  # set: concerns this person's own screens too
    personal = models.BooleanField(default=False)  # nobody else's screens are told
    act = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["meeting_id", "id"], name="announcements_of_a_meeting"),)

    def __str__(self) -> str:
        return f"{self.id} {self.act}"


class DoneOnce(models.Model):
    """The key of an act that a screen sent: it is not done again when the screen sends it again."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person_id", "key"], name="done_once"),)

    def __str__(self) -> str:
        return str(self.key)
