"""Tell pydantic how a container is read and written: as the plain list or dict of its content.

Only pydantic calls this, so it is there to be imported then; nothing here needs it otherwise.
"""

from collections.abc import Callable
from types import GenericAlias
from typing import Any, get_args


def list_schema(cls: Any, source: Any, handler: Any) -> Any:
    """Return the schema of a container of values, for `cls[T]` or plain `cls`."""
    (item,) = get_args(source) or (Any,)
    return _schema(cls, list, handler.generate_schema(GenericAlias(list, item)))


def dict_schema(cls: Any, source: Any, handler: Any, *, key: Any = None) -> Any:
    """Return the schema of a mapping; `key` is the type of keys where only that of values is given."""
    arguments = get_args(source)
    if key is not None:
        arguments = (key, *(arguments or (Any,)))
    return _schema(cls, dict, handler.generate_schema(GenericAlias(dict, arguments or (Any, Any))))


def _schema(cls: Any, plain: Callable[[Any], Any], inner: Any) -> Any:
    # Who calls this has it.
    from pydantic_core import core_schema  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    def read(value: Any, validate: Callable[[Any], Any]) -> Any:
        try:
            if not isinstance(value, cls):
                return cls(validate(value))
            checked = validate(plain(value))
            made = value.copy()  # of the same key and options, whatever was checked
            made.clear()
            made.update(checked)
        except TypeError as error:  # values that do not compare, which pydantic would not report
            raise ValueError(str(error)) from error
        return made

    def write(value: Any, serialize: Callable[[Any], Any]) -> Any:
        return serialize(plain(value))

    return core_schema.no_info_wrap_validator_function(
        read,
        inner,
        serialization=core_schema.wrap_serializer_function_ser_schema(write, schema=inner),
    )
