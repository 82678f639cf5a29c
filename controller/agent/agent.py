"""Runs Python scripts that come by standard input, side by side, and tells what they print.

One such process serves all questions to a host, because starting Python costs more than most answers
do. Each script has a process of its own, forked from this one, whose standard input is its argument.

Standard input: lines of JSON {"id", "name", "script", "argument", "folder"}; the folder, or null, is
where the script finds its modules. Standard output: lines {"id", "output"} or {"id", "error"}, as
scripts end. The end of standard input ends the scripts that still run.
"""

# What most scripts use is imported once for all of them.
import concurrent.futures  # noqa: F401
import http.client  # noqa: F401
import json
import os
import selectors
import signal
import ssl  # noqa: F401
import subprocess  # noqa: F401
import sys
import traceback


class Job:
    """A script that runs. Files in memory, unlike pipes, take any amount of output."""

    def __init__(self, request):
        self.id = request["id"]
        self.input, self.output, self.errors = (os.memfd_create(name) for name in ("input", "output", "errors"))
        os.write(self.input, json.dumps(request["argument"]).encode())
        os.lseek(self.input, 0, os.SEEK_SET)
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(self.become(request))
        self.descriptor = os.pidfd_open(self.pid)

    def become(self, request):
        """The forked process: runs the script. Returns the exit code."""
        os.setpgid(0, 0)
        for descriptor, target in enumerate((self.input, self.output, self.errors)):
            os.dup2(target, descriptor)
        sys.path[:0] = filter(None, [request["folder"]])
        try:
            exec(compile(request["script"], request["name"], "exec"), {"__name__": "__main__"})
            code = 0
        except SystemExit as end:
            code = end.code
        except BaseException:
            traceback.print_exc()
            code = 1
        if code is not None and not isinstance(code, int):
            print(code, file=sys.stderr)
            code = 1
        sys.stdout.flush()
        sys.stderr.flush()
        return code or 0

    def answer(self):
        """To be called when the process has ended."""
        _, status = os.waitpid(self.pid, 0)
        output, errors = text(self.output), text(self.errors).strip()
        for descriptor in (self.input, self.output, self.errors, self.descriptor):
            os.close(descriptor)
        if status == 0:
            return {"id": self.id, "output": output}
        last = errors.splitlines()[-1] if errors else f"ended with status {status}"
        return {"id": self.id, "error": last}

    def end(self):
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it has not had the time to found its process group


def text(descriptor):
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0).decode(errors="replace")


def serve():
    buffer = b""
    jobs = {}
    with selectors.DefaultSelector() as selector:
        selector.register(0, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fd != 0:
                    selector.unregister(key.fd)
                    line = json.dumps(jobs.pop(key.fd).answer()).encode() + b"\n"
                    while line:
                        line = line[os.write(1, line) :]
                    continue
                data = os.read(0, 65536)
                if not data:
                    for job in jobs.values():
                        job.end()
                    return
                *lines, buffer = (buffer + data).split(b"\n")
                for line in lines:
                    job = Job(json.loads(line))
                    jobs[job.descriptor] = job
                    selector.register(job.descriptor, selectors.EVENT_READ)


serve()
