internal import Tensors

/// The input pixels in a window, gathered for one output after another.
struct WindowTaps {
  private let window: Window
  private let input: Patches
  /// Where the pixels lie, and the tap of the window that each is.
  private let pointers: UnsafeMutablePointer<UnsafePointer<Float>>
  private let places: UnsafeMutablePointer<Int>
  /// How many pixels the last output reads.
  private(set) var count = 0

  /// Calls `body` with room for the taps of one output.
  static func with(
    _ window: Window, of input: Patches, _ body: (inout WindowTaps) -> Void
  ) {
    withUnsafeTemporaryAllocation(
      of: UnsafePointer<Float>.self, capacity: window.kernel.area
    ) { pointers in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: window.kernel.area) { places in
        guard let pointers = pointers.baseAddress, let places = places.baseAddress else { return }
        var taps = WindowTaps(
          window: window, input: input, pointers: pointers, places: places)
        body(&taps)
      }
    }
  }

  private init(
    window: Window, input: Patches, pointers: UnsafeMutablePointer<UnsafePointer<Float>>,
    places: UnsafeMutablePointer<Int>
  ) {
    self.window = window
    self.input = input
    self.pointers = pointers
    self.places = places
  }

  /// The pixels found by ``gather(patch:row:column:)``.
  var pixels: UnsafePointer<UnsafePointer<Float>> { UnsafePointer(pointers) }

  /// The tap of the window, row by row, that pixel `index` is.
  func tap(_ index: Int) -> Int { places[index] }

  /// Finds the pixels that an output reads; those outside the map are left out.
  mutating func gather(patch: Int, row: Int, column: Int) {
    let region = input.region(patch)
    let top = row * window.stride.height - window.padding.top
    let left = column * window.stride.width - window.padding.left
    count = 0
    for tapRow in 0..<window.kernel.height {
      let y = top + tapRow * window.dilation.height
      guard region.rows.contains(y) else { continue }
      for tapColumn in 0..<window.kernel.width {
        let x = left + tapColumn * window.dilation.width
        guard region.columns.contains(x) else { continue }
        pointers[count] = UnsafePointer(input.pixel(patch, row: y, column: x))
        places[count] = tapRow * window.kernel.width + tapColumn
        count += 1
      }
    }
  }
}
