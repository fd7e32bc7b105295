"""Engines that turn laid-out text into the data of a CV: the LLM and the rules."""
