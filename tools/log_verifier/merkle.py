"""The tree of RFC 6962 section 2.1 (docs/log-format.md, section 2), grown leaf by leaf."""

from hashlib import sha256


def leaf_hash(event: bytes) -> bytes:
    return sha256(b"\x00" + event).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """Keeps one root for every full subtree, so that it stays small however long the log is."""

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes | None] = []

    def append(self, leaf: bytes) -> None:
        level = 0
        while level < len(self._full) and (left := self._full[level]) is not None:
            leaf = node_hash(left, leaf)
            self._full[level] = None
            level += 1
        if level == len(self._full):
            self._full.append(None)
        self._full[level] = leaf
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far; of none, SHA-256 of nothing."""
        root: bytes | None = None
        for subtree in self._full:
            if subtree is not None:
                root = subtree if root is None else node_hash(subtree, root)
        return sha256(b"").digest() if root is None else root


def root_of(hashes: list[bytes]) -> bytes:
    tree = Tree()
    for one in hashes:
        tree.append(one)
    return tree.root()
