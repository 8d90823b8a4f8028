"""The tables of the first store: articles and crawls, the log, and the current state that follows from it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article",
        _number("id"),
        _text("url", nullable=True),
        _text("site", nullable=True),
        _text("title", nullable=True),
        _text("author", nullable=True),
        _text("source", nullable=True),
        _text("published", nullable=True),
        _text("fetched"),
        _number("version"),
        _text("text"),
        _text("text_hash"),
        _text("page_hash", nullable=True),
        _text("summary", nullable=True),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("url"),
    )
    op.create_index("ix_article_published", "article", ["published"])
    op.create_index("ix_article_site", "article", ["site"])
    op.create_index("ix_article_text_hash", "article", ["text_hash"])
    op.create_table("change", _number("id"), _number("counter"), sa.PrimaryKeyConstraint("id"))
    op.create_table(
        "crawl",
        _number("id"),
        _text("site"),
        _text("started"),
        _text("ended", nullable=True),
        _number("pages"),
        _number("new"),
        _number("changed"),
        _number("failed"),
        _text("error", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_crawl_site", "crawl", ["site"])
    op.create_table(
        "entity",
        _number("id"),
        _text("name"),
        _text("type"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", "type"),
    )
    op.create_table(
        "site_state",
        _text("site"),
        _text("last_crawl", nullable=True),
        _text("last_good", nullable=True),
        _text("next_due", nullable=True),
        _number("failures"),
        _text("last_error", nullable=True),
        _text("verified", nullable=True),
        sa.PrimaryKeyConstraint("site"),
    )
    op.create_table(
        "alias",
        _number("id"),
        _text("alias"),
        _number("entity_id"),
        _number("article_id"),
        _number("version"),
        _text("evidence"),
        _number("start"),
        _number("end"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("alias", "entity_id", "article_id"),
    )
    op.create_index("ix_alias_alias", "alias", ["alias"])
    op.create_index("ix_alias_article_id", "alias", ["article_id"])
    op.create_index("ix_alias_entity_id", "alias", ["entity_id"])
    op.create_table(
        "article_version",
        _number("id"),
        _number("article_id"),
        _number("version"),
        _text("title", nullable=True),
        _text("author", nullable=True),
        _text("source", nullable=True),
        _text("published", nullable=True),
        _text("fetched"),
        _text("text"),
        _text("text_hash"),
        _text("page_hash", nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("article_id", "version"),
    )
    op.create_table(
        "claim",
        _number("start"),
        _number("end"),
        _text("evidence"),
        _text("kind"),
        _text("model"),
        _text("benchmark"),
        _text("subset", nullable=True),
        _text("setting", nullable=True),
        sa.Column("value", sa.Float(), nullable=False),
        _text("unit", nullable=True),
        _text("scope", nullable=True),
        _number("id"),
        _number("article_id"),
        _number("version"),
        _text("extractor"),
        _text("extractor_version"),
        _text("found"),
        _text("closed", nullable=True),
        _text("closed_why", nullable=True),
        _text("verdict", nullable=True),
        _text("note", nullable=True),
        _text("model_key"),
        _text("benchmark_key"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_claim_article_id", "claim", ["article_id"])
    op.create_index("ix_claim_benchmark_key", "claim", ["benchmark_key"])
    op.create_index("ix_claim_model_key", "claim", ["model_key"])
    op.create_table(
        "event",
        _number("start"),
        _number("end"),
        _text("evidence"),
        _text("type"),
        _text("date", nullable=True),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("who", sa.JSON(), nullable=False),
        _text("what", nullable=True),
        _number("id"),
        _number("article_id"),
        _number("version"),
        _text("extractor"),
        _text("extractor_version"),
        _text("found"),
        _text("closed", nullable=True),
        _text("verdict", nullable=True),
        _text("note", nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_event_article_id", "event", ["article_id"])
    op.create_table(
        "log",
        _number("id"),
        _text("at"),
        _text("act"),
        _text("kind"),
        _text("key"),
        _number("article_id"),
        _number("version"),
        _text("extractor"),
        _text("extractor_version"),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("log_find", "log", ["article_id", "kind", "key"])
    op.create_table(
        "mention",
        _number("id"),
        _number("entity_id"),
        _number("article_id"),
        _number("version"),
        _text("text"),
        _number("start"),
        _number("end"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mention_article_id", "mention", ["article_id"])
    op.create_index("ix_mention_entity_id", "mention", ["entity_id"])
    op.create_table(
        "reading_state",
        _number("article_id"),
        _text("extractor"),
        _text("extractor_version"),
        _number("version"),
        _text("at"),
        _text("error", nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("article_id", "extractor"),
    )
    op.create_table(
        "skipped",
        _number("id"),
        _number("crawl_id"),
        _text("url"),
        _text("why"),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawl.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_skipped_crawl_id", "skipped", ["crawl_id"])
    op.execute("INSERT INTO change (id, counter) VALUES (1, 0)")


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)
