"""Values and rules of the business: pure, no clock, no network, no files."""
