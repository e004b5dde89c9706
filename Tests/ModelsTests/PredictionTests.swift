import Foundation
import Models
import Testing

@Suite("Predictions")
struct PredictionTests {
  @Test("the first of the greatest logits is predicted")
  func predicted() throws {
    let prediction = try Prediction(logits: [-1, 2, 2], activation: .softmax)
    #expect(prediction.predicted == 1)
    #expect(prediction.confidence == prediction.probabilities?[1])
  }

  @Test(
    "logits that say nothing are an error",
    arguments: [[], [.nan, 1], [1, .nan], [.infinity, 0]])
  func notFinite(logits: [Float]) {
    #expect(throws: PredictionError.self) {
      try Prediction(logits: logits, activation: .softmax)
    }
  }

  @Test("softmax shares out, sigmoid takes each logit by itself")
  func definitions() throws {
    let logits: [Float] = [0.5, -1.25, 2]
    let powers = logits.map { exp(Double($0)) }
    let softmax = try #require(Prediction(logits: logits, activation: .softmax).probabilities)
    let sigmoid = try #require(Prediction(logits: logits, activation: .sigmoid).probabilities)
    for (index, power) in powers.enumerated() {
      #expect(abs(softmax[index] - power / powers.reduce(0, +)) < 1e-15)
      #expect(abs(sigmoid[index] - power / (1 + power)) < 1e-15)
    }
  }

  @Test("the greatest numbers give probabilities", arguments: [OutputActivation.softmax, .sigmoid])
  func extremes(_ activation: OutputActivation) {
    let greatest = Float.greatestFiniteMagnitude
    #expect(activation.probabilities(of: [greatest, -greatest]) == [1, 0])
    #expect(activation.probabilities(of: []) == [])
  }

  @Test("outputs that are no probabilities have none, and still a greatest")
  func none() throws {
    let prediction = try Prediction(logits: [-3, 7], activation: .none)
    #expect(prediction.predicted == 1)
    #expect(prediction.probabilities == nil && prediction.confidence == nil)
    #expect(prediction.positives == nil)
  }

  @Test("positive are the classes with a probability of a half or more")
  func positives() throws {
    #expect(try Prediction(logits: [-1, 0, 2], activation: .sigmoid).positives == [1, 2])
    #expect(try Prediction(logits: [-1, -2], activation: .sigmoid).positives == [])
  }

  @Test("a single class is a sigmoid unless said otherwise, several are a softmax")
  func defaults() {
    #expect(OutputActivation(classes: 1) == .sigmoid)
    #expect(OutputActivation(classes: 2) == .softmax)
  }
}
