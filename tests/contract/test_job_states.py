"""Any order of moves, by any number of workers, on both stores at once: they never disagree.

The rows of the two stores are compared after every step; what must hold in any order is checked
beside that: who lost a claim changes nothing, a result once written stays (a degraded one until a better one
comes), a done job stays done.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from shared.adapters.memory.deliveries import MemoryDeliveries
from shared.adapters.memory.jobs import MemoryJobs
from shared.adapters.memory.rows import Rows
from shared.adapters.postgres.deliveries import PostgresDeliveries
from shared.adapters.postgres.jobs import PostgresJobs
from shared.domain.job import Priority, Status
from shared.ports import StoredResult
from tests.builders import Clock, a_delivery, a_job, a_letter, an_attempt, an_id

LEASE = timedelta(seconds=15)


class JobStates(RuleBasedStateMachine):
    """What workers, the reconciler and operators may do to jobs."""

    jobs = Bundle("jobs")
    claims = Bundle("claims")
    database = None  # set by the test

    def __init__(self):
        super().__init__()
        rows = Rows()
        self.clock = Clock()
        self.stores = (MemoryJobs(rows), PostgresJobs(self.database))
        self.deliveries = (MemoryDeliveries(rows), PostgresDeliveries(self.database))
        self.ids: list[str] = []
        self.results: dict[str, bytes] = {}

    def both(self, name, *arguments, **named):
        """Do the same on both stores; return what both said."""
        first, second = (getattr(store, name)(*arguments, **named) for store in self.stores)
        assert first == second, name
        return first

    @rule(target=jobs, priority=st.sampled_from(Priority))
    def accept(self, priority):
        now = self.clock()
        job = a_job(priority=priority, created_at=now, available_at=now)
        self.both("add", job)
        self.ids.append(job.id)
        return job.id

    @rule(target=claims, job_id=jobs)
    def claim(self, job_id):
        now = self.clock()
        return self.both("claim", job_id, run_token=an_id(), now=now, lease_until=now + LEASE)

    @rule(claim=claims, body=st.binary(min_size=1, max_size=3), degraded=st.booleans())
    def finish(self, claim, body, degraded):
        if claim is None:
            return
        result, delivery = StoredResult(body=body), a_delivery(claim.job)
        done = self.both("finish", claim, result, delivery, self.clock(), degraded=degraded)
        if done:
            assert claim.job.degraded or claim.job.id not in self.results, "written twice"
            self.results[claim.job.id] = body

    @rule(claim=claims)
    def keep(self, claim):
        if claim:
            self.both("keep", claim, an_attempt(), self.clock())

    @rule(claim=claims, seconds=st.integers(0, 20))
    def retry(self, claim, seconds):
        if claim:
            self.both("retry", claim, an_attempt(), self.clock() + timedelta(seconds=seconds))

    @rule(claim=claims, seconds=st.integers(0, 20))
    def postpone(self, claim, seconds):
        if claim:
            self.both("postpone", claim, self.clock() + timedelta(seconds=seconds))

    @rule(claim=claims)
    def fail(self, claim):
        if claim and not claim.job.degraded:  # the pipeline keeps the result of these
            delivery = a_delivery(claim.job, event="job.failed")
            letter = a_letter(claim.job)
            self.both("fail", claim, an_attempt(), letter, delivery, self.clock())

    @rule(claim=claims)
    def extend(self, claim):
        if claim:
            self.both("extend", [claim.run_token], self.clock() + LEASE)

    @rule(claim=consumes(claims))
    def forget(self, claim):
        """A worker dies: nobody uses its claim any more."""

    @rule(seconds=st.integers(1, 20))
    def time_passes(self, seconds):
        self.clock.advance(seconds=seconds)

    @rule(job_id=jobs)
    def take_back(self, job_id):
        for lapsed in self.stores[0].lapsed(self.clock(), 1000):
            if lapsed.job.id == job_id:
                self.both("take_back", lapsed, an_attempt(), self.clock())

    @rule(job_id=jobs)
    def replay(self, job_id):
        self.both("replay", job_id, self.clock())

    @rule(generations=st.integers(1, 3))
    def requeue_degraded(self, generations):
        """The database has jobs of other tests: only ours are compared."""
        delay = timedelta(seconds=10)
        first, second = (
            {job.id: job for job in found}
            for found in (
                store.requeue_degraded(
                    self.clock(), delay=delay, generations=generations, limit=1000
                )
                for store in self.stores
            )
        )
        assert first == {job_id: job for job_id, job in second.items() if job_id in self.ids}

    @rule(job_id=jobs)
    def erase(self, job_id):
        self.both("erase", job_id, self.clock())
        self.results.pop(job_id, None)

    @invariant()
    def the_stores_agree_and_results_stay(self):
        for job_id in self.ids:
            job = self.both("get", job_id)
            stored = self.both("result", job_id)
            self.both("history", job_id)
            first, second = (store.of_job(job_id) for store in self.deliveries)
            assert first == second
            if job.status is Status.DONE or job.degraded:
                assert stored == StoredResult(body=self.results[job_id])
            else:
                assert stored is None


@pytest.mark.timeout(300)
def test_both_stores_stay_the_same_in_any_order(database):
    JobStates.database = database
    machine = JobStates.TestCase
    machine.settings = settings(
        max_examples=10,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    machine().runTest()
