"""RQ workers that call functions: no OpenFaaS connector and no Knative source reads RQ.

`python -m shared.bridge` runs beside the functions. It hands out ids, brings the rows of PostgreSQL
into Redis, and knows nothing of CVs.
"""
