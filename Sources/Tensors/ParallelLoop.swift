internal import Dispatch
internal import Foundation
internal import Synchronization

/// A loop whose iterations run on several threads.
///
/// The iterations are the caller's fixed partition of the work. Each must write only to memory
/// of its own, so that the result does not depend on how many threads there are.
public enum ParallelLoop {
  /// The greatest number of threads that loops started from here may use.
  ///
  /// Change it for a scope with `ParallelLoop.$threads.withValue(4) { … }`. Loops inside a
  /// parallel iteration run on that iteration's thread.
  @TaskLocal public static var threads = ProcessInfo.processInfo.activeProcessorCount

  /// Calls `body` once for each index in `0..<count` and returns when all calls have.
  public static func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    let workers = min(threads, count)
    guard workers > 1 else {
      for index in 0..<count { body(index) }
      return
    }
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      $threads.withValue(1) {
        while true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < count else { return }
          body(index)
        }
      }
    }
  }

  /// Calls `body` with consecutive ranges of at most `size` that together cover `0..<count`.
  public static func run(
    _ count: Int, inBlocksOf size: Int, _ body: @Sendable (Range<Int>) -> Void
  ) {
    run((count + size - 1) / size) { block in
      body(block * size..<min(count, (block + 1) * size))
    }
  }
}
