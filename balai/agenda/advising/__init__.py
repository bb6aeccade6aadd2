"""What advisers prepare for a member: positions to confirm, and briefing notes. Seen by the member and the advisers."""
