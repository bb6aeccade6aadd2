"""Where a screen stands: the last announcement that it shows, in a form that a restored database does not mistake.

A mark is the key of an announcement and, after a dash, a keyed digest of when it was made: `1042-65f0a1b2c3d4`. After a
backup has been put back the keys are given again, to other announcements; a mark that fits none says that the
screen knows nothing of this past, and it is shown everything. The moment itself is nobody's business.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s

from django.conf import settings

from balai.live.models import Announcement

LONGEST = 18  # digits of the key; more is no announcement
NOTHING = "0"


@dataclass(frozen=True, slots=True)
class Mark:
    key: int
    seal: str = ""

    def __str__(self) -> str:
        return f"{self.key}-{self.seal}" if self.seal else str(self.key)


def mark_of(key: int, at: datetime) -> Mark:
    secret = blake2s(settings.SECRET_KEY.encode(), person=b"livemark").digest()
    return Mark(key, blake2s(f"{key} {at.isoformat()}".encode(), key=secret, digest_size=6).hexdigest())


def now_shown() -> Mark:
    """What a page that is drawn now shows at least: ask before reading what it shows."""
    last = Announcement.objects.order_by("-id").values_list("id", "at").first()
    return mark_of(*last) if last else Mark(0)


def read(text: str) -> Mark | None:
    """The mark that a screen has sent; None where it is none."""
    key, _dash, seal = text.partition("-")
    if not (key.isascii() and key.isdecimal() and len(key) <= LONGEST):
        return None
    return Mark(int(key), seal)


def fits(mark: Mark) -> bool:
    """Whether this database has made the announcement that the screen saw last; it has none before the first."""
    if mark.key == 0:
        return True
    at = Announcement.objects.filter(id=mark.key).values_list("at", flat=True).first()
    return at is not None and (not mark.seal or mark_of(mark.key, at) == mark)
