import Imaging
import Testing

@Suite("scratch") struct Scratch {
  @Test func time() {
    let side = 1024
    let image = GrayImage(
      width: side, height: side, samples: (0..<side * side).map { Float($0 &* 7919 % 1009) / 1008 })
    let area = (0..<side * side).map { i -> Bool in
      let (y, x) = (Double(i / side), Double(i % side))
      func e(_ cx: Double) -> Bool {
        let a = (x - cx) / 170, b = (y - 480) / 370; return a * a + b * b <= 1
      }
      return e(300) || e(720)
    }
    print("share", Double(area.count { $0 }) / Double(side * side))
    for fill in Fill.allCases {
      let clock = ContinuousClock()
      let times = (0..<5).map { _ in clock.measure { _ = image.filling(area, with: fill) } }
      print(fill, times.min()!)
    }
    let clock = ContinuousClock()
    print(
      "edt",
      clock.measure { _ = DistanceTransform.squaredDistances(to: area, width: side, height: side) })
    print("outside", clock.measure { _ = image.filling(area.map(!), with: .inpaint) })
  }
}
