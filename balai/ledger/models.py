"""The record: an append-only Merkle log (RFC 9162 hashing) of everything that binds."""

from django.db import models


class Entry(models.Model):
    """One leaf. `canonical` (RFC 8785 JSON) is what is hashed; the content stands beside it and can be erased without breaking it."""

    index = models.PositiveBigIntegerField(primary_key=True)
    act = models.CharField(max_length=80)
    at = models.DateTimeField()
    body_id = models.UUIDField(null=True, db_index=True)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    canonical = models.TextField()
    leaf_hash = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=32, null=True)
    content = models.TextField(null=True)  # noqa: DJ001 (null says 'erased', which is not 'empty')

    class Meta:
        ordering = ("index",)
        indexes = (models.Index(fields=["about_kind", "about_id"], name="entries_about_a_thing"),)

    def __str__(self) -> str:
        return f"{self.index} {self.act}"


class Node(models.Model):
    """The hash of a complete subtree above the leaves: level 1 joins two leaves."""

    id = models.BigAutoField(primary_key=True)
    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["level", "index"], name="node_once"),)

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Head(models.Model):
    """The size of the log and the hashes of its complete subtrees, largest first. One row; appending locks it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.PositiveBigIntegerField(default=0)
    peaks = models.JSONField(default=list)  # hexadecimal

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_head"),)

    def __str__(self) -> str:
        return f"log of {self.size}"
