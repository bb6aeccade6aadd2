"""The record: an append-only Merkle log (RFC 9162 hashing) of everything that binds, and what was signed of it."""

from django.db import models


class Entry(models.Model):
    """One leaf. `leaf` is what is hashed and what everybody may read: it only commits to `canonical` with `seal`.

    `canonical` (RFC 8785 JSON) says who did what, by which rule; it commits to the content with `salt`. So the public
    log shows that something was entered and nothing else; an entry can be opened without its content, and the content
    can be erased (`salt` and `content` null) without breaking the log. Where only a part of it is personal (an opinion
    beside a stance) the content commits to that part in turn: its salt and text stand in `apart` until it is closed.

    `completed` are the hashes of the complete subtrees that end with this leaf, one level after another from the leaf
    itself; `peaks` those of all complete subtrees of the log so far, largest first. 32 bytes each. So one row is enough
    to append the next entry, and each node of the tree stands in the one row that completed it.
    """

    index = models.PositiveBigIntegerField(primary_key=True)
    act = models.CharField(max_length=80)
    at = models.DateTimeField()
    body_id = models.UUIDField(null=True, db_index=True)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    leaf = models.TextField()
    canonical = models.TextField()
    seal = models.BinaryField(max_length=32)  # empty in the earliest logs, whose entries were their own leaves
    completed = models.BinaryField()
    peaks = models.BinaryField()
    salt = models.BinaryField(max_length=32, null=True)
    content = models.TextField(null=True)  # noqa: DJ001 (null says 'erased', which is not 'empty')
    apart = models.JSONField(default=dict)  # {"opinion": {"salt": hex, "text": "..."}}

    class Meta:
        ordering = ("index",)
        indexes = (models.Index(fields=["about_kind", "about_id"], name="entries_about_a_thing"),)

    def __str__(self) -> str:
        return f"{self.index} {self.act}"


class Checkpoint(models.Model):
    """What the log's key has signed: the log of `size` entries has this root. `note` is the signed note."""

    size = models.PositiveBigIntegerField(primary_key=True)
    note = models.TextField()
    at = models.DateTimeField()
    enough = models.BooleanField(default=False)  # cosigned as the policy asks

    class Meta:
        ordering = ("size",)

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"

    def cosigned_note(self) -> str:
        """With the cosignatures that have come in."""
        return self.note + "".join(self.cosignatures.order_by("witness").values_list("line", flat=True))


class Cosignature(models.Model):
    """A witness's word on a checkpoint."""

    id = models.BigAutoField(primary_key=True)
    checkpoint = models.ForeignKey(Checkpoint, models.CASCADE, related_name="cosignatures")
    witness = models.CharField(max_length=200)
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["checkpoint", "witness"], name="one_cosignature_a_witness"),)

    def __str__(self) -> str:
        return f"{self.witness} on {self.checkpoint_id}"


class Alarm(models.Model):
    """Something about the record that people must look at. While one with `stops` is open, nothing is recorded."""

    id = models.BigAutoField(primary_key=True)
    event = models.CharField(max_length=60)
    source = models.CharField(max_length=200, blank=True)  # the witness that it is about
    detail = models.TextField()
    stops = models.BooleanField(default=False)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["event", "source"], condition=models.Q(ended_at=None), name="one_open_alarm_of_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.source}"
