"""Print one hash of everything that the bundle renders to, for every combination of options."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import product

from polepos_cli.render import render, render_files
from polepos_templates import Answers, Bundle, Contract, Option, contract, new_module, open_bundle
from polepos_templates.component import fits


def main() -> None:
    """Render every combination, and print the hash."""
    bundle = open_bundle()
    digest = hashlib.sha256()
    for options in combinations(bundle.options):
        for path, text in texts(bundle, options):
            digest.update(f"{path}\0{text}\0".encode())
    print(digest.hexdigest())


def texts(bundle: Bundle, options: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of a project with these options, with and without all extras, and of modules."""
    for file in render(bundle, holding(bundle, options)):
        yield file.path, file.text
    extras = {
        name: True
        for name in (*bundle.integrations, *bundle.features)
        if fits(bundle.integration(name).needs, bundle.complete(options))
    }
    for file in render(bundle, holding(bundle, options, integrations=extras)):
        yield file.path, file.text
    if any(
        options[name] != option.default for name, option in bundle.options.items() if name != "db"
    ):
        return  # no module looks at the others
    for template in bundle.modules:
        if fits(bundle.module(template).needs, bundle.complete(options)):
            for own in combinations(bundle.module(template).options):
                module = new_module(bundle, "order_items", template, own)
                found = holding(bundle, options, modules={"order_items": module.record}).instances
                for owner in sorted(found.keys() - {"project"}):
                    yield from sorted(render_files(bundle, found[owner].files).items())


def holding(
    bundle: Bundle,
    options: Mapping[str, object],
    *,
    modules: Mapping[str, str] | None = None,
    integrations: Mapping[str, bool] | None = None,
) -> Contract:
    """Return the contract of a project with these options, modules and integrations."""
    return contract(
        bundle,
        Answers(
            name="shop-api",
            package="shop_api",
            options=bundle.complete(options),
            modules={**bundle.starters, **(modules or {})},
            integrations=integrations or {},
        ),
    )


def combinations(options: Mapping[str, Option]) -> Iterator[dict[str, object]]:
    """Yield every answer to all of `options`."""
    for values in product(*((option.choices or (True, False)) for option in options.values())):
        yield dict(zip(options, values, strict=True))


if __name__ == "__main__":
    main()
