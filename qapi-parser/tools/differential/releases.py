#!/usr/bin/env python3
"""Compares this project with each release of QEMU, from a git directory with QEMU's history.

    releases.py GIT FOLDER RELEASE=REVISION… [--mutants N] [--python2 PYTHON] [--only PART]
        [--tool QAPI]

Takes the schemas, the test suite and the compiler of each revision out of the git directory (they
stay in FOLDER, which is none of the project's), and runs

- `suites`: QEMU's own suite in the release's edition, verdict, place of the first error, and dump;
  and the real schemas in that edition and in `auto` (the test `conformance`),
- `introspection`: the answer to query-qmp-schema of each real schema, against the release's own
  compiler, in the release's edition and in `auto`, all conditions true,
- `mutants`: N mutants of the suite and of the real schemas, with `--mutants`.

A release is x.y, or x.y.z for a point release, which has no suite of its own here. `--tool` names a
built `qapi`; without it, cargo builds one. Exit status 1: there are differences.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PATHS = [
    'qapi-schema.json', 'qapi-schema-guest.json', 'qapi', 'qga/qapi-schema.json', 'qga/qapi',
    'storage-daemon/qapi', 'scripts', 'tests/qapi-schema',
]
SCHEMAS = [
    'qapi/qapi-schema.json', 'qapi-schema.json', 'qga/qapi-schema.json', 'qapi-schema-guest.json',
    'storage-daemon/qapi/qapi-schema.json',
]


def version(release):
    return tuple(int(number) for number in release.split('.'))


def extract(git, revision, folder):
    """Puts a revision's files into a folder."""
    if folder.exists():
        return
    part = folder.with_name(folder.name + '.part')
    part.mkdir(parents=True, exist_ok=True)
    for path in PATHS:
        archive = subprocess.run(['git', '--git-dir', git, 'archive', revision, '--', path],
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        if archive.returncode == 0:
            with tempfile.TemporaryFile() as file:
                file.write(archive.stdout)
                file.seek(0)
                with tarfile.open(fileobj=file) as files:
                    files.extractall(part, filter='data')
    part.rename(folder)


def place(folder, release):
    """The folder of a release, as the tests expect it."""
    if len(version(release)) == 2 and version(release) >= (2, 8):
        return folder / f'qemu-{release}'
    return folder / 'history' / release


def tool(qapi, *words):
    """Runs `qapi`, or what cargo builds."""
    command = [qapi] if qapi else ['cargo', 'run', '--quiet', '--release', '--']
    return subprocess.run([*command, *words], cwd=ROOT, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)


def suites(folder):
    environment = {**os.environ, 'QAPI_CORPUS': str(folder)}
    words = ['cargo', 'test', '--quiet', '-p', 'qapic-parser', '--test', 'it', '--', 'conformance']
    return subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode == 0


TOKEN = re.compile(r'/\*.*?\*/|#[^\n]*|"(?:[^"\\]|\\.)*"|\w+|[^\s]', re.DOTALL)


def qlit(tokens, first=None):
    """The JSON of a QLit expression."""
    token = first or next(tokens)
    if token == 'QLIT_QNULL':
        return None
    if token == 'QLIT_QSTR':
        text = [next(tokens) for _ in range(3)][1]
        return json.loads(text)
    if token == 'QLIT_QBOOL':
        return [next(tokens) for _ in range(3)][1] == 'true'
    is_list = token == 'QLIT_QLIST'
    entries = []
    while next(tokens) != '{':
        pass
    while True:
        token = next(tokens)
        if token == ',':
            continue
        if is_list:
            if token == '{':
                # The empty entry at the end.
                next(tokens)
                next(tokens)
                break
            entries.append(qlit(tokens, token))
        else:
            key = next(tokens)
            if key == '}':
                next(tokens)
                break
            next(tokens)
            entries.append((json.loads(key), qlit(tokens)))
            while next(tokens) != '}':
                pass
    # The parentheses around the entries.
    for _ in range(2):
        next(tokens)
    return entries if is_list else dict(entries)


def own_answer(tree, schema, release, python2):
    """The answer of the release's own compiler."""
    with tempfile.TemporaryDirectory() as out:
        scripts = tree / 'scripts'
        if version(release) < (2, 12):
            words = [python2, '-B', str(scripts / 'qapi-introspect.py'), '-o', out, str(schema)]
            name = 'qmp-introspect.c'
        else:
            words = [sys.executable, '-B', str(scripts / 'qapi-gen.py'), '-o', out, str(schema)]
            name = 'qapi-introspect.c'
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        text = (Path(out) / name).read_text()
    text = text[text.rindex('qmp_schema_'):]
    text = text[text.index('=') + 1:]
    tokens = [t for t in TOKEN.findall(text) if not t.startswith(('/*', '#'))]
    if version(release) < (2, 12):
        return json.loads(''.join(json.loads(t) for t in tokens if t.startswith('"')))
    return qlit(iter(tokens))


def introspection(tree, release, python2, qapi):
    """What differs in the answers of a release's schemas."""
    differences = []
    editions = ['auto']
    if version(release) >= (2, 8):
        editions.append('.'.join(release.split('.')[:2]))
    for path in SCHEMAS:
        schema = tree / path
        if not schema.exists() or (path == 'qapi-schema.json' and (tree / SCHEMAS[0]).exists()):
            continue
        try:
            theirs = own_answer(tree, schema, release, python2)
        except subprocess.CalledProcessError as error:
            differences.append(f'{path}: {error.stderr.decode()[-200:]}')
            continue
        for edition in editions:
            ran = tool(qapi, 'introspect', str(schema), '--edition', edition, '--all-conditions')
            ours = json.loads(ran.stdout) if ran.returncode == 0 else ran.stderr.decode()
            if ours != theirs:
                where = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), 'end')
                differences.append(f'{path} ({edition}): at {where}')
    return differences


def mutants(folder, release, count, python2):
    environment = {
        **os.environ, 'QAPI_CORPUS': str(folder), 'QEMU_SRC': str(place(folder, release)),
    }
    if version(release) < (2, 12):
        environment['QEMU_PYTHON'] = python2
    words = ['cargo', 'run', '--quiet', '--release', '--manifest-path',
             'qapi-parser/tools/Cargo.toml', '--bin', 'differential', '--', release,
             '--mutants', str(count // 2)]
    return subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('git')
    parser.add_argument('folder', type=Path)
    parser.add_argument('revisions', nargs='+', metavar='RELEASE=REVISION')
    parser.add_argument('--mutants', type=int, default=0)
    parser.add_argument('--python2', default='python2.7')
    parser.add_argument('--tool')
    parser.add_argument('--only', choices=['suites', 'introspection', 'mutants'])
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    (folder / 'history').mkdir(parents=True, exist_ok=True)
    fine = True
    releases = []
    for pair in arguments.revisions:
        release, revision = pair.split('=', 1)
        releases.append(release)
        extract(arguments.git, revision, place(folder, release))
    if arguments.only in (None, 'suites'):
        fine &= suites(folder)
    if arguments.only in (None, 'introspection'):
        for release in filter(lambda r: version(r) >= (2, 5), releases):
            differences = introspection(place(folder, release), release, arguments.python2,
                                        arguments.tool)
            outcome = '; '.join(differences) or 'the same'
            print(f'introspection of {release}: {outcome}', flush=True)
            fine &= not differences
    if arguments.mutants and arguments.only in (None, 'mutants'):
        for release in releases:
            if len(version(release)) == 2:
                fine &= mutants(folder, release, arguments.mutants, arguments.python2)
    return 0 if fine else 1


if __name__ == '__main__':
    sys.exit(main())
