import ArgumentParser
import LungAttention

/// How a command uses the machine.
struct ExecutionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads to use; the results do not depend on it.", valueName: "number"))
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads), expected 1 or more.")
    }
  }

  /// Runs `body` with that many threads.
  func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try ParallelLoop.$threads.withValue(threads ?? ParallelLoop.threads, operation: body)
  }
}
