"""The record: an append-only Merkle log (RFC 9162 hashing) of everything that binds."""

from django.db import models


class Entry(models.Model):
    """One leaf. `canonical` (RFC 8785 JSON) is what is hashed; the content beside it can be erased without breaking it.

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
    canonical = models.TextField()
    completed = models.BinaryField()
    peaks = models.BinaryField()
    salt = models.BinaryField(max_length=32, null=True)
    content = models.TextField(null=True)  # noqa: DJ001 (null says 'erased', which is not 'empty')

    class Meta:
        ordering = ("index",)
        indexes = (models.Index(fields=["about_kind", "about_id"], name="entries_about_a_thing"),)

    def __str__(self) -> str:
        return f"{self.index} {self.act}"
