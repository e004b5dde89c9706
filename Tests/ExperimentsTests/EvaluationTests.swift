import LungAttention
import TestSupport
import Testing

@Suite("How well networks answer")
struct EvaluationTests {
  private static let set = StudySet(.sourceBalanced, .full)

  private func answer(_ patient: String, is label: Int, says score: Double) -> TestPrediction {
    TestPrediction(
      trained: Self.set, image: patient, label: label, source: "north", cluster: patient,
      probabilities: [1 - score, score])
  }

  private struct Reference: Decodable {
    let scores: [Double]
    let outcomes: [Bool]
    let plainArea: Double
    let balancedAccuracy: Double
    let hits: [Bool]
  }

  @Test("accuracy, balanced accuracy and AUROC agree with scikit-learn")
  func scikitLearn() {
    let references: [Reference] = Fixture.json("Statistics/evaluations.json")
    for reference in references {
      let answers = zip(reference.scores, reference.outcomes).enumerated().map {
        answer("p\($0)", is: $1.1 ? 1 : 0, says: $1.0)
      }
      let evaluation = Evaluation([answers], positive: 1, withIntervals: false)
      func isClose(_ measure: EvaluationMeasure, _ expected: Double) -> Bool {
        abs((evaluation[measure].value ?? .nan) - expected) < 1e-12
      }
      #expect(isClose(.auroc, reference.plainArea))
      #expect(isClose(.balancedAccuracy, reference.balancedAccuracy))
      #expect(
        isClose(
          .accuracy, Double(reference.hits.count(where: \.self)) / Double(reference.hits.count)))
    }
  }

  @Test("several seeds: the mean of their figures, and the least and the greatest")
  func seeds() throws {
    let right = (0..<20).map { answer("p\($0)", is: $0 % 2, says: $0 % 2 == 1 ? 0.9 : 0.1) }
    let wrong = (0..<20).map { answer("p\($0)", is: $0 % 2, says: $0 % 2 == 1 ? 0.1 : 0.9) }
    let evaluation = Evaluation([right, wrong], positive: 1)
    #expect(evaluation[.accuracy].value == 0.5)
    #expect(evaluation.spread[.accuracy] == 0...1)
    #expect(evaluation.answers == 40)
    #expect(evaluation.clusters == 20)
  }

  @Test("a perfect score does not claim certainty: Wilson's interval of as many patients")
  func perfect() throws {
    let answers = (0..<20).map { answer("p\($0)", is: $0 % 2, says: $0 % 2 == 1 ? 0.9 : 0.1) }
    let evaluation = Evaluation([answers, answers], positive: 1)
    #expect(evaluation[.accuracy].interval == .wilson(successes: 20, of: 20))
    #expect(evaluation[.sensitivity].interval == .wilson(successes: 10, of: 10))
    #expect(evaluation[.auroc].interval == .wilson(successes: 10, of: 10))
  }

  @Test("always the same class: balanced accuracy is at chance, with an interval around it")
  func oneAnswer() throws {
    let answers = (0..<40).map { answer("p\($0)", is: $0 % 2, says: 0.9) }
    let evaluation = Evaluation([answers], positive: 1)
    let interval = try #require(evaluation[.balancedAccuracy].interval)
    #expect(evaluation[.balancedAccuracy].value == 0.5)
    #expect(interval.lower < 0.45 && interval.upper > 0.55)
    #expect(evaluation[.specificity].interval == .wilson(successes: 0, of: 20))
  }

  @Test("a class that is always missed does not make the balanced accuracy certain")
  func nearlyOneAnswer() throws {
    let answers = (0..<40).map { answer("p\($0)", is: $0 % 2, says: $0 == 0 ? 0.9 : 0.1) }
    let figure = Evaluation([answers], positive: 1)[.balancedAccuracy]
    let interval = try #require(figure.interval)
    // Sensitivity 0 of 20, specificity 19 of 20, each as uncertain as Wilson says.
    let expected = try #require(ConfidenceInterval.wilson(ofMean: [(0, 20), (0.95, 20)]))
    #expect(abs(interval.lower - expected.lower) < 1e-12)
    #expect(abs(interval.upper - expected.upper) < 1e-12 && interval.upper > 0.5)
  }

  @Test("one class only: no AUROC and no specificity, and they are not zero")
  func oneClass() {
    let answers = (0..<8).map { answer("p\($0)", is: 1, says: 0.8) }
    let evaluation = Evaluation([answers], positive: 1)
    #expect(evaluation[.auroc].value == nil && evaluation[.auroc].interval == nil)
    #expect(evaluation[.specificity].value == nil)
    #expect(evaluation[.accuracy].value == 1)
  }

  @Test("images of one patient count as one: the interval is wider")
  func patients() throws {
    let scores = (0..<60).map { Double(($0 / 3) * 37 % 20) / 20 }
    let alone = scores.enumerated().map { answer("p\($0)", is: ($0 / 3) % 2, says: $1) }
    let together = scores.enumerated().map { answer("p\($0 / 3)", is: ($0 / 3) % 2, says: $1) }
    let narrow = try #require(Evaluation([alone], positive: 1)[.accuracy].interval)
    let wide = try #require(Evaluation([together], positive: 1)[.accuracy].interval)
    #expect(wide.upper - wide.lower > 1.3 * (narrow.upper - narrow.lower))
  }

  @Test("a patient alone gives no interval")
  func onePatient() {
    let answers = [answer("p", is: 0, says: 0.2), answer("p", is: 1, says: 0.7)]
    #expect(Evaluation([answers], positive: 1)[.accuracy].interval == nil)
  }
}
