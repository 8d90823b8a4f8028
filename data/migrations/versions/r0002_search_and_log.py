"""The full-text index over articles, and a log that can only grow."""

from alembic import op

from data.search import create_index, index_all

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEEP = """
CREATE TRIGGER log_no_{act} BEFORE {act} ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
"""


def upgrade() -> None:
    for act in ("update", "delete"):
        op.execute(KEEP.format(act=act))
    create_index(op.get_bind())
    index_all(op.get_bind())
