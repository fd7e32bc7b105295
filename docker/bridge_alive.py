"""Exits with 0 while a bridge gives signs of life in Redis."""

import sys

from shared.adapters.redis.connection import connect
from shared.adapters.redis.queue import bridge_key
from shared.settings import Settings

if __name__ == "__main__":
    found = Settings.from_environ()
    redis = connect(found.redis_host, found.redis_port, found.redis_password)
    sys.exit(0 if next(redis.scan_iter(bridge_key("*")), None) else 1)
