"""What the Python verifier is made of, against vectors that others published, and against what no log may hold."""

import os
import random
import sys
import tempfile
import unittest
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from log_verifier.audit import Audit  # noqa: E402
from log_verifier.delegations import carriers  # noqa: E402
from log_verifier.ed25519 import ORDER, verifies  # noqa: E402
from log_verifier.envelope import value_of  # noqa: E402
from log_verifier.export import Export  # noqa: E402
from log_verifier.findings import Broken, Report  # noqa: E402
from log_verifier.heads import head_of, heads_in, key_of  # noqa: E402
from log_verifier.merkle import leaf_hash, root_of  # noqa: E402
from log_verifier.schemas import Schemas, compiled, pattern_of  # noqa: E402

SEED = 20_261_124
NOBODY = 65_534
FORMS = Schemas(ROOT / "docs" / "events")

# RFC 8032, section 7.1: public key, message, signature of tests 1, 2 and 3.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]

# The leaves that implementations of RFC 6962 test with, and the roots over the first so many of them.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


class Signatures(unittest.TestCase):
    def test_those_of_rfc_8032_verify(self) -> None:
        for key, message, signature in RFC_8032:
            self.assertTrue(verifies(bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)))

    def test_no_bit_of_key_message_or_signature_can_be_another(self) -> None:
        key, message, signature = (bytes.fromhex(part) for part in RFC_8032[2])
        for part, length in (("key", 32), ("message", 2), ("signature", 64)):
            for bit in range(0, length * 8, 7):
                parts = {"key": key, "message": message, "signature": signature}
                changed = bytearray(parts[part])
                changed[bit // 8] ^= 1 << bit % 8
                parts[part] = bytes(changed)
                self.assertFalse(verifies(parts["key"], parts["message"], parts["signature"]), f"{part}, bit {bit}")

    def test_a_second_spelling_of_the_same_signature_is_none(self) -> None:
        key, message, signature = (bytes.fromhex(part) for part in RFC_8032[0])
        answer = int.from_bytes(signature[32:], "little") + ORDER
        self.assertFalse(verifies(key, message, signature[:32] + answer.to_bytes(32, "little")))

    def test_what_is_no_key_or_too_short_verifies_nothing(self) -> None:
        key, message, signature = (bytes.fromhex(part) for part in RFC_8032[0])
        self.assertFalse(verifies(b"\xff" * 32, message, signature))
        self.assertFalse(verifies(key[:31], message, signature))
        self.assertFalse(verifies(key, message, signature[:63]))


class Trees(unittest.TestCase):
    def test_the_published_roots_come_out(self) -> None:
        for size, root in ROOTS.items():
            self.assertEqual(root_of([leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]).hex(), root)


class Spelling(unittest.TestCase):
    def refused(self, event: bytes) -> str:
        with self.assertRaises(Broken, msg=event[:60]) as caught:
            value_of(event)
        return caught.exception.rule

    def test_the_one_spelling_is_read(self) -> None:
        for event in ('{"a":[1,-2,true,"\\n\\u001f\\\\ é"],"b":{}}', "9007199254740991"):
            value_of(event.encode())

    def test_keys_are_in_the_order_of_utf_16(self) -> None:
        value_of('{"€":1,"\U0001f600":2,"\ue000":3}'.encode())

    def test_any_other_spelling_is_refused(self) -> None:
        for event in (
            '{"b":1,"a":2}', '{"a":1,"a":1}', '{"a": 1}', ' {"a":1}', '{"a":1}\n', '{"a":1.0}', '{"a":1e3}', '{"a":-0}',
            '{"a":9007199254740992}', '{"a":null}', '{"a":NaN}', '{"a":"\\u00e9"}', '{"a":"\\/"}', '{"a":"\\ud800"}',
            '{"a":"e\u0301"}', '{"e\u0301":1}', '{"\ue000":1,"\U0001f600":2}', '{"a":01}', "{", "",
        ):  # fmt: skip
            self.assertEqual(self.refused(event.encode()), "canonical-bytes", event)
        self.assertEqual(self.refused(b'{"a":"\xff"}'), "canonical-bytes")

    def test_a_mark_after_a_line_end_is_in_nfc_though_its_spelling_looks_otherwise(self) -> None:
        value_of('{"a":"\\n\u0301"}'.encode())

    def test_depth_and_size_have_an_end(self) -> None:
        value_of(b"[" * 64 + b"]" * 64)
        self.assertEqual(self.refused(b"[" * 65 + b"]" * 65), "canonical-bytes")
        self.assertEqual(self.refused(b"[" * 500_000 + b"]" * 500_000), "canonical-bytes")
        self.assertEqual(self.refused(b'"' + b"a" * 1_048_576 + b'"'), "event-size")


class Forms(unittest.TestCase):
    def test_a_pattern_ends_where_the_text_ends(self) -> None:
        self.assertIsNone(pattern_of("^[a-z]+$").search("abc\n"))
        self.assertIsNone(pattern_of("^(assembly|area:.+)$").search("area:a\u2028b"))

    def test_each_key_goes_to_its_own_form(self) -> None:
        form = {"type": "object", "additionalProperties": False, "required": ["n"], "properties": {"n": {"minimum": 1}}}
        check = compiled(form)
        self.assertIsNone(check({"n": 1}))
        for value in ({"n": 0}, {"n": 1, "m": 1}, {}, []):
            self.assertIsNotNone(check(value), value)

    def test_true_is_no_number(self) -> None:
        self.assertIsNotNone(compiled({"type": "integer"})(True))


class Delegations(unittest.TestCase):
    def test_a_chain_of_a_hundred_thousand_arrives(self) -> None:
        wishes = {str(member): [str(member + 1)] for member in range(100_000)}
        self.assertEqual(carriers(wishes, ["100000"], None)["0"], "100000")

    def test_who_follows_only_each_other_arrives_nowhere(self) -> None:
        self.assertEqual(carriers({"ada": ["bo"], "bo": ["ada"], "cy": ["ada"]}, ["di"], None), {})

    def test_fewest_hops_come_before_rank_and_rank_decides_among_equals(self) -> None:
        wishes = {"ada": ["bo", "cy"], "bo": ["di"], "eva": ["flo", "cy"]}
        self.assertEqual(carriers(wishes, ["cy", "di", "flo"], None), {"ada": "cy", "bo": "di", "eva": "flo"})

    def test_beyond_the_longest_chain_nothing_arrives(self) -> None:
        self.assertEqual(carriers({"ada": ["bo"], "bo": ["cy"]}, ["cy"], 1), {"bo": "cy"})


class Garbage(unittest.TestCase):
    """Whatever the files hold, there is a verdict, and it is not "valid"."""

    def test_heads_and_keys_of_random_bytes(self) -> None:
        numbers = random.Random(SEED)
        for _ in range(2_000):
            text = "".join(numbers.choice("plenum/\n\n\u2014 +1a=\x00é") for _ in range(numbers.randrange(80)))
            for read in (head_of, key_of):
                with self.assertRaises(Broken, msg=f"seed {SEED}: {text!r}"):
                    read(text)

    def test_exports_of_random_files(self) -> None:
        numbers = random.Random(SEED)
        with tempfile.TemporaryDirectory() as room:
            for name in ("checkpoint", "key", "tile/entries/000.p/3", "tile/0/000.p/3"):
                path = Path(room) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(numbers.randbytes(numbers.randrange(200)))
                self.assertNotEqual(self.verdict(room), "valid", name)
            for size in (3, 300, 9007199254740991):
                Path(room, "checkpoint").write_bytes(head_over(size))
                self.assertEqual(self.verdict(room), "invalid", size)

    def verdict(self, room: str) -> str:
        return report_on(Path(room)).verdict()


FILES = ("checkpoint", "key", "tile/entries/000.p/3", "tile/0/000.p/3")


def fill(room: Path) -> None:
    """An export that hangs together, of three events and no log."""
    events = [b"{}"] * 3
    for name, data in (
        ("checkpoint", head_over(3)),
        ("key", key_text().encode()),
        ("tile/entries/000.p/3", b"".join(len(event).to_bytes(2, "big") + event for event in events)),
        ("tile/0/000.p/3", b"".join(leaf_hash(event) for event in events)),
    ):
        Path(room, name).parent.mkdir(parents=True, exist_ok=True)
        Path(room, name).write_bytes(data)


def report_on(room: Path) -> Report:
    return Audit(Export(room), FORMS, lambda read, size: None).run([], [])


@unittest.skipUnless(hasattr(os, "seteuid"), "this system has no users of whom one may not read another's files")
class Unreadable(unittest.TestCase):
    """A file that is there and cannot be read says nothing of the log, and is named."""

    def setUp(self) -> None:
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
            self.addCleanup(os.seteuid, 0)

    def test_each_file_of_an_export(self) -> None:
        for name in FILES:
            with self.subTest(name), tempfile.TemporaryDirectory() as room:
                fill(Path(room))
                path = Path(room, name)
                path.chmod(0)
                report = report_on(Path(room))
                self.assertEqual(report.verdict(), "undecided", report.findings)
                self.assertIn(f"{path} cannot be read: Permission denied", report.missing)


class Links(unittest.TestCase):
    """What a link leads to did not come with the export: the file is as if it were not there. The folder itself may be reached by links."""

    def test_a_file_that_is_a_link_is_none(self) -> None:
        for name in FILES:
            with self.subTest(name), tempfile.TemporaryDirectory() as room, tempfile.TemporaryDirectory() as elsewhere:
                fill(Path(room))
                before = report_on(Path(room))
                path = Path(room, name)
                path.rename(Path(elsewhere, "file"))
                gone = report_on(Path(room))
                path.symlink_to(Path(elsewhere, "file"))
                self.assertEqual(report_on(Path(room)), gone)
                self.assertNotEqual(gone, before)

    def test_a_folder_that_is_a_link_is_followed(self) -> None:
        with tempfile.TemporaryDirectory() as room, tempfile.TemporaryDirectory() as elsewhere:
            fill(Path(room))
            before = report_on(Path(room))
            Path(room, "tile").rename(Path(elsewhere, "tile"))
            Path(room, "tile").symlink_to(Path(elsewhere, "tile"))
            self.assertEqual(report_on(Path(room)), before)

    @unittest.skipUnless(hasattr(os, "mkfifo"), "this system has no pipes with names")
    def test_a_pipe_is_not_waited_for(self) -> None:
        for name in FILES:
            with self.subTest(name), tempfile.TemporaryDirectory() as room:
                fill(Path(room))
                Path(room, name).unlink()
                os.mkfifo(Path(room, name))
                self.assertNotEqual(report_on(Path(room)).verdict(), "valid")


class TooLong(unittest.TestCase):
    """No more of a file is read than its kind can have, and what stands after that is seen to."""

    def test_a_tile_and_a_bundle(self) -> None:
        for name, found in (("tile/entries/000.p/3", "3 events, 7 bytes over"), ("tile/0/000.p/3", "more than 96 bytes")):
            with self.subTest(name), tempfile.TemporaryDirectory() as room:
                fill(Path(room))
                Path(room, name).write_bytes(Path(room, name).read_bytes() + bytes(7))
                self.assertIn(found, [finding.found for finding in report_on(Path(room)).findings])


class Unforeseen(unittest.TestCase):
    """An error of the program's own decides nothing, and takes nothing away that was found before."""

    def test_what_was_found_before_stays_found(self) -> None:
        with tempfile.TemporaryDirectory() as room:
            Path(room, "tile/entries/000.p").mkdir(parents=True)
            Path(room, "tile/0/000.p").mkdir(parents=True)
            Path(room, "checkpoint").write_bytes(head_over(1))
            Path(room, "tile/entries/000.p/1").write_bytes(b"\x00\x02{}")
            Path(room, "tile/0/000.p/1").write_bytes(bytes(32))
            report = Audit(Export(Path(room)), FORMS, self.fail_at).run([], [])
            self.assertEqual([finding.rule for finding in report.findings], ["leaf-hash", "envelope"])
            self.assertIn("ZeroDivisionError: division by zero", report.missing[-1])

    def fail_at(self, read: int, size: int) -> None:
        raise ZeroDivisionError("division by zero")


class Lists(unittest.TestCase):
    """A list of heads that a server appends to: its last may have been cut short, and no other file's may."""

    def test_a_torn_last_head_is_left_out(self) -> None:
        whole, longer = head_over(3).decode(), head_over(8).decode()
        for end in range(1, len(longer) - 1):
            torn = f"{whole}\n\n{longer[:end]}".encode()
            sizes = [head.size for head in heads_in(torn, is_list=True)]
            self.assertEqual(sizes, [3], longer[:end])

    def test_a_torn_head_in_the_middle_is_none(self) -> None:
        for end in (10, 25, 80):
            torn = f"{head_over(3).decode()[:end]}\n\n\n{head_over(8).decode()}".encode()
            with self.assertRaises(Broken):
                heads_in(torn, is_list=True)

    def test_nor_is_any_where_somebody_kept_the_file(self) -> None:
        torn = head_over(3) + b"\n\n" + head_over(8)[:-10]
        with self.assertRaises(Broken):
            heads_in(torn, is_list=False)

    def test_whole_heads_are_read_whatever_stands_between_them(self) -> None:
        for between in ("\n", "\n\n", "\n\n\n\n"):
            both = f"{head_over(3).decode()}{between}{head_over(8).decode()}".encode()
            for is_list in (True, False):
                self.assertEqual([head.size for head in heads_in(both, is_list)], [3, 8])


def key_text() -> str:
    name, material = "plenum.test/a", b"\x01" + bytes(32)
    id = sha256(name.encode() + b"\n" + material).hexdigest()[:8]
    return f"{name}+{id}+{b64encode(material).decode()}\n"


def head_over(size: int) -> bytes:
    root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    return f"plenum.test/a\n{size}\n{root}\n\n\u2014 plenum.test/a {'A' * 90}==\n".encode()


if __name__ == "__main__":
    unittest.main()
