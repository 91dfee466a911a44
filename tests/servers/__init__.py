"""Real servers for tests: found on the machine, started in temporary folders on free ports.

A test asks for a fixture of `conftest.py`, such as `postgres`, and gets the server that all tests of the run
share, or for `server_of_my_own`, to stop and start one. It is skipped with a visible reason where a server is
missing; with `CI` in the environment that is a failure, for there `scripts/install_servers.py` has installed
it. Another kind of server is another subclass of `Server`, which says how its program is found, started and
known to be ready.
"""

from servers.kafka import Kafka
from servers.postgresql import PostgreSQL
from servers.rabbitmq import RabbitMQ
from servers.redis import Redis
from servers.server import MissingServerError, Server, free_port
from servers.sharing import Starter, required, shared

__all__ = [
    "Kafka",
    "MissingServerError",
    "PostgreSQL",
    "RabbitMQ",
    "Redis",
    "Server",
    "Starter",
    "free_port",
    "required",
    "shared",
]
