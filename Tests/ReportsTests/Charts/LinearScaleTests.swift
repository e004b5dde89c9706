import Reports
import Testing

@Suite("Linear scale")
struct LinearScaleTests {
  @Test("both ends of the domain lie at both ends of the range, the middle in the middle")
  func ends() {
    let scale = LinearScale(-1...3, from: 10, to: 50)
    #expect([-1, 1, 3].map { scale($0) } == [10, 30, 50])
  }

  @Test("an axis that runs upwards is only a range that runs down")
  func upwards() {
    let scale = LinearScale(0...1, from: 250, to: 10)
    #expect([0, 0.25, 1].map { scale($0) } == [250, 190, 10])
  }

  @Test("what lies beyond an end is drawn at that end")
  func beyond() {
    let scale = LinearScale(0...1, from: 0, to: 100)
    #expect([-5, 7].map { scale($0) } == [0, 100])
  }

  @Test("a domain of one number has it in the middle")
  func point() {
    #expect(LinearScale(0.4...0.4, from: 0, to: 100)(0.4) == 50)
  }

  @Test(
    "ticks are round numbers inside the domain",
    arguments: [
      (0.0...1.0, [0, 0.2, 0.4, 0.6, 0.8, 1]), (-0.2...0.4, [-0.2, 0, 0.2, 0.4]),
      (0.0...7.0, [0, 2, 4, 6]), (3.0...480.0, [100, 200, 300, 400]),
    ])
  func ticks(domain: ClosedRange<Double>, expected: [Double]) {
    let ticks = LinearScale(domain, from: 0, to: 1).ticks()
    #expect(ticks.count == expected.count)
    #expect(zip(ticks, expected).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("a round domain holds every finite value and the anchor")
  func roundDomain() {
    let domain = LinearScale.roundDomain(of: [0.13, 0.41, .nan, .infinity], around: 0)
    #expect(domain.lowerBound == 0)
    #expect(domain.upperBound >= 0.41 && domain.upperBound < 0.5)
    #expect(LinearScale.roundDomain(of: [], around: 0).contains(0))
  }
}
