"""Run Alembic in a project's own environment, and say what came of it."""
