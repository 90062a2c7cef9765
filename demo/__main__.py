"""python -m demo: serve the demo county until interrupted."""

from __future__ import annotations

import argparse
import sys
import threading
from datetime import date

from demo.county import County
from demo.server import PortTaken, serve
from demo.truth import default_port


def main() -> int:
    """Exit code 0 after an interrupt, 2 if it cannot be served as asked."""
    parser = argparse.ArgumentParser(prog="python -m demo", description="Serve the demo county on loopback.")
    parser.add_argument("--port", type=int, default=default_port)
    parser.add_argument("--today", type=date.fromisoformat, help="the day that the pages believe it is (YYYY-MM-DD)")
    parser.add_argument("--mend", action="append", default=[], metavar="ID", help="put a fault of truth.toml right")
    options = parser.parse_args()
    try:
        county = County(options.today, mended=frozenset(options.mend))
        with serve(county, options.port) as served:
            for site in county.sites.values():
                print(f"http://{site.host}:{served.port}/  {site.full_name}", flush=True)
            print(f"ca_file = '{served.ca_file}'", flush=True)
            try:
                threading.Event().wait()
            except KeyboardInterrupt:
                return 0
    except (PortTaken, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
