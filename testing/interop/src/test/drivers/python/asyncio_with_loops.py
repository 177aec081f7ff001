"""Lets code written for Python 3.9 run on newer versions.

Until 3.9 parts of asyncio took the event loop as the argument `loop`, and both client packages pass
it. Python 3.10 removed the argument; there it is dropped before asyncio sees it, which changes
nothing: it always names the loop that runs. The packages themselves stay as they are.
"""

import asyncio
import functools
import sys

_TOOK_A_LOOP = ("Queue", "open_connection", "sleep", "wait", "wait_for")


def install():
    if sys.version_info < (3, 10):
        return
    for name in _TOOK_A_LOOP:
        setattr(asyncio, name, _without_loop(getattr(asyncio, name)))


def _without_loop(function):
    @functools.wraps(function, updated=())
    def call(*arguments, loop=None, **options):
        return function(*arguments, **options)

    return call
