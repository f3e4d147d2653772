"""Runs the schema compiler of a QEMU up to 4.1 on jobs: see driver.py, whose protocol this has.

Argument: the `scripts` folder of a source tree, beside `tests/qapi-schema/test-qapi.py`. Until 2.11
the compiler is one module for Python 2; later it is a package for both. It keeps its state in
globals, so each job gets modules of its own. The dump is that of `test-qapi.py`.
"""

from __future__ import print_function
import io
import json
import os
import sys
import traceback
import types

scripts = sys.argv[1]
sys.path.insert(0, scripts)
sys.dont_write_bytecode = True
suite = os.path.join(scripts, '..', 'tests', 'qapi-schema', 'test-qapi.py')
is_package = os.path.isdir(os.path.join(scripts, 'qapi'))
MODULE = 'qapi.common' if is_package else 'qapi'


def code_of(path):
    with open(path, 'rb') as source:
        return compile(source.read(), path, 'exec', 0, True)


module_code = code_of(os.path.join(scripts, *MODULE.split('.')) + '.py')
suite_code = code_of(suite)
job_path = None
job_text = b''
real_open = open


class Source(object):
    """A file as the compiler uses it."""
    def __init__(self, name, text):
        self.name = name
        self.text = text

    def read(self):
        return self.text


def open_job(path, mode='r', encoding=None):
    if os.path.abspath(path) == job_path:
        data = job_text
    else:
        with real_open(path, 'rb') as source:
            data = source.read()
    if sys.version_info[0] >= 3:
        return Source(path, io.TextIOWrapper(io.BytesIO(data), encoding='utf-8').read())
    return Source(path, data)


class Stop(Exception):
    pass


def stop(status=0):
    """In place of `exit`: the error that is being handled is the result."""
    raise Stop(sys.exc_info()[1])


def fresh(name, code):
    module = types.ModuleType(name)
    module.open = open_job
    module.exit = stop
    sys.modules[name] = module
    if '.' in name:
        package, child = name.rsplit('.', 1)
        setattr(__import__(package), child, module)
    exec(code, module.__dict__)
    return module


class Out(object):
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        pass


def verdict(error):
    if isinstance(error, UnicodeDecodeError):
        return ['crash', 'UnicodeDecodeError']
    if hasattr(error, 'fname'):
        return ['error', error.fname, error.line, getattr(error, 'col', None), error.msg]
    if hasattr(error, 'msg') and isinstance(getattr(error, 'info', None), dict):
        return ['error', error.info['file'], error.info['line'], None, error.msg]
    frame = traceback.extract_tb(sys.exc_info()[2])[-1]
    return ['crash', '%s in %s' % (type(error).__name__, frame[2])]


def run(path):
    out, err, argv = sys.stdout, sys.stderr, sys.argv
    sys.stdout = captured = Out()
    sys.stderr = Out()
    sys.argv = ['test-qapi.py', path]
    try:
        fresh(MODULE, module_code)
        fresh('test_qapi', suite_code)
    except Stop as end:
        return verdict(end.args[0])
    except Exception as error:  # pylint: disable=broad-except
        return verdict(error)
    finally:
        sys.stdout, sys.stderr, sys.argv = out, err, argv
    return ['ok', ''.join(captured.parts)]


def text(answer):
    """The answer with bytes as text, which JSON needs in Python 2."""
    return [part.decode('utf-8', 'replace') if isinstance(part, bytes) else part
            for part in answer]


for job in iter(sys.stdin.readline, ''):
    job_path, job_text = json.loads(job)
    job_text = job_text.encode('latin-1')
    if sys.version_info[0] < 3:
        job_path = job_path.encode('utf-8')
    print(json.dumps(text(run(job_path))))
    sys.stdout.flush()
