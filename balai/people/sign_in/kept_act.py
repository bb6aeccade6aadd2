"""An act that was refused until its person shows again who they are: kept in the session, to be done afterwards."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from balai import clock

KEY = "kept_act"
KEPT_FOR = timedelta(minutes=10)
NOT_KEPT = {"csrfmiddlewaretoken"}
LONGEST = 100_000  # characters of all fields together


@dataclass(frozen=True, slots=True)
class KeptAct:
    """What was sent to which address, from which page."""

    path: str
    fields: list[list[str]]
    back: str
    sentence: str
    at: str

    @property
    def is_fresh(self) -> bool:
        return clock.now() - datetime.fromisoformat(self.at) <= KEPT_FOR


def keep_act(request: HttpRequest, *, back: str, sentence: str) -> None:
    """Keep a form that was sent. Files are not kept: whoever sends one sends it again; nor is a secret ballot."""
    fields = [[name, value] for name in request.POST for value in request.POST.getlist(name) if name not in NOT_KEPT]
    secret = hasattr(request, "sensitive_post_parameters")  # the view has marked it as nothing to be stored
    if secret or request.method != "POST" or request.FILES or sum(len(value) for _name, value in fields) > LONGEST:
        request.session.pop(KEY, None)
        return
    kept = KeptAct(request.path, [list(map(str, pair)) for pair in fields], back, sentence, clock.now().isoformat())
    request.session[KEY] = asdict(kept)


def take_act(request: HttpRequest) -> KeptAct | None:
    """The act kept in this session, which is forgotten by this; None where there is none or it is too old."""
    found: dict[str, Any] | None = request.session.pop(KEY, None)
    act = KeptAct(**found) if found else None
    return act if act and act.is_fresh else None
