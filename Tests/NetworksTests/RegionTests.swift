import Networks
import Tensors
import Testing

@Suite("What a changed rectangle can change")
struct RegionTests {
  static let windows = [
    (1, 1, 0, 0, 1), (3, 1, 1, 1, 1), (3, 2, 1, 1, 1), (7, 2, 3, 3, 1), (2, 2, 0, 0, 1),
    (3, 1, 2, 2, 2), (3, 3, 0, 1, 2), (1, 2, 0, 0, 1), (5, 1, 0, 4, 1), (2, 3, 1, 0, 3),
  ].map { kernel, stride, before, after, dilation in
    Window(
      kernel: Extent(height: kernel, width: 1), stride: Extent(height: stride, width: 1),
      padding: .init(top: before, left: 0, bottom: after, right: 0),
      dilation: Extent(height: dilation, width: 1))
  }

  @Test("the outputs that read a cell, and the cells that outputs read, by trying all")
  func windows() throws {
    for window in Self.windows {
      for size in [7, 8, 13] {
        let map = Extent(height: size, width: 1)
        guard let outputs = window.outputExtent(for: map) else { continue }
        func taps(_ output: Int) -> [Int] {
          (0..<window.kernel.height).map {
            output * window.stride.height - window.padding.top + $0 * window.dilation.height
          }.filter { (0..<size).contains($0) }
        }
        // Taps with gaps may skip a narrow change; what is found may then be more.
        let isDense =
          window.dilation.height == 1 && window.kernel.height >= window.stride.height
        for first in 0..<size {
          for end in first + 1...size {
            let readers = (0..<outputs.height).filter { output in
              taps(output).contains { (first..<end).contains($0) }
            }
            let found = window.changed(
              Region(rows: first..<end, columns: 0..<1), output: outputs)
            #expect(readers.allSatisfy { found.rows.contains($0) })
            if isDense { #expect(Array(found.rows) == readers) }
          }
        }
        for first in 0..<outputs.height {
          for end in first + 1...outputs.height {
            let read = (first..<end).flatMap(taps)
            let found = window.needed(
              for: Region(rows: first..<end, columns: 0..<1), input: map)
            #expect(read.allSatisfy { found.rows.contains($0) })
            if let least = read.min(), let greatest = read.max(), isDense {
              #expect(found.rows == least..<greatest + 1)
            }
          }
        }
      }
    }
  }

  @Test("nothing changes where nothing changed, and nothing is needed for nothing")
  func empty() {
    let window = Window.square(3, padding: 1)
    #expect(window.changed(.empty, output: .square(9)).isEmpty)
    #expect(window.needed(for: .empty, input: .square(9)).isEmpty)
  }

  @Test("a union holds both, and nothing added to a region changes it")
  func union() {
    let a = Region(rows: 2..<5, columns: 1..<3)
    let b = Region(rows: 4..<9, columns: 7..<8)
    #expect(a.union(b) == Region(rows: 2..<9, columns: 1..<8))
    #expect(a.union(.empty) == a && Region.empty.union(a) == a)
    #expect(a.union(b).contains(a) && !a.contains(b) && a.contains(.empty))
  }
}
