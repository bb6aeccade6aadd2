"""What members, speakers and the secretariat read and do on an agenda."""
