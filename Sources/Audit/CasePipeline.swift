internal import Dispatch
public import Tables
internal import Tensors

/// Runs the same work on many cases, several at a time, and hands the outcomes over in order.
public enum CasePipeline {
  /// Does `work` for each case; at most one case per thread is under way.
  ///
  /// A thread that has finished a case takes the next at once, but never more than twice as many
  /// cases as there are threads are under way or wait for delivery: memory does not grow with the
  /// number of cases. A case that fails is handed over as a failure and the rest goes on.
  ///
  /// - Parameters:
  ///   - work: Runs on any thread; what it writes must belong to its case alone.
  ///   - deliver: Called on this thread, in the order of the cases. When it throws, no further
  ///     case is begun.
  public static func run<Output: Sendable>(
    _ cases: [Case], work: @Sendable (Case) throws -> Output,
    deliver: (Case, Result<Output, any Error>) throws -> Void
  ) rethrows {
    let workers = min(ParallelLoop.threads, cases.count)
    guard workers > 1 else {
      for subject in cases { try deliver(subject, Result { try work(subject) }) }
      return
    }
    let outcomes = OrderedOutcomes<Output>(count: cases.count, capacity: 2 * workers)
    let queue = DispatchQueue(label: "CasePipeline", attributes: .concurrent)
    let running = DispatchGroup()
    try withoutActuallyEscaping(work) { work in
      for _ in 0..<workers {
        queue.async(group: running) {
          ParallelLoop.$threads.withValue(1) {
            while let index = outcomes.begin() {
              outcomes.finish(index, with: Result { try work(cases[index]) })
            }
          }
        }
      }
      defer {
        outcomes.close(workers: workers)
        running.wait()
      }
      for (index, subject) in cases.enumerated() {
        try deliver(subject, outcomes.outcome(of: index))
        outcomes.release()
      }
    }
  }
}
