"""How often each site is crawled and which process crawls it now, and indexes for how the sites are doing."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("site_state", sa.Column("interval", sa.Integer(), nullable=True))
    op.add_column("site_state", sa.Column("holder", sa.String(), nullable=True))
    op.add_column("site_state", sa.Column("until", sa.String(), nullable=True))
    op.create_index("article_site_published", "article", ["site", "published"])
    op.create_index("article_version_fetched", "article_version", ["fetched", "version"])
    op.create_index("crawl_started", "crawl", ["started"])
    op.create_index("crawl_site_started", "crawl", ["site", "started"])
