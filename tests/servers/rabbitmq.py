"""RabbitMQ."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from servers.server import Server, first_bytes, program

_DEBIAN = "/usr/lib/rabbitmq/bin"
_DEBIANS_CORE = "usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins/rabbit-*"


class RabbitMQ(Server):
    """A RabbitMQ of Debian's package, or of whatever is on the PATH."""

    name = "rabbitmq"
    packages = "apt-get install rabbitmq-server"

    @property
    def url(self) -> str:
        """The first virtual host."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}/"

    def command(self) -> list[str]:
        """Write the configuration, and return how to serve beside a name server of its own."""
        (self.folder / "rabbitmq.conf").write_text(
            "log.console.level = warning\n"
            "disk_free_limit.absolute = 50MB\n"
            "vm_memory_high_watermark.absolute = 1GB\n"
        )
        (self.folder / "enabled_plugins").write_text("[].\n")
        self._hide_plugins()
        # Left to itself, Erlang starts a name server that outlives it. This one dies with the group.
        words = [program("epmd"), "-port", str(self.further_port("epmd")), "-address", "127.0.0.1"]
        server = program("rabbitmq-server", _DEBIAN)
        return ["/bin/sh", "-c", f"{shlex.join(words)} & exec {shlex.quote(server)}"]

    def environment(self) -> Mapping[str, str]:
        """Return what keeps it apart from any other RabbitMQ of this machine."""
        variables = {
            "HOME": str(self.folder),  # of the cookie
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self.further_port("epmd")),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "none.config"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "none"),
            "RABBITMQ_DIST_PORT": str(self.further_port("nodes")),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_NODENAME": "polepos@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                "-kernel inet_dist_use_interface {127,0,0,1}"
                " +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none"
            ),
            # Otherwise a shell stays in between, which waits for rabbitmqctl at the end.
            "RUNNING_UNDER_SYSTEMD": "true",
        }
        if self._plugins.exists():
            variables["RABBITMQ_PLUGINS_DIR"] = str(self._plugins)
        return variables

    def is_ready(self) -> bool:
        """Tell whether it answers the greeting of AMQP 0-9-1 with a method frame."""
        return first_bytes(self.port, b"AMQP\x00\x00\x09\x01", 1) == b"\x01"

    def fresh_url(self) -> str:
        """Make a virtual host that no test has had, and return its URL."""
        name = f"test_{os.urandom(6).hex()}"
        self.control("add_vhost", name)
        self.control("set_permissions", "--vhost", name, "guest", ".*", ".*", ".*")
        return self.url + name

    def control(self, *words: str) -> str:
        """Run `rabbitmqctl`, and return what it says."""
        return self.run(program("rabbitmqctl", _DEBIAN), "--quiet", *words)

    @property
    def _plugins(self) -> Path:
        return self.folder / "plugins"

    def _hide_plugins(self) -> None:
        """Show it no plugin but its own core: to look at them all is half of its time to start."""
        core = next(Path("/").glob(_DEBIANS_CORE), None)
        if core and not self._plugins.exists():
            self._plugins.mkdir()
            (self._plugins / core.name).symlink_to(core)
