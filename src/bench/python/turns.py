"""The way a peer takes its turns: a line in asks for one, a line of JSON out answers."""

import json
import sys


def serve(name, samples_per_second):
    """Says who is ready, then takes a turn for each line until there are no more."""
    print(json.dumps({"name": name}), flush=True)
    for _ in sys.stdin:
        print(json.dumps({"samplesPerSecond": samples_per_second()}), flush=True)
