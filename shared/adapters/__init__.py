"""What provides the ports: PostgreSQL, Redis, S3, HTTP; and their twins in memory."""
