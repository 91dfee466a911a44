"""Print one hash of everything that the bundle renders to, for every combination of options."""

import hashlib
from itertools import product

from polepos_cli.start.plan import plan_start
from polepos_templates import Option, open_bundle


def main() -> None:
    """Render every combination, and print the hash."""
    bundle = open_bundle()
    digest = hashlib.sha256()
    for values in product(*(answers_to(option) for option in bundle.options.values())):
        given = dict(zip(bundle.options, values, strict=True))
        for file in plan_start(bundle, "shop-api", given, None).files:
            digest.update(f"{file.path}\0{file.text}\0".encode())
    print(digest.hexdigest())


def answers_to(option: Option) -> tuple[object, ...]:
    """Return every answer that an option takes."""
    return option.choices or (True, False)


if __name__ == "__main__":
    main()
