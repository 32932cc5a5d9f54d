"""What the peers share: their options, and how they take turns.

A line in asks for a turn, a line of JSON out answers.
"""

import argparse
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


def options(description):
    """A parser of the options that give the rows and the network."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--inputs", type=int, required=True)
    parser.add_argument("--hidden", required=True)
    parser.add_argument("--classes", type=int, required=True)
    return parser


def widths(chosen):
    """The units of all layers, inputs and classes included."""
    return [chosen.inputs, *map(int, chosen.hidden.split(",")), chosen.classes]


def serve(name, samples_per_second):
    """Says who is ready, then takes a turn for each line until there are no more."""
    print(json.dumps({"name": name}), flush=True)
    for _ in sys.stdin:
        print(json.dumps({"samplesPerSecond": samples_per_second()}), flush=True)
