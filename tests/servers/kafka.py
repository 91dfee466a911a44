"""Apache Kafka: one broker that is its own controller (KRaft)."""

from pathlib import Path

from servers.server import MissingServerError, Server, first_bytes, program

_POM = Path(__file__).with_name("kafka.pom.xml")
_JARS = Path(__file__).parents[2] / ".cache/kafka"
_CLUSTER = "cG9sZXBvcy10ZXN0cy0tLQ"

# ApiVersions, version 0, by nobody in particular; the answer begins with its own length.
_QUESTION = bytes.fromhex("0000000a 0012 0000 00000001 ffff")
_NUMBER_OF_QUESTION = b"\x00\x00\x00\x01"


class Kafka(Server):
    """An Apache Kafka of the jars that the Apache project publishes on Maven Central."""

    name = "kafka"
    packages = "apt-get install default-jre-headless maven"

    @property
    def url(self) -> str:
        """The bootstrap servers."""
        return f"127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        """Make a cluster the first time, and return how to serve it."""
        pom = _JARS / "pom.xml"
        if not pom.exists() or pom.read_bytes() != _POM.read_bytes():
            raise MissingServerError(f"not downloaded to {_JARS}")
        java = [
            program("java"), "-cp", f"{_JARS}/*", "-Xms64m", "-Xmx256m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        ]  # fmt: skip
        settings = self.folder / "server.properties"
        if not settings.exists():
            settings.write_text(self._settings())
            self.run(
                *java, "kafka.tools.StorageTool", "format",
                "--cluster-id", _CLUSTER, "--config", str(settings),
            )  # fmt: skip
        return [*java, "kafka.Kafka", str(settings)]

    def is_ready(self) -> bool:
        """Tell whether it says which requests it understands."""
        return first_bytes(self.port, _QUESTION, 8)[4:] == _NUMBER_OF_QUESTION

    def _settings(self) -> str:
        controller = self.further_port("controller")
        settings: dict[str, object] = {
            "process.roles": "broker,controller",
            "node.id": 1,
            "controller.quorum.voters": f"1@127.0.0.1:{controller}",
            "controller.listener.names": "CONTROLLER",
            "listeners": f"PLAINTEXT://{self.url},CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": f"PLAINTEXT://{self.url}",
            "log.dirs": self.folder / "data",
            "auto.create.topics.enable": "true",
            "group.initial.rebalance.delay.ms": 0,
            # A broker that was killed counts as alive for so long, and its successor has to wait.
            "broker.session.timeout.ms": 3000,
            "broker.heartbeat.interval.ms": 500,
        }
        for topic in ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic"):
            settings[f"{topic}.num.partitions"] = 1
            settings[f"{topic}.replication.factor"] = 1
        settings["transaction.state.log.min.isr"] = 1
        settings["share.coordinator.state.topic.min.isr"] = 1
        return "".join(f"{key}={value}\n" for key, value in settings.items())
