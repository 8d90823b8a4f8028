"""How alembic runs the revisions: on the connection that the store hands it, all in that connection's transaction."""

from alembic import context
from sqlmodel import SQLModel

import data.schema  # noqa: F401  the tables register themselves
from data.migrations import is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    include_object=is_ours,
    # SQLite rolls back CREATE TABLE as well, once the driver leaves transactions to us (data/database.py).
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
