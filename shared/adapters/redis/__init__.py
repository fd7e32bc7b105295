"""Delivery and cache in Redis or Valkey. All of it may be wiped at any time."""
