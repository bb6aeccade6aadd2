"""Every piece of the look in every state, on one page: for whoever draws, and for the checks. No site serves it."""
