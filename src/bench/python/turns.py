"""The way a peer takes its turns: a line in asks for one, a line of JSON out answers."""

import importlib
import json
import sys

PACKAGE_MISSING = 3


def package(name):
    """A package, or the end of the process with a code that says that it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        print(missing, file=sys.stderr)
        sys.exit(PACKAGE_MISSING)


def serve(name, samples_per_second):
    """Says who is ready, then takes a turn for each line until there are no more."""
    print(json.dumps({"name": name}), flush=True)
    for _ in sys.stdin:
        print(json.dumps({"samplesPerSecond": samples_per_second()}), flush=True)
