"""A page's one style and one script in, the policy that allows them and nothing else out."""

from base64 import b64encode
from hashlib import sha256


def page_policy(css: str, script: str = "") -> str:
    """A content security policy: no request, no form, no other style or script than these."""
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    return (
        f"default-src 'none'; style-src '{_hash(css)}'; {scripts}"
        "base-uri 'none'; form-action 'none'"
    )


def _hash(inline: str) -> str:
    """How a content security policy names an inline style or script."""
    return "sha256-" + b64encode(sha256(inline.encode()).digest()).decode()
