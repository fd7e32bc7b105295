"""Rate limits as a pace (GCRA): one that all workers share through Redis, one of a process."""
