"""Circuit breakers: one shared by all processes through Redis, one for a process on its own."""
