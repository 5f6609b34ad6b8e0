"""Knows how to run a PostgreSQL server of one's own from the system's programs, as a user that PostgreSQL accepts.

It flushes to the disk like one in production. It must not know what is stored in it, nor who asks for it.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psycopg2

HOST, USER, PASSWORD, DATABASE = "127.0.0.1", "customers", "of-a-cluster-of-its-own", "customers"
PATIENCE = 60
# Debian keeps the server's programs off the path.
DEBIAN = Path("/usr/lib/postgresql")
# PostgreSQL refuses to run as root.
LESSER_USERS = ("postgres", "nobody")
MISSING = "PostgreSQL's server programs (initdb, postgres) were not found"


class ClusterError(Exception):
    """The server could not be made or started; says what its programs have said."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class Cluster:
    """A server with its data in a folder, which runs or is stopped; ``settings`` are those of PostgreSQL, by name."""

    programs: Path
    folder: Path
    account: pwd.struct_passwd | None
    settings: Mapping[str, object] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def database_url(self) -> str:
        """The address of its database."""
        return f"postgres://{USER}:{PASSWORD}@{HOST}:{self.port}/{DATABASE}"

    def make(self) -> None:
        """Make the data of a new server."""
        password = self.folder / "password"
        password.write_text(PASSWORD, encoding="ascii")
        options = ["--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--locale=C", "--no-instructions"]
        if self.account is not None:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
            os.chown(password, self.account.pw_uid, self.account.pw_gid)
        program = self.popen("initdb", f"--pgdata={self.folder / 'data'}", f"--username={USER}", *options)
        if program.wait(PATIENCE):
            raise ClusterError(self.log())

    def popen(self, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start one of the server's programs as a user that PostgreSQL accepts."""
        lesser: dict[str, Any] = {}
        if self.account is not None:
            lesser = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [self.programs / name, *arguments],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                env={"LC_ALL": "C"},
                **lesser,
            )

    def start(self) -> None:
        """Start the server and wait until it answers; after a kill, it recovers first."""
        settings = {"listen_addresses": HOST, "port": self.port, "unix_socket_directories": self.folder, "fsync": "on"}
        options = [part for name, value in {**settings, **self.settings}.items() for part in ("-c", f"{name}={value}")]
        self.process = self.popen("postgres", "-D", str(self.folder / "data"), *options)
        last = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > last:
                raise ClusterError(self.log())
            time.sleep(0.02)

    def answers(self) -> bool:
        """Tell whether it takes connections."""
        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stop the server in order, if it runs."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)
            self.process = None

    def log(self) -> str:
        """Return the end of what its programs have said."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def connect(self) -> "psycopg2.extensions.connection":
        """Connect to the database that is there from the beginning."""
        return psycopg2.connect(host=HOST, port=self.port, user=USER, password=PASSWORD, dbname="postgres")

    def make_database(self) -> None:
        """Make the database that its address names."""
        with closing(self.connect()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {DATABASE}")


C = TypeVar("C", bound=Cluster)


@contextmanager
def running_cluster(kind: type[C], settings: Mapping[str, object]) -> Iterator[C]:
    """Run a new server with a database; all of it goes in the end. Without the programs it raises a ClusterError."""
    programs = folder_of_programs()
    if programs is None:
        raise ClusterError(MISSING)
    # Not in a folder of the caller, into which nobody but its owner may look.
    folder = Path(tempfile.mkdtemp(prefix="customers_api_cluster_"))
    cluster = kind(programs, folder, lesser_account(), settings)
    try:
        cluster.make()
        cluster.start()
        cluster.make_database()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder)


def folder_of_programs() -> Path | None:
    """Return where the programs of the newest server on this machine lie, which `pg_config` knows or Debian decides."""
    places = sorted(DEBIAN.glob("*/bin"), key=lambda place: int(place.parent.name.partition(".")[0]), reverse=True)
    config = shutil.which("pg_config")
    if config is not None:
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        places.insert(0, Path(told))
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


def lesser_account() -> pwd.struct_passwd | None:
    """Return whom PostgreSQL runs as where this process is root, else nobody else than its own user."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    return next(known[name] for name in LESSER_USERS if name in known)
