"""Doubles of other people's services, for tests and demonstrations."""
