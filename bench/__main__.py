"""`python -m bench`: every measurement, on a library in a database of its own.

`python -m bench library` measures finding and throughput alone, on the library that is there.
"""

import os
import platform
import sys

import django


def main() -> None:
    django.setup()
    from bench import coordinating, desk, growth, library, pages, publications, publishing, throughput

    if sys.argv[1:2] == ["publish"]:
        throughput.publish_on(int(sys.argv[2]))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    if sys.argv[1:] == ["library"]:
        print("## Finding\n", *library.measure(), "", sep="\n", flush=True)
        print("## Throughput\n", *throughput.measure(), sep="\n")
        return
    for count in (20, 200):
        growth.grow(count)
        print(f"## Pages at {count} cases\n", *pages.measure(), "", sep="\n", flush=True)
    print("## Publishing\n", *publishing.measure(), "", sep="\n", flush=True)
    print("## Publications\n", *publications.measure(), "", sep="\n", flush=True)
    print("## Desk\n", *desk.measure(), "", sep="\n", flush=True)
    print("## Coordinating\n", *coordinating.measure(), "", sep="\n", flush=True)


if __name__ == "__main__":
    main()
