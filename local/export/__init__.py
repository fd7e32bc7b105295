"""Writes what a cluster is told: stack.yml and the library as manifests for Knative or OpenFaaS.

Values in, mappings out; `command` reads and prints. What the platforms ask of the functions
themselves is in `lint`.
"""
