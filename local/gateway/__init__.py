"""The gateway: the service's API on one port, and OpenFaaS' routes, status codes and headers.

Its behaviour is written from OpenFaaS' documentation and observed exchanges. It knows functions
and replicas; CVs pass through it unread.
"""
