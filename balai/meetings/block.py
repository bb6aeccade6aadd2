"""The block: what is adopted together, without debate."""

from balai.agenda.models import Stage
from balai.agenda.picture import ItemPicture, Picture
from balai.meetings.hall import Hall
from balai.rules.stance import Track


def block_of(whole: Picture, room: Hall) -> tuple[ItemPicture, ...]:
    """The items that nobody wants opened and that those present can decide.

    Where recused members leave the count, an item may lack a quorum that the meeting has: it is taken one by one.
    `whole`: as whoever adopts sees it; nobody adopts what they may not read.
    """
    listed = (one for one in whole.on(Track.WITHOUT_DEBATE) if one.item.stage == Stage.LISTED and not one.closed)
    met = room.quorum().met
    return tuple(one for one in listed if not (met and one.apart and not room.quorum(one.apart).met))
