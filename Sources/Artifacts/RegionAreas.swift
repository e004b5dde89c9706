/// How many pixels the connected regions above a threshold have, each counted when it is first asked
/// for: above a low threshold nearly all regions of a noisy picture are specks that nobody asks for.
///
/// Pixels that touch at a corner are connected, as in ``RegionLevel``.
struct RegionAreas {
  private let plane: [UInt8]
  private let width: Int
  private let height: Int
  private let threshold: UInt8
  /// The region of each pixel counted so far, from 1.
  private var numbers: [Int32]
  private var areas: [Int] = []
  /// Pixels of the region being counted whose neighbours were not looked at.
  private var open: [Int] = []

  init(of plane: [UInt8], width: Int, height: Int, above threshold: UInt8) {
    self.plane = plane
    self.width = width
    self.height = height
    self.threshold = threshold
    numbers = Array(repeating: 0, count: plane.count)
  }

  /// The area of the region that holds a pixel; 0 where it does not stand out.
  mutating func area(x: Int, y: Int) -> Int {
    let start = y * width + x
    guard plane[start] > threshold else { return 0 }
    if numbers[start] == 0 { count(from: start) }
    return areas[Int(numbers[start]) - 1]
  }

  private mutating func count(from start: Int) {
    let number = Int32(areas.count + 1)
    var area = 0
    numbers[start] = number
    open.append(start)
    while let pixel = open.popLast() {
      area += 1
      let (y, x) = pixel.quotientAndRemainder(dividingBy: width)
      for row in max(0, y - 1)...min(height - 1, y + 1) {
        for neighbour in row * width + max(0, x - 1)...row * width + min(width - 1, x + 1)
        where plane[neighbour] > threshold && numbers[neighbour] == 0 {
          numbers[neighbour] = number
          open.append(neighbour)
        }
      }
    }
    areas.append(area)
  }
}
