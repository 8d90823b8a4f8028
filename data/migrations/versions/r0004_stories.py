"""Signatures of articles, the pairs of articles that say the same, and the stories which these make."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signature_band",
        _number("number"),
        _number("hash"),
        _number("article_id"),
        sa.PrimaryKeyConstraint("number", "hash", "article_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "story_link",
        _number("article_id"),
        _number("other_id"),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("figure", sa.Float(), nullable=True),
        sa.Column("joined", sa.String(), nullable=True),
        sa.Column("parted", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("article_id", "other_id"),
    )
    op.create_index("ix_story_link_other_id", "story_link", ["other_id"])
    op.create_table(
        "story_member",
        _number("article_id"),
        _number("story_id"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("ix_story_member_story_id", "story_member", ["story_id"])


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)
