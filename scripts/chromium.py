"""Knows where this machine's Chromium is, and how it is started and left without a window.

It must not know what is looked at, nor who looks. The browser is the system's: none is ever downloaded.
"""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, expect, sync_playwright

MISSING = "Chromium (the program chromium) was not found"
# What is slow takes its time: nothing waits longer than it must.
PATIENCE = 30_000
OPTIONS = (
    # Whatever is asked for elsewhere, by a page or by the browser itself, has no address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # Letters look alike on every machine.
    "--font-render-hinting=none",
    "--disable-lcd-text",
)


@dataclass(frozen=True)
class Chromium:
    """A running browser, which is either in use or leaves its thread alone."""

    browser: Browser
    loop: asyncio.AbstractEventLoop

    @contextmanager
    def in_use(self) -> Iterator[Browser]:
        """Let the browser be spoken to.

        Its library keeps an event loop running in this thread, in which Django refuses to talk to a database and
        asyncio to run anything else. So the loop is only known while the browser is in use.
        """
        asyncio._set_running_loop(self.loop)
        try:
            yield self.browser
        finally:
            asyncio._set_running_loop(None)


def program() -> str | None:
    """Return the path of the system's Chromium."""
    return shutil.which("chromium")


@contextmanager
def launched(path: str) -> Iterator[Chromium]:
    """Start the browser, and end it in the end."""
    with sync_playwright() as library:
        browser = library.chromium.launch(executable_path=path, args=OPTIONS, timeout=PATIENCE)
        expect.set_options(timeout=PATIENCE)
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        try:
            yield Chromium(browser, loop)
        finally:
            # Left known: the library ends its loop itself.
            asyncio._set_running_loop(loop)
            browser.close()
