import Phantoms
import Testing

@Suite("The plan of a phantom data set")
struct PhantomDesignTests {
  private func count(
    _ cases: [PhantomCase], _ label: PhantomLabel, _ source: SourceLook
  ) -> Int {
    cases.count { $0.label == label && $0.source == source }
  }

  @Test("balanced: each source has both classes equally, in every split")
  func balanced() {
    let design = PhantomDesign(.balanced, train: 40, val: 8, test: 12)
    for (split, cell) in [(PhantomSplit.train, 10), (.val, 2), (.test, 3)] {
      for label in PhantomLabel.allCases {
        #expect(count(design.cases(split), label, .north) == cell)
        #expect(count(design.cases(split), label, .south) == cell)
      }
    }
  }

  @Test("imbalanced: each class comes from one source, in every split")
  func imbalanced() {
    let design = PhantomDesign(
      .imbalanced, train: 40, val: 8, test: 12, normalSource: .east, covidSource: .west)
    for (split, size) in [(PhantomSplit.train, 40), (.val, 8), (.test, 12)] {
      #expect(count(design.cases(split), .normal, .east) == size / 2)
      #expect(count(design.cases(split), .covid, .west) == size / 2)
      #expect(design.cases(split).count == size)
    }
  }

  @Test("swapped: each class comes from the other's source")
  func swapped() {
    let own = PhantomDesign(.imbalanced, train: 10, val: 4, test: 7).cases
    let other = PhantomDesign(.swapped, train: 10, val: 4, test: 7).cases
    #expect(own.map(\.patient) == other.map(\.patient) && own.map(\.label) == other.map(\.label))
    #expect(zip(own, other).allSatisfy { $0.source != $1.source })
  }

  @Test(
    "the share of a class from its own source is (1 + strength) / 2",
    arguments: [0, 0.1, 0.25, 0.5, 0.8, 1])
  func strength(_ strength: Double) {
    for kind in [PhantomDesign.Kind.imbalanced, .swapped] {
      let cases = PhantomDesign(kind, strength: strength, train: 400, val: 80, test: 0).cases
      let share = kind == .imbalanced ? (1 + strength) / 2 : (1 - strength) / 2
      for (label, source) in [(PhantomLabel.normal, SourceLook.north), (.covid, .south)] {
        let training = cases.filter { $0.split == .train }
        #expect(count(training, label, source) == Int((200 * share).rounded()))
        // Evenly spread: any stretch of the set has its share.
        let stretch = Array(training.filter { $0.label == label }[50..<90])
        #expect(abs(Double(count(stretch, label, source)) - 40 * share) <= 1)
      }
    }
    if strength == 0 {
      #expect(
        PhantomDesign(.imbalanced, strength: 0).cases == PhantomDesign(.balanced).cases)
    }
  }

  @Test("no patient is in two splits", arguments: PhantomDesign.Kind.allCases)
  func disjoint(kind: PhantomDesign.Kind) {
    let cases = PhantomDesign(kind, train: 30, val: 7, test: 11).cases
    #expect(cases.count == 48)
    #expect(Set(cases.map(\.patient)).count == 48)
    #expect(cases.map(\.split) == cases.map(\.split).sorted { order($0) < order($1) })
  }

  @Test("odd sizes differ by at most one image a cell")
  func oddSizes() {
    let cases = PhantomDesign(.balanced, train: 7, val: 0, test: 0).cases
    let cells = PhantomLabel.allCases.flatMap { label in
      [SourceLook.north, .south].map { count(cases, label, $0) }
    }
    #expect(cells.allSatisfy { (1...2).contains($0) })
  }

  @Test("both kinds have the same patients, labels and splits, and share half of the pictures")
  func paired() {
    let balanced = PhantomDesign(.balanced, train: 20, val: 4, test: 8).cases
    let imbalanced = PhantomDesign(.imbalanced, train: 20, val: 4, test: 8).cases
    #expect(balanced.map(\.patient) == imbalanced.map(\.patient))
    #expect(balanced.map(\.label) == imbalanced.map(\.label))
    #expect(balanced.map(\.split) == imbalanced.map(\.split))
    #expect(zip(balanced, imbalanced).count { $0 == $1 } == 16)
  }

  private func order(_ split: PhantomSplit) -> Int {
    PhantomSplit.allCases.firstIndex(of: split) ?? -1
  }
}
