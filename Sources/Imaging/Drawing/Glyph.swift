/// The shape of a character, in units of the em, y upwards from the baseline.
struct Glyph: Sendable {
  /// A stretch of outline that ends at `end`; a line when the control point is absent.
  struct Segment: Sendable {
    var control: Point?
    var end: Point
  }

  /// The distance to the next character's start.
  var advance: Double
  /// Closed outlines; the first segment of each only says where it starts.
  var contours: [[Segment]]

  /// An upright frame that stands for characters without an outline.
  static let box: Glyph = {
    func frame(_ left: Double, _ bottom: Double, _ right: Double, _ top: Double) -> [Segment] {
      [(left, bottom), (left, top), (right, top), (right, bottom)]
        .map { Segment(end: Point(x: $0.0, y: $0.1)) }
    }
    return Glyph(
      advance: 0.6,
      contours: [frame(0.06, 0, 0.54, 0.73), frame(0.12, 0.06, 0.48, 0.67).reversed()])
  }()

  /// The outlines in pixels, with curves as polygons within a twentieth of a pixel.
  func outline(size: Double, at pen: Point) -> [[Point]] {
    func place(_ point: Point) -> Point {
      Point(x: pen.x + point.x * size, y: pen.y - point.y * size)
    }
    return contours.map { segments in
      var polygon: [Point] = []
      for segment in segments {
        let end = place(segment.end)
        if let control = segment.control.map(place), let start = polygon.last {
          // A quadratic curve leaves its chord by a quarter of this, and n pieces by n² less.
          let bend = (start - control * 2 + end).length
          let pieces = max(1, Int((bend * 5).squareRoot().rounded(.up)))
          for piece in 1..<max(pieces, 1) {
            let t = Double(piece) / Double(pieces)
            polygon.append(
              start * ((1 - t) * (1 - t)) + control * (2 * t * (1 - t)) + end * (t * t))
          }
        }
        polygon.append(end)
      }
      return polygon
    }
  }
}

extension Glyph {
  /// Reads the notation of `make_glyphs.py`: `@` code point, advance, then relative `m l q`.
  static func parse(_ outlines: StaticString) -> [Character: Glyph] {
    var glyphs: [Character: Glyph] = [:]
    for record in outlines.description.split(separator: "@") {
      let scanner = record.utf8
      guard let space = scanner.firstIndex(of: UInt8(ascii: " ")),
        let code = UInt32(record[..<space], radix: 16), let scalar = Unicode.Scalar(code)
      else { continue }
      glyphs[Character(scalar)] = Glyph(notation: scanner[scanner.index(after: space)...])
    }
    return glyphs
  }

  private init(notation: Substring.UTF8View.SubSequence) {
    self.init(advance: 0, contours: [])
    var command = UInt8(ascii: "a")
    var numbers: [Double] = []
    var number: (magnitude: Double, sign: Double)?
    var here = Point(x: 0, y: 0)

    func finishNumber() {
      if let read = number { numbers.append(read.sign * read.magnitude / 2048) }
      number = nil
    }
    func finishCommand() {
      finishNumber()
      let points = stride(from: 0, to: numbers.count - 1, by: 2)
        .map { here + Point(x: numbers[$0], y: numbers[$0 + 1]) }
      switch (command, points.count) {
      case (UInt8(ascii: "a"), _): advance = numbers.first ?? 0
      case (UInt8(ascii: "m"), 1): contours.append([Segment(end: points[0])])
      case (UInt8(ascii: "l"), 1) where !contours.isEmpty:
        contours[contours.count - 1].append(Segment(end: points[0]))
      case (UInt8(ascii: "q"), 2) where !contours.isEmpty:
        contours[contours.count - 1].append(Segment(control: points[0], end: points[1]))
      default: break
      }
      here = points.last ?? here
      numbers = []
    }
    for byte in notation {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Double(byte - UInt8(ascii: "0"))
        number = ((number?.magnitude ?? 0) * 10 + digit, number?.sign ?? 1)
      case UInt8(ascii: "-"):
        finishNumber()
        number = (0, -1)
      case UInt8(ascii: "m"), UInt8(ascii: "l"), UInt8(ascii: "q"):
        finishCommand()
        command = byte
      default: finishNumber()
      }
    }
    finishCommand()
  }
}
