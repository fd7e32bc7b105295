"""The twins of the real adapters, in memory: for tests, held to the same contract tests."""
