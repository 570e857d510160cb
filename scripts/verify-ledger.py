#!/usr/bin/env python3
"""Checks what StarLedger signs, without StarLedger.

  verify-ledger.py proof FILE --key KEY         an event's proof, as `starledger prove N` prints it
  verify-ledger.py consistency FILE --key KEY   as `starledger prove --consistency OLD` prints it
  verify-ledger.py checkpoint FILE --key KEY    a signed checkpoint, also one copied out of a chat
  verify-ledger.py segments FILE... --key KEY [--checkpoint FILE]
                                                a whole export, in the order of its segments
  verify-ledger.py manifest FILE --key KEY      the manifest of a backup; the backup too if it is there

KEY is 64 hexadecimal digits, or a file that holds them (signing.pub). Get it from somebody you trust,
not from whoever gave you the file: without --key the signatures are checked against the key that the
file itself names, and the result says so.

One line of result; exit status 0 if it holds, 2 if it does not, 1 if a file cannot be read.

What is checked, so that it can be written again in any language:
  link(n)  = SHA256(link(n-1) | position | user | kind | recorded_at | len(charge) or -1 | charge
                    | len(body) | body), integers of 64 bits, little-endian;
  link(0)  = SHA256("starledger genesis 1" | ledger id);
  tree     = RFC 9162, section 2.1, over the links in order; signatures are Ed25519 (RFC 8032).
"""

import argparse
import base64
import gzip
import hashlib
import json
import os
import re
import struct
import sys
import zlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SEGMENT = "starledger-segment-1"
CHECKPOINT = "starledger-checkpoint-1"


class Wrong(Exception):
    """Something does not hold; the text says what and where."""


def require(condition, message):
    if not condition:
        raise Wrong(message)


def sha256(data):
    return hashlib.sha256(data).digest()


def check_signature(key, signature, data, what):
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        raise Wrong(f"{what}: the signature is not that of its key") from None


# The chain


def genesis(ledger_id):
    return sha256(b"starledger genesis 1" + bytes.fromhex(ledger_id))


def next_link(previous, position, user, kind, recorded_at, charge, body):
    text = b"" if charge is None else charge.encode()
    length = -1 if charge is None else len(text)
    head = previous + struct.pack("<qqqqq", position, user, kind, recorded_at, length)
    return sha256(head + text + struct.pack("<q", len(body)) + body)


# The tree


def leaf(link):
    return sha256(b"\0" + link)


def node(left, right):
    return sha256(b"\1" + left + right)


class Tree:
    """The complete subtrees of a growing tree, the largest first."""

    def __init__(self):
        self.count, self.nodes = 0, []

    def append(self, link):
        top, bits = leaf(link), self.count
        while bits & 1:
            top, bits = node(self.nodes.pop(), top), bits >> 1
        self.nodes.append(top)
        self.count += 1

    def root(self):
        return root_of(self.nodes)


def root_of(nodes):
    if not nodes:
        return sha256(b"")
    root = nodes[-1]
    for left in reversed(nodes[:-1]):
        root = node(left, root)
    return root


def included(link, index, size, path, root):
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    fn, sn, r = index, size - 1, leaf(link)
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def consistent(old, old_root, new, new_root, path):
    """RFC 9162, 2.1.4.2."""
    if old == new:
        return not path and old_root == new_root
    if old == 0 or old > new or not path:
        return False
    path = list(path)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


# What is signed


class Checkpoint:
    def __init__(self, text, name, trust):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        require(lines and lines[0] == CHECKPOINT, f"{name}: this is not a checkpoint")
        pairs = [line.partition(" ")[::2] for line in lines[1:]]
        names = [key for key, _ in pairs if key != "node"]
        wanted = ["ledger", "epoch", "position", "chain", "root", "time", "key", "signature"]
        require(names == wanted, f"{name}: a line is missing, too many, or out of order")
        value = dict(pairs)
        self.ledger, self.time, self.key = value["ledger"], value["time"], value["key"]
        self.epoch, self.position = int(value["epoch"]), int(value["position"])
        self.chain, self.root = bytes.fromhex(value["chain"]), bytes.fromhex(value["root"])
        signed = "".join(line + "\n" for line in lines[:-1]).encode()
        check_signature(self.key, value["signature"], signed, name)
        trust.meet(self.key, name)
        nodes = [bytes.fromhex(text) for key, text in pairs if key == "node"]
        require(
            len(nodes) == self.position.bit_count() and root_of(nodes) == self.root,
            f"{name}: the root is not that of its nodes",
        )

    def __str__(self):
        return f"ledger {self.ledger[:8]} epoch {self.epoch} event {self.position} at {self.time}"


class Trust:
    """Whose signatures are believed."""

    def __init__(self, key):
        self.key = key

    def meet(self, key, name):
        if self.key is not None:
            require(key == self.key, f"{name}: it is signed by another key, {key[:16]}…")

    def __str__(self):
        return "" if self.key else " (signed by the key it names itself; give --key to know whose that is)"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def key_of(text):
    if text is None:
        return None
    digits = text if re.fullmatch("[0-9a-fA-F]{64}", text) else read(text).decode("ascii", "replace").strip()
    require(re.fullmatch("[0-9a-fA-F]{64}", digits), f"{text}: a public key has 64 hexadecimal digits")
    return digits.lower()


def load(path, wanted):
    proof = json.loads(read(path))
    require(isinstance(proof, dict) and proof.get("format") == wanted, f"{path}: this is not a {wanted}")
    return proof


def check_checkpoint(arguments, trust):
    return f"checkpoint: {Checkpoint(read(arguments.file).decode(), arguments.file, trust)}"


def check_proof(arguments, trust):
    proof = load(arguments.file, "starledger-inclusion-1")
    event, position = proof["event"], proof["position"]
    link, previous = bytes.fromhex(proof["link"]), bytes.fromhex(proof["previous"])
    body = base64.b64decode(event["body"], validate=True)
    computed = next_link(
        previous, position, event["user"], event["kind"], event["recorded_at"], event["charge"], body
    )
    require(computed == link, f"event {position}: its columns do not come to its link")
    checkpoint = Checkpoint(proof["checkpoint"], f"{arguments.file}: its checkpoint", trust)
    require(checkpoint.ledger == proof["ledger_id"], "the checkpoint is of another ledger")
    if position == 1:
        require(previous == genesis(checkpoint.ledger), "event 1 does not follow from the ledger's id")
    require(
        proof["leaf_index"] == position - 1 and proof["tree_size"] == checkpoint.position,
        f"event {position}: the proof is about another leaf or tree",
    )
    path = [bytes.fromhex(text) for text in proof["path"]]
    require(
        included(link, position - 1, checkpoint.position, path, checkpoint.root),
        f"event {position}: the path does not lead to the root that was signed",
    )
    return f"event {position} is in the log: {checkpoint}"


def check_consistency(arguments, trust):
    proof = load(arguments.file, "starledger-consistency-1")
    old = Checkpoint(proof["old"], f"{arguments.file}: the older checkpoint", trust)
    new = Checkpoint(proof["new"], f"{arguments.file}: the newer checkpoint", trust)
    require(old.ledger == new.ledger, "the two checkpoints are of different ledgers")
    path = [bytes.fromhex(text) for text in proof["path"]]
    require(
        consistent(old.position, old.root, new.position, new.root, path),
        f"the log of event {old.position} is not the beginning of that of event {new.position}",
    )
    return f"nothing before event {old.position} was changed or taken out: {old}; {new}"


class Export:
    """Segments in order, from the first event on."""

    def __init__(self, trust, checkpoint):
        self.trust, self.checkpoint, self.tree = trust, checkpoint, Tree()
        self.ledger, self.link, self.epoch, self.met = None, None, 0, False

    def add(self, path):
        try:
            data = gzip.decompress(read(path))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise Wrong(f"{path}: after event {self.tree.count}: not a whole gzip file ({error})") from None
        lines = data.splitlines(keepends=True)
        require(len(lines) >= 2, f"{path}: it has no first and last line")
        first, last = json.loads(lines[0]), json.loads(lines[-1])
        require(first.get("format") == SEGMENT, f"{path}: this is not a {SEGMENT}")
        self.begin(first, path)
        for line in lines[1:-1]:
            self.event(json.loads(line), path)
        self.end(first, last, len(lines) - 2, sha256(b"".join(lines[:-1])).hex(), path)

    def begin(self, first, path):
        if self.ledger is None:
            self.ledger, self.link = first["ledger_id"], genesis(first["ledger_id"])
        require(first["ledger_id"] == self.ledger, f"{path}: it is of another ledger")
        require(
            first["after"] == self.tree.count,
            f"{path}: it begins after event {first['after']}, the one before ended at {self.tree.count}",
        )
        require(
            first["after_hash"] == self.link.hex(),
            f"{path}: it does not follow from event {self.tree.count}",
        )

    def event(self, row, path):
        position, user, kind, recorded_at, charge, body, link = row
        require(position == self.tree.count + 1, f"{path}: event {self.tree.count + 1} is missing")
        body = base64.b64decode(body, validate=True)
        self.link = next_link(self.link, position, user, kind, recorded_at, charge, body)
        require(self.link.hex() == link, f"{path}: event {position} is not what was written")
        self.tree.append(self.link)
        if self.checkpoint and self.checkpoint.position == position:
            self.meet()

    def meet(self):
        checkpoint = self.checkpoint
        require(checkpoint.ledger == self.ledger, "the checkpoint is of another ledger")
        require(
            checkpoint.chain == self.link and checkpoint.root == self.tree.root(),
            f"event {checkpoint.position} is not the one that the checkpoint was made of: another log",
        )
        self.met = True

    def end(self, first, last, count, digest, path):
        require(last["events"] == count, f"{path}: it has {count} events, its last line says {last['events']}")
        require(last["head"] == self.tree.count, f"{path}: its last line names event {last['head']}")
        require(last["chain_head"] == self.link.hex(), f"{path}: its last line has another link")
        require(last["sha256"] == digest, f"{path}: its bytes are not those that were signed")
        text = " ".join(
            str(part)
            for part in (
                SEGMENT, first["ledger_id"], first["after"], first["after_hash"],
                last["head"], last["chain_head"], last["sha256"],
            )
        )
        check_signature(last["public_key"], last["signature"], text.encode("ascii"), path)
        self.trust.meet(last["public_key"], path)
        require(last["epoch"] >= self.epoch, f"{path}: epoch {last['epoch']} comes after {self.epoch}")
        self.epoch = last["epoch"]


def check_segments(arguments, trust):
    checkpoint = None
    if arguments.checkpoint:
        checkpoint = Checkpoint(read(arguments.checkpoint).decode(), arguments.checkpoint, trust)
    export = Export(trust, checkpoint)
    for path in arguments.files:
        export.add(path)
    if checkpoint and not export.met:
        missing = checkpoint.position - export.tree.count
        raise Wrong(
            f"the export ends at event {export.tree.count}, the checkpoint was made of "
            f"{checkpoint.position}: {missing} events are missing"
        )
    root = export.tree.root().hex()
    against = " and fits the checkpoint" if checkpoint else ""
    return (
        f"ledger {export.ledger[:8]}: {export.tree.count} events, chain whole{against}; "
        f"chain_head={export.link.hex()} root={root}"
    )


def check_manifest(arguments, trust):
    raw = read(arguments.file).strip()
    manifest = load(arguments.file, "starledger-manifest-1")
    start = raw.rfind(b',"signature"')
    require(start > 0, f"{arguments.file}: it is not signed")
    check_signature(manifest["public_key"], manifest["signature"], raw[:start] + b"}", arguments.file)
    trust.meet(manifest["public_key"], arguments.file)
    backup, note = arguments.file.removesuffix(".manifest"), "the backup is not here"
    if backup != arguments.file and os.path.exists(backup):
        data = read(backup)
        require(len(data) == manifest["bytes"], f"{backup}: it has {len(data)} bytes, not {manifest['bytes']}")
        require(sha256(data).hex() == manifest["sha256"], f"{backup}: its bytes are not those that were signed")
        note = "the backup is the one that was signed"
    return f"manifest: ledger {manifest['ledger_id'][:8]} event {manifest['head']} at {manifest['made_at']}; {note}"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    checks = {
        "proof": check_proof, "consistency": check_consistency, "checkpoint": check_checkpoint,
        "segments": check_segments, "manifest": check_manifest,
    }
    for name in checks:
        verb = verbs.add_parser(name)
        verb.add_argument("files" if name == "segments" else "file", nargs="+" if name == "segments" else None)
        verb.add_argument("--key", help="64 hexadecimal digits, or a file that holds them")
        if name == "segments":
            verb.add_argument("--checkpoint", help="a checkpoint that the export must fit")
    arguments = parser.parse_args()
    try:
        trust = Trust(key_of(arguments.key))
        print(f"ok: {checks[arguments.verb](arguments, trust)}{trust}")
    except Wrong as wrong:
        print(f"WRONG: {wrong}")
        sys.exit(2)
    except (KeyError, TypeError, ValueError, struct.error) as error:
        print(f"WRONG: it has not the form that it should have ({type(error).__name__}: {error})")
        sys.exit(2)
    except OSError as error:
        print(f"cannot read: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
