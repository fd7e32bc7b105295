"""CVs of invented people, and the script that makes them; no code of the service belongs here."""
