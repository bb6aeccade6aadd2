"""Sending results up to the body that confirms them."""

from balai.rules.procedure import ReportingRules, Rules


def law_of(rules: Rules) -> ReportingRules:
    """The body's rules on reports; without a section its chair or its secretary sends them."""
    return rules.reporting or ReportingRules(rule=rules.agenda.rule, sent_by=("chair", "secretary"))
