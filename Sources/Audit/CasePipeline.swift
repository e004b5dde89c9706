internal import Synchronization
public import Tables
internal import Tensors

/// Runs the same work on many cases, several at a time, and hands the outcomes over in order.
public enum CasePipeline {
  /// Does `work` for each case; at most one case per thread is under way.
  ///
  /// A case that fails is handed over as a failure and the rest goes on.
  ///
  /// - Parameters:
  ///   - work: Runs on any thread; what it writes must belong to its case alone.
  ///   - deliver: Called on this thread, in the order of the cases.
  public static func run<Output: Sendable>(
    _ cases: [Case], work: @Sendable (Case) throws -> Output,
    deliver: (Case, Result<Output, any Error>) throws -> Void
  ) rethrows {
    let width = max(1, ParallelLoop.threads)
    for start in stride(from: 0, to: cases.count, by: width) {
      let block = Array(cases[start..<min(cases.count, start + width)])
      let outcomes = Mutex([Int: Result<Output, any Error>]())
      ParallelLoop.run(block.count) { index in
        let outcome = Result { try work(block[index]) }
        outcomes.withLock { $0[index] = outcome }
      }
      let finished = outcomes.withLock { $0 }
      for (index, subject) in block.enumerated() {
        if let outcome = finished[index] { try deliver(subject, outcome) }
      }
    }
  }
}
