"""`python -m local demo`: real CVs from upload to signed webhook, on a stack of its own."""
