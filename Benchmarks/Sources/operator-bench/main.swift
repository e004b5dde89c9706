// Measures operators on one thread: `operator-bench [--filter '3×3'] [--min-time 2]`.

import Benchmark
import LungAttention

let cases = try OperatorCase.all()
let suite = BenchmarkSuite(name: "operators")
for subject in cases {
  suite.benchmark(subject.name) {
    try ParallelLoop.$threads.withValue(1) {
      _ = try subject.network.output(for: subject.input)
    }
  }
}

var runner = BenchmarkRunner(
  suites: [suite], settings: parseArguments() + [Format(.none)],
  customDefaults: [WarmupIterations(3), MinTime(seconds: 0.5), MaxIterations(10_000)])
let ceilings = Ceilings()
try runner.run()
print(OperatorTable(runner.results, of: cases, ceilings: ceilings))
