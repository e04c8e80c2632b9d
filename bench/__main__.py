"""`python -m bench`: every measurement, on a library in a database of its own."""

import os
import platform

import django


def main() -> None:
    django.setup()
    from bench import desk, growth, pages, publications, publishing

    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    for count in (20, 200):
        growth.grow(count)
        print(f"## Pages at {count} cases\n", *pages.measure(), "", sep="\n", flush=True)
    print("## Desk\n", *desk.measure(), "", sep="\n", flush=True)
    print("## Publishing\n", *publishing.measure(), "", sep="\n", flush=True)
    print("## Publications\n", *publications.measure(), "", sep="\n", flush=True)


if __name__ == "__main__":
    main()
