import Diagnostics
import Testing

@Suite("nearestName")
struct NearestNameTests {
  static let names = ["layer4.1.conv2", "layer4.0.conv2", "features", "covid", "normal"]

  @Test(
    "finds the name that was meant",
    arguments: [
      ("layer4.1.conv", "layer4.1.conv2"), ("Covid", "covid"), ("COVID", "covid"),
      ("nromal", "normal"), ("feature", "features"), ("covid", "covid"),
    ])
  func slips(typed: String, meant: String) {
    #expect(nearestName(to: typed, among: Self.names) == meant)
  }

  @Test("offers nothing when nothing is close", arguments: ["pneumonia", "x", ""])
  func strangers(typed: String) {
    #expect(nearestName(to: typed, among: Self.names) == nil)
  }

  @Test("a third of the longer name is still a slip, more is not")
  func limit() {
    #expect(nearestName(to: "abcdxy", among: ["abcdef"]) == "abcdef")
    #expect(nearestName(to: "abcxyz", among: ["abcdef"]) == nil)
    #expect(nearestName(to: "abc", among: []) == nil)
  }

  @Test("the earlier of two equally near names wins")
  func ties() {
    #expect(nearestName(to: "layer4.2.conv2", among: Self.names) == "layer4.1.conv2")
    #expect(nearestName(to: "layer4.2.conv2", among: Self.names.reversed()) == "layer4.0.conv2")
  }
}
