"""Where the repository and the published book are: the environment of a workflow goes before the configuration."""

import os
from urllib.parse import urlsplit


def repository(configured: str) -> str:
    """OWNER/NAME of the repository: that of the running workflow, else the one at the address `configured`."""
    return os.environ.get("GITHUB_REPOSITORY") or urlsplit(configured).path.strip("/").removesuffix(".git")


def published(configured: str) -> str:
    """The address under which the book is published: DOWNHILL_BASEURL, else `configured`."""
    return os.environ.get("DOWNHILL_BASEURL", configured)
