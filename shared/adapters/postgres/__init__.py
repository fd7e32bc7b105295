"""The truth about jobs, deliveries and dead letters, in PostgreSQL: SQLAlchemy Core on pg8000."""
