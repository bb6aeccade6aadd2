"""The secretariat's work on agendas: the desk with the live triage, the builder, versions, convening."""
