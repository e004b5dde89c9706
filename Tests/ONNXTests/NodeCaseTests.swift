import Foundation
import ONNX
import Testing

/// ONNX's own node tests, as `Tests/ONNX/make_node_cases.py` writes them; their folder is named
/// by an environment variable, without which the suite does not run.
enum NodeCases {
  static let folder = ProcessInfo.processInfo.environment["LUNG_ATTENTION_ONNX_NODE_CASES"]

  /// A case of the index.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let opset: Int?
    let operators: [String: Int?]
    let skipped: String?
    var testDescription: String { name }
  }

  static let all: [Case] = {
    guard let folder,
      let data = try? Data(contentsOf: URL(filePath: folder).appending(path: "index.json"))
    else { return [] }
    return (try? JSONDecoder().decode([Case].self, from: data)) ?? []
  }()

  /// The cases whose operators we all claim, but for those that ask for what no operator of ours
  /// does.
  static let claimed = all.filter { subject in
    subject.operators.keys.allSatisfy(ONNXFile.operatorTypes.contains)
      && UnclaimedUse(of: subject) == nil
  }
}

/// What the node tests ask of a claimed operator that is not claimed, and why.
enum UnclaimedUse: String, CaseIterable {
  case notATensor = "inputs that are no tensors"
  case elementType = "strings, and numbers of 8 bits or fewer that are no integers"
  case training = "dropout in training mode, which is random: networks are explained at inference"
  case volume = "convolutions over three spatial axes: radiographs have two"

  init?(of subject: NodeCases.Case) {
    let name = subject.name
    if subject.skipped != nil {
      self = .notATensor
    } else if ["STRING", "FLOAT8", "FLOAT4", "INT4", "INT2", "_string", "_E8M0", "FLOAT2"].contains(
      where: name.contains)
    {
      self = .elementType
    } else if name.contains("training_dropout"), !name.contains("zero_ratio") {
      self = .training
    } else if ["convtranspose_3d"].contains(where: name.contains) {
      self = .volume
    } else {
      return nil
    }
  }
}

@Suite("ONNX's own node tests", .enabled(if: NodeCases.folder != nil))
struct NodeCaseTests {
  @Test("every case of a claimed operator", arguments: NodeCases.claimed)
  func passes(_ subject: NodeCases.Case) throws {
    let folder = URL(filePath: NodeCases.folder ?? "").appending(path: subject.name)
    let details = try JSONDecoder().decode(
      Details.self, from: Data(contentsOf: folder.appending(path: "case.json")))
    let model = try Data(contentsOf: folder.appending(path: "model.onnx"))
    for set in 0..<details.dataSets {
      let place = set == 0 ? folder : folder.appending(path: "data_set_\(set)")
      let inputs = (0..<16).map { try? Data(contentsOf: place.appending(path: "input_\($0).pb")) }
      let found = try run(model, inputs)
      for (index, output) in found.enumerated() {
        guard
          let data = try? Data(contentsOf: place.appending(path: "output_\(index).pb"))
        else { continue }
        let expected = try ONNXEvaluation.numbers(data)
        #expect(output.shape == expected.shape, "shape of output \(index)")
        #expect(output.areIntegers == expected.areIntegers, "type of output \(index)")
        // We compute in Float32, where the reference rounds every step to a short type.
        let resolution = 2 * expected.resolution
        let worst = zip(output.values, expected.values).first { found, expected in
          !agrees(found, expected, details.atol, max(details.rtol, resolution))
        }
        #expect(worst == nil, "output \(index)")
      }
    }
  }

  @Test("what is not claimed is listed with its reason")
  func summary() {
    let ours = NodeCases.all.filter {
      $0.operators.keys.allSatisfy(ONNXFile.operatorTypes.contains)
    }
    print("\(NodeCases.claimed.count) of ONNX's \(NodeCases.all.count) node tests are ours to pass")
    for use in UnclaimedUse.allCases {
      let names = ours.filter { UnclaimedUse(of: $0) == use }.map(\.name)
      print("  not claimed, \(use.rawValue): \(names.count)")
    }
  }

  private struct Details: Decodable {
    let rtol: Double
    let atol: Double
    let dataSets: Int
  }

  /// The outputs with the inputs as variables of the network, or, where an operator needs them
  /// as constants, with everything computed beforehand.
  private func run(_ model: Data, _ inputs: [Data?]) throws -> [ONNXEvaluation.Numbers] {
    if let outputs = try? ONNXEvaluation(model: model, inputs: inputs, binding: .variables).outputs
    {
      return outputs
    }
    return try ONNXEvaluation(model: model, inputs: inputs, binding: .constants).outputs
  }

  private func agrees(
    _ found: Double, _ expected: Double, _ absolute: Double, _ relative: Double
  ) -> Bool {
    if found == expected || (found.isNaN && expected.isNaN) { return true }
    return abs(found - expected) <= absolute + relative * abs(expected)
  }
}
