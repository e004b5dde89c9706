internal import Dispatch
internal import Synchronization

/// Numbered outcomes that several workers produce and one consumer takes in order.
///
/// Between the oldest outcome not yet released and the youngest begun lie at most `capacity`
/// numbers; a worker that is farther ahead waits.
final class OrderedOutcomes<Output: Sendable>: Sendable {
  private struct State {
    var next = 0
    var end: Int
    var finished: [Int: Result<Output, any Error>] = [:]
  }

  private let state: Mutex<State>
  /// One for each number that may be begun.
  private let room = DispatchSemaphore(value: 0)
  /// One for each outcome since the consumer last looked.
  private let arrivals = DispatchSemaphore(value: 0)

  /// Room for the outcomes `0..<count`.
  init(count: Int, capacity: Int) {
    state = Mutex(State(end: count))
    for _ in 0..<capacity { room.signal() }
  }

  // MARK: The workers' side

  /// The next number, as soon as there is room for its outcome; `nil` when there is none left.
  func begin() -> Int? {
    room.wait()
    return state.withLock { state in
      guard state.next < state.end else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// Hands over the outcome of a number that was begun.
  func finish(_ index: Int, with outcome: Result<Output, any Error>) {
    state.withLock { $0.finished[index] = outcome }
    arrivals.signal()
  }

  // MARK: The consumer's side

  /// Takes an outcome, waiting until it is there.
  func outcome(of index: Int) -> Result<Output, any Error> {
    while true {
      if let outcome = state.withLock({ $0.finished.removeValue(forKey: index) }) {
        return outcome
      }
      arrivals.wait()
    }
  }

  /// Makes room for one more number.
  func release() { room.signal() }

  /// Lets no further number begin, and `workers` waiting for one return.
  func close(workers: Int) {
    state.withLock { $0.end = $0.next }
    for _ in 0..<workers { room.signal() }
  }
}
