import Synchronization
import Tensors
import Testing

@Suite("ParallelLoop")
struct ParallelLoopTests {
  @Test("every index runs exactly once", arguments: [1, 2, 4, 7])
  func coversAllIndices(threads: Int) {
    let seen = Mutex([Int]())
    ParallelLoop.$threads.withValue(threads) {
      ParallelLoop.run(100) { index in seen.withLock { $0.append(index) } }
    }
    #expect(seen.withLock { $0.sorted() } == Array(0..<100))
  }

  @Test("blocks are the same ranges for any number of threads", arguments: [1, 2, 4])
  func blocks(threads: Int) {
    let seen = Mutex(Set<Range<Int>>())
    ParallelLoop.$threads.withValue(threads) {
      ParallelLoop.run(10, inBlocksOf: 4) { range in _ = seen.withLock { $0.insert(range) } }
    }
    #expect(seen.withLock { $0 } == [0..<4, 4..<8, 8..<10])
  }
}
