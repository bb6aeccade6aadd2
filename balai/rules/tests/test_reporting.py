"""Who sends the results up, by the rules and without a section."""

import pytest

from balai.rules.procedure import RulesError, load, preset, preset_text
from balai.rules.reporting import law_of


def test_without_a_section_the_chair_or_the_secretary_by_the_rule_of_the_agenda():
    rules = preset("estonia")
    assert (law_of(rules).rule, law_of(rules).sent_by) == (rules.agenda.rule, ("chair", "secretary"))


def test_the_section_names_who_and_the_paragraph():
    text = f'{preset_text("council")}\n[reporting]\nrule = "Order 7"\nsent_by = ["secretary"]\n'
    law = law_of(load(text, "council"))
    assert (law.rule, law.sent_by) == ("Order 7", ("secretary",))


@pytest.mark.parametrize("sent_by", ["[]", '["member"]'])
def test_somebody_sends_it(sent_by):
    text = f'{preset_text("council")}\n[reporting]\nrule = "Order 7"\nsent_by = {sent_by}\n'
    with pytest.raises(RulesError, match="sent_by"):
        load(text, "council")
