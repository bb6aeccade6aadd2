"""The words of the user interface for what the code calls by a key; shapes and colours go with them everywhere."""

from django.utils.translation import gettext_lazy as _

STANCES = {
    "no_objection": ("●", _("no objection")),
    "wish_to_speak": ("▲", _("wish to speak")),
    "objection": ("■", _("objection")),
    "abstain": ("◇", _("abstain")),
    "none": ("○", _("no answer")),
}
STAGES = {
    "listed": ("neutral", _("on the agenda")),
    "taken_up": ("info", _("being discussed")),
    "adopted": ("success", _("adopted")),
    "amended": ("success", _("adopted amended")),
    "postponed": ("warning", _("postponed")),
    "withdrawn": ("neutral", _("withdrawn")),
    "rejected": ("danger", _("rejected")),
    "agreed": ("success", _("agreed")),
}
TRACKS = {
    "without_debate": ("success", _("adopt without debate")),
    "discuss": ("info", _("discuss")),
    "undecidable": ("warning", _("cannot be decided")),
}
MEETING_STATES = {
    "draft": ("neutral", _("draft agenda")),
    "published": ("info", _("open for positions")),
    "confirmed": ("success", _("agenda confirmed")),
    "open": ("danger", _("meeting now")),
    "suspended": ("warning", _("suspended")),
    "closed": ("neutral", _("closed")),
}
MEETING_KINDS = {
    "formal": _("government session"),
    "consultative": _("consultative meeting"),
    "electronic": _("electronic session"),
}
WAYS = {
    "without_debate": _("adopted without debate"),
    "after_debate": _("decided after debate"),
    "by_vote": _("decided by vote"),
    "by_decider": _("decided by the one who decides"),
    "electronic": _("decided in an electronic session"),
}
ITEM_KINDS = {
    "bill": _("bill"),
    "regulation": _("regulation"),
    "order": _("order"),
    "eu_position": _("EU position"),
    "policy": _("policy"),
    "appointment": _("appointment"),
    "information": _("information"),
    "decision": _("decision"),
    "other": _("other"),
}
PAPER_KINDS = {
    "draft_act": _("draft act"),
    "memorandum": _("explanatory memorandum"),
    "attachment": _("attachment"),
}
CHOICES = {"for": _("for"), "against": _("against"), "abstain": _("abstain")}
ROLES = {
    "chair": _("chair"),
    "member": _("member"),
    "secretary": _("secretary"),
    "speaker": _("participant with the right to speak"),
}
LIGHTS = {
    "green": ("●", _("on course")),
    "amber": ("▲", _("behind")),
    "red": ("■", _("far behind")),
    "grey": ("○", _("no value yet")),
}
ACCESS = {
    "public": _("Everybody, once the agenda is confirmed"),
    "embargoed": _("This body only, until a moment; then everybody"),
    "internal": _("This body only"),
    "restricted": _("Those in this body who are cleared for it"),
    "named": _("Only the people named below"),
}
ACCESS_TAGS = {
    "embargoed": _("embargo"),
    "internal": _("internal"),
    "restricted": _("restricted"),
    "named": _("named readers only"),
}
CLEARANCES = {
    0: _("no clearance"),
    1: _("restricted"),
    2: _("confidential"),
    3: _("secret"),
    4: _("top secret"),
}

MOTION_STATES = {
    "open": ("info", _("not settled")),
    "withdrawn": ("neutral", _("withdrawn")),
    "taken_over": ("success", _("taken over")),
    "carried": ("success", _("carried")),
    "lost": ("danger", _("not carried")),
    "declined": ("danger", _("not taken over")),
    "fallen": ("neutral", _("fallen")),
}
REPEAT_GROUNDS = {
    "error": _("An error in the count or in who voted"),
    "fault": _("A technical fault"),
    "misunderstood": _("The question was misunderstood"),
}
