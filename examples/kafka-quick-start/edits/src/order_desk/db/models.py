"""Every model, for those who need all tables: migrations and tests."""

from sqlalchemy import MetaData

from order_desk.db.base import Base


def import_models() -> MetaData:
    """Import every module that has models, and return the tables.

    An import error is not caught: a table that is missing here would look dropped to Alembic.
    """
    from order_desk.modules.orders import model  # noqa: F401
    # polepos:model-imports

    return Base.metadata
