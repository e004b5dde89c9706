"""Our side: a process that stays alive and measures itself."""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np


class Engine:
    """Runs `engine-bench`; results and inputs go through files of Float32 numbers."""

    def __init__(self, program, threads):
        self.threads = threads
        self.folder = Path(tempfile.mkdtemp(prefix="engine-"))
        self.process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.inputs = {}

    def run(self, task, model, inputs, repeats=1, warmups=0, result=False, **settings):
        """Seconds of each run and, if asked for, the last run's result as a flat array."""
        output = str(self.folder / "result.f32") if result else None
        request = dict(
            task=task, model=model, inputs=self._file(inputs), shape=list(inputs.shape),
            threads=self.threads, warmups=warmups, repeats=repeats, output=output, **settings)
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"engine-bench ended with code {self.process.wait()}")
        reply = json.loads(line)
        if reply.get("error"):
            raise RuntimeError(f"engine-bench: {reply['error']}")
        return reply["seconds"], np.fromfile(output, np.float32) if result else None

    def result(self, task, model, inputs, **settings):
        """The result of one run."""
        return self.run(task, model, inputs, result=True, **settings)[1]

    def timed(self, task, model, inputs, **settings):
        """What `timing.alternate` takes."""
        return lambda repeats, warmups: self.run(
            task, model, inputs, repeats=repeats, warmups=warmups, **settings)[0]

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def _file(self, array):
        key = id(array)
        if key not in self.inputs:
            path = str(self.folder / f"{len(self.inputs)}.f32")
            np.ascontiguousarray(array, np.float32).tofile(path)
            self.inputs[key] = (path, array)  # the array too, so that its id stays taken
        return self.inputs[key][0]
