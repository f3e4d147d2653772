"""Runs QEMU's own schema compiler on jobs: one JSON array a line in, one a line out.

Argument: the `scripts` folder of a QEMU source tree, whose package `qapi` is used as it is.
Job: [PATH, TEXT]; TEXT (each character is a byte) takes the place of what is at PATH.
Answer: ["ok", DUMP], ["error", FILE, LINE, COLUMN or null, MESSAGE], or ["crash", WHAT] where the
compiler ends in an exception that is none of its own.
"""

import contextlib
import inspect
import io
import json
import os
import sys
import traceback

sys.path.insert(0, sys.argv[1])

import qapi.parser  # noqa: E402
from qapi.error import QAPIError  # noqa: E402
from qapi.schema import QAPISchema, QAPISchemaVisitor  # noqa: E402

job_path = None
job_text = b''


def open_job(path, mode, encoding):
    if os.path.abspath(path) == job_path:
        return io.TextIOWrapper(io.BytesIO(job_text), encoding=encoding)
    return open(path, mode, encoding=encoding)


qapi.parser.open = open_job


def plain(cond):
    """The condition made of plain dicts, which print the same in every version of Python."""
    if isinstance(cond, dict):
        return {key: plain(value) for key, value in cond.items()}
    if isinstance(cond, list):
        return [plain(value) for value in cond]
    return cond


class Dumper(QAPISchemaVisitor):
    def __init__(self):
        self.lines = []

    def say(self, indent, line):
        self.lines.append(' ' * indent + line)

    def extras(self, indent, ifcond, features=()):
        cond = getattr(ifcond, 'ifcond', ifcond)
        if cond:
            self.say(indent, f'if {plain(cond)}')
        for feature in features or ():
            self.say(indent, f'feature {feature.name}')
            self.extras(indent + 4, feature.ifcond)

    def branches(self, branches):
        if branches:
            self.say(4, f'tag {branches.tag_member.name}')
            for branch in branches.variants:
                self.say(4, f'case {branch.name}: {branch.type.name}')
                self.extras(8, branch.ifcond)

    def visit_module(self, name):
        self.say(0, f'module {name}')

    def visit_include(self, name, info):
        self.say(0, f'include {name}')

    def visit_enum_type(self, name, info, ifcond, features, members, prefix):
        self.say(0, f'enum {name}')
        if prefix:
            self.say(4, f'prefix {prefix}')
        for member in members:
            self.say(4, f'member {member.name}')
            self.extras(8, member.ifcond, getattr(member, 'features', ()))
        self.extras(4, ifcond, features)

    def visit_array_type(self, name, info, ifcond, element_type):
        if info:
            self.say(0, f'array {name} {element_type.name}')
            self.extras(4, ifcond)

    def visit_object_type(self, name, info, ifcond, features, base, members, branches):
        self.say(0, f'object {name}')
        if base:
            self.say(4, f'base {base.name}')
        for member in members:
            self.say(4, f'member {member.name}: {member.type.name} optional={member.optional}')
            self.extras(8, member.ifcond, member.features)
        self.branches(branches)
        self.extras(4, ifcond, features)

    def visit_alternate_type(self, name, info, ifcond, features, branches):
        self.say(0, f'alternate {name}')
        self.branches(branches)
        self.extras(4, ifcond, features)

    def visit_command(self, name, info, ifcond, features, arg_type, ret_type, gen,
                      success_response, boxed, allow_oob, allow_preconfig, coroutine):
        arg, ret = (typ and typ.name for typ in (arg_type, ret_type))
        self.say(0, f'command {name} {arg} -> {ret}')
        flags = f'gen={gen} success_response={success_response} boxed={boxed}'
        flags += f' oob={allow_oob} preconfig={allow_preconfig}'
        self.say(4, flags + (' coroutine=True' if coroutine else ''))
        self.extras(4, ifcond, features)

    def visit_event(self, name, info, ifcond, features, arg_type, boxed):
        self.say(0, f'event {name} {arg_type and arg_type.name}')
        self.say(4, f'boxed={boxed}')
        self.extras(4, ifcond, features)

    @staticmethod
    def sections(doc):
        """What is neither the body nor of a member or feature, with what was added afterwards."""
        if not hasattr(doc, 'all_sections'):
            return doc.sections
        described = {id(s) for s in [*doc.args.values(), *doc.features.values()]}
        return [s for s in doc.all_sections[1:] if id(s) not in described]

    def doc(self, doc):
        self.say(0, f'doc symbol={doc.symbol}' if doc.symbol else 'doc freeform')
        self.say(4, f'body=\n{doc.body.text}')
        for what, sections in (('arg', doc.args), ('feature', doc.features)):
            for name, section in sections.items():
                self.say(4, f'{what}={name}\n{section.text}')
        for section in self.sections(doc):
            names = (getattr(section, name, '') for name in ('kind', 'tag', 'name'))
            kind = next(name for name in names if name != '')
            self.say(4, f'section={kind}\n{section.text}')


def suite_dump():
    """The function of `test-qapi.py` that prints a schema, for releases until 5.1."""
    parameters = inspect.signature(QAPISchemaVisitor.visit_command).parameters
    if 'coroutine' in parameters:
        return None
    path = os.path.join(sys.argv[1], '..', 'tests', 'qapi-schema', 'test-qapi.py')
    with open(path, encoding='utf-8') as source:
        code = compile(source.read(), path, 'exec')
    module = {'__name__': 'test_qapi'}
    exec(code, module)
    return module['test_frontend']


DUMP = suite_dump()


def run(path):
    out = io.StringIO()
    try:
        if DUMP:
            with contextlib.redirect_stdout(out):
                DUMP(path)
            return ['ok', out.getvalue()]
        schema = QAPISchema(path)
    except QAPIError as error:
        return ['error', error.info.fname, error.info.line, error.col, error.msg]
    except Exception as error:  # pylint: disable=broad-except
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return ['crash', f'{type(error).__name__} in {frame.name}']
    dumper = Dumper()
    schema.visit(dumper)
    for doc in schema.docs:
        dumper.doc(doc)
    return ['ok', '\n'.join(dumper.lines) + '\n']


for job in sys.stdin:
    job_path, text = json.loads(job)
    job_text = text.encode('latin-1')
    print(json.dumps(run(job_path)), flush=True)
