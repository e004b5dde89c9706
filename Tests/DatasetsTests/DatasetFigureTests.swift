import Datasets
import Imaging
import LungAttention
import TestSupport
import Testing

/// What SciPy and scikit-learn say.
private struct References: Decodable {
  struct Association: Decodable {
    let labels: [Int]
    let sources: [Int]
    let index: Double
  }

  struct Classifier: Decodable {
    let features: [[Double]]
    let labels: [Int]
    let asked: [[Double]]
    let scores: [[Double]]
    let predictions: [Int]
  }

  struct Picture: Decodable {
    let samples: [Float]
    let hash: String
    let sharpness: Double
  }

  struct Details: Decodable {
    let pictures: [[Float]]
    let agreements: [[Double]]
  }

  let associations: [Association]
  let classifiers: [Classifier]
  let pictures: [Picture]
  let details: Details
}

@Suite("The figures of a data-set audit")
struct DatasetFigureTests {
  private let references: References = Fixture.json("Datasets/datasets.json")

  @Test("the index is scikit-learn's homogeneity of class and source; undefined for one class")
  func index() throws {
    for reference in references.associations {
      let index = try EffectSize.uncertaintyCoefficient(
        of: reference.labels, given: reference.sources
      ).get()
      #expect(abs(index - reference.index) < 1e-12)
    }
    #expect(
      EffectSize.uncertaintyCoefficient(of: ["a", "a"], given: [1, 2]) == .failure(.constant))
    #expect(
      EffectSize.uncertaintyCoefficient(of: [String](), given: [Int]()) == .failure(.tooFew))
  }

  @Test("the small classifier is scikit-learn's RidgeClassifier with balanced classes")
  func ridge() {
    for reference in references.classifiers {
      let classes = (reference.labels.max() ?? 0) + 1
      let classifier = RidgeClassifier(
        reference.features, labels: reference.labels, classes: classes, penalty: 10)
      for (place, asked) in reference.asked.enumerated() {
        for (score, expected) in zip(classifier.scores(of: asked), reference.scores[place]) {
          #expect(abs(score - expected) < 1e-9 * max(1, abs(expected)))
        }
        #expect(classifier.prediction(for: asked) == reference.predictions[place])
      }
    }
  }

  @Test("hash and sharpness are those made with SciPy's DCT and Laplacian")
  func pictures() throws {
    for reference in references.pictures {
      let bits = String(PerceptualHash(reference.samples).bits, radix: 2)
      #expect(String(repeating: "0", count: 63 - bits.count) + bits == reference.hash)
      let picture = GrayImage(width: 32, height: 32, samples: reference.samples)
      let sharpness = try #require(PictureSharpness.value(of: picture))
      #expect(abs(sharpness - reference.sharpness) < 1e-4 * reference.sharpness)
    }
  }

  @Test("details agree as NumPy's correlations of blocks do, flat blocks apart")
  func details() throws {
    let details = try references.details.pictures.map {
      try #require(PictureDetail(GrayImage(width: 64, height: 64, samples: $0)))
    }
    for (detail, row) in zip(details, references.details.agreements) {
      for (other, expected) in zip(details, row) {
        #expect(abs(detail.agreement(with: other) - expected) < 5e-3)
      }
    }
  }

  @Test("a picture of one tone has neither detail nor sharpness")
  func flat() {
    let flat = GrayImage(width: 64, height: 64, samples: Array(repeating: 0.3, count: 4096))
    #expect(PictureDetail(flat) == nil)
    #expect(PictureSharpness.value(of: flat) == nil)
    #expect(PictureSharpness.value(of: GrayImage(width: 2, height: 9)) == nil)
  }

  @Test("a tone curve gives the tone below which a share of the pixels lies")
  func tones() {
    let curve = ToneCurve.quantiles(of: (0...100).map { Float(100 - $0) / 100 })
    for (share, tone) in zip(ToneCurve.shares, curve) { #expect(abs(Double(tone) - share) < 1e-3) }
    #expect(ToneCurve.quantiles(of: [0.5]).allSatisfy { abs($0 - 0.5) < 1e-3 })
  }

  @Test("what the sources have of the classes: shares, ratio and each source's imbalance")
  func table() {
    func cases(_ label: String, _ source: String?, _ count: Int) -> [Case] {
      (0..<count).map { Case(image: "\(label)\(source ?? "")\($0)", label: label, source: source) }
    }
    let table = ClassTable(
      cases("covid", "a", 30) + cases("covid", "b", 10) + cases("normal", "a", 30)
        + cases("normal", "c", 5) + cases("normal", nil, 99))
    #expect(table.labels == ["covid", "normal"] && table.sources == ["a", "b", "c"])
    #expect(table.counts == [[30, 30], [10, 0], [0, 5]])
    #expect(table.classCounts == [40, 35])
    #expect(table.sources.indices.map { table.imbalance(ofSource: $0) } == [0, 1, 1])
    #expect(ClassTable(cases("covid", "a", 3)).imbalance(ofSource: 0) == nil)
  }
}
