import Foundation
import LungAttention
import Synchronization
import Testing

@Suite("Case pipeline", .timeLimit(.minutes(1)))
struct CasePipelineTests {
  private struct Bad: Error {}

  private static func cases(_ count: Int) -> [Case] {
    (0..<count).map { Case(image: "\($0)") }
  }

  @Test("cases come in order and a failure stops nothing", arguments: [1, 2, 3, 8])
  func order(threads: Int) throws {
    var seen: [String] = []
    try ParallelLoop.$threads.withValue(threads) {
      try CasePipeline.run(Self.cases(23)) { subject -> String in
        // The first of every three takes longest, so that the others finish before it.
        if let number = Int(subject.image), number % 3 == 0 { Thread.sleep(forTimeInterval: 0.003) }
        if subject.image == "4" { throw Bad() }
        return subject.image + "!"
      } deliver: { subject, outcome in
        seen.append((try? outcome.get()) ?? "failed \(subject.image)")
      }
    }
    #expect(seen == (0..<23).map { $0 == 4 ? "failed 4" : "\($0)!" })
  }

  @Test("no cases, no deliveries", arguments: [1, 4])
  func none(threads: Int) {
    ParallelLoop.$threads.withValue(threads) {
      CasePipeline.run([]) { _ in
        0
      } deliver: { _, _ in
        Issue.record("delivered nothing")
      }
    }
  }

  @Test("while one case is slow the others go on, but only as far as there is room")
  func room() {
    let (threads, slow) = (3, 5)
    // Nothing from the slow case on is delivered while it runs, so no more than these are begun.
    let limit = slow + 2 * threads
    let begun = Mutex(0)
    var delivered = 0
    ParallelLoop.$threads.withValue(threads) {
      CasePipeline.run(Self.cases(40)) { subject -> Int in
        begun.withLock { $0 += 1 }
        guard subject.image == "\(slow)" else { return 0 }
        while begun.withLock({ $0 }) < limit { Thread.sleep(forTimeInterval: 0.001) }
        Thread.sleep(forTimeInterval: 0.02)
        return begun.withLock { $0 }
      } deliver: { _, outcome in
        #expect(begun.withLock { $0 } - delivered <= 2 * threads)
        #expect((try? outcome.get()) == (delivered == slow ? limit : 0))
        delivered += 1
      }
    }
    #expect(delivered == 40)
  }

  @Test("a delivery that throws ends the run with its error", arguments: [1, 2, 4])
  func throwingDelivery(threads: Int) {
    let begun = Mutex(0)
    var delivered = 0
    #expect(throws: Bad.self) {
      try ParallelLoop.$threads.withValue(threads) {
        try CasePipeline.run(Self.cases(50)) { _ in
          begun.withLock { $0 += 1 }
        } deliver: { _, _ in
          if delivered == 7 { throw Bad() }
          delivered += 1
        }
      }
    }
    #expect(delivered == 7)
    let atTheEnd = begun.withLock { $0 }
    #expect(atTheEnd <= 7 + 2 * threads)
    Thread.sleep(forTimeInterval: 0.01)
    #expect(begun.withLock { $0 } == atTheEnd)
  }

  @Test("each case has one thread where several run, and all where it runs alone")
  func innerThreads() {
    var seen: [Int] = []
    ParallelLoop.$threads.withValue(3) {
      for count in [5, 1] {
        CasePipeline.run(Self.cases(count)) { _ in
          ParallelLoop.threads
        } deliver: { _, outcome in
          seen.append((try? outcome.get()) ?? 0)
        }
      }
    }
    #expect(seen == [1, 1, 1, 1, 1, 3])
  }
}
