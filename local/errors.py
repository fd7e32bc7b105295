"""What can keep the local stack from running; each message is for the person at the terminal."""


class CannotRun(Exception):
    """The stack cannot run; the message says why and what to do."""


class BadStackFile(CannotRun):
    """stack.yml cannot be understood; the message names the place."""


class PortTaken(CannotRun):
    """Another program listens on a port that was asked for."""


class AlreadyRunning(CannotRun):
    """A stack already runs on this home folder."""


class ProgramMissing(CannotRun):
    """A server's program is neither in a wheel nor on PATH."""


class ServerFailed(CannotRun):
    """A server or a step that all others need did not start."""
