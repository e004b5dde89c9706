import Explainers
import Foundation
import Networks
import ONNX
import TestSupport
import Tensors
import Testing

/// Networks of torchvision, timm and TorchXRayVision with random weights, as
/// `Tests/ONNX/make_references.py` exports them; their folder is named by an environment variable,
/// without which the suite does not run.
enum ReferenceNetworks {
  static let folder = ProcessInfo.processInfo.environment["LUNG_ATTENTION_ONNX_REFERENCES"]

  static let names: [String] = {
    guard let folder else { return [] }
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (names ?? []).filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)/case.json")
    }.sorted()
  }()

  /// What `case.json` says.
  struct Case: Decodable {
    struct Tolerance: Decodable {
      let logits: Float
      let inputGradient: Float
      let gradcam: Float
    }

    let inputShape: [Int]
    let targets: [Int]
    let tolerance: Tolerance
    /// How near to a kink, such as a ReLU's zero, the nearest unit lies, if there are kinks.
    let nearestKink: Double?

    /// Whether rounding may decide on which side of a kink a unit lies, and with it change the
    /// gradient by percents.
    var hasUnitsAtKinks: Bool { nearestKink.map { $0 < 1e-4 } ?? false }
  }
}

@Suite(
  "Large networks from ONNX, against PyTorch, ONNX Runtime and Captum",
  .enabled(if: ReferenceNetworks.folder != nil), .serialized)
struct ReferenceNetworkTests {
  /// The table of all differences, `table.txt` in the references' folder.
  private static let table: FileHandle? = {
    let path = "\(ReferenceNetworks.folder ?? "")/table.txt"
    let head = pad("network and exporter", 46) + "logits    gradients           Grad-CAM  layer\n"
    _ = FileManager.default.createFile(atPath: path, contents: Data(head.utf8))
    let table = FileHandle(forWritingAtPath: path)
    _ = try? table?.seekToEnd()
    return table
  }()

  @Test("scores, input gradients and Grad-CAM agree", arguments: ReferenceNetworks.names)
  func agrees(_ name: String) throws {
    let folder = URL(filePath: ReferenceNetworks.folder ?? "").appending(path: name)
    let reference = try JSONDecoder().decode(
      ReferenceNetworks.Case.self, from: Data(contentsOf: folder.appending(path: "case.json")))
    func array(_ file: String) throws -> [Float] {
      try NumPyArray(contentsOf: folder.appending(path: "\(file).npy")).values
    }
    let shape = Shape(reference.inputShape)
    let images = Tensor(shape, logicalOrder: try array("input"))
    let network = try ONNXFile(contentsOf: folder.appending(path: "model.onnx").path)
      .network(channels: shape.channels, extent: shape.extent).network
      .foldingBatchNormalizations()

    let logits = try network.output(for: images)
    let scores = relativeError(logits.logicalElements, try array("logits"))

    let graph = network.graph
    let expected = try array("input_gradient")
    let share = expected.count / reference.targets.count
    let errors = try reference.targets.indices.map { sample -> (largest: Float, mean: Float) in
      let trace = try network.trace(images.samples(sample..<sample + 1))
      var selection = [Float](repeating: 0, count: logits.shape[1])
      selection[reference.targets[sample]] = 1
      let cotangent = Tensor([1, logits.shape[1]], logicalOrder: selection)
      let gradient = try #require(
        trace.gradients(of: cotangent, withRespectTo: [graph.input])[graph.input])
      let wanted = Array(expected[sample * share..<(sample + 1) * share])
      return (
        relativeError(gradient.logicalElements, wanted),
        meanError(gradient.logicalElements, wanted)
      )
    }

    let maps = try ActivationMap().explain(
      images, targets: reference.targets.map { .index($0) }, in: network)
    let map = relativeError(maps.flatMap(\.definedValues), try array("gradcam"))

    let cells = ([scores] + errors.map(\.largest) + [map]).map { pad(Self.short($0), 10) }
    let row = pad(name, 46) + cells.joined() + (maps.first?.layer ?? "") + "\n"
    try Self.table?.write(contentsOf: Data(row.utf8))
    #expect(scores <= reference.tolerance.logits, "logits")
    for error in errors {
      // A unit on the other side of its kink changes the gradient of what it sees, and no more.
      #expect(
        error.largest <= reference.tolerance.inputGradient
          || reference.hasUnitsAtKinks && error.mean <= 0.03, "input gradient \(error)")
    }
    #expect(map <= reference.tolerance.gradcam, "Grad-CAM")
  }

  private static func short(_ error: Float) -> String {
    guard error.isFinite else { return "\(error)" }
    let exponent = error == 0 ? 0 : Int(log10(error).rounded(.down))
    return "\(Int((error / pow(10, Float(exponent))).rounded()))e\(exponent)"
  }
}

/// The root of the mean squared difference, relative to that of the expected numbers.
private func meanError(_ found: [Float], _ expected: [Float]) -> Float {
  let differences = zip(found, expected).reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
  return Float((differences / expected.reduce(0.0) { $0 + pow(Double($1), 2) }).squareRoot())
}

private func pad(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}

/// The numbers of a NumPy file of float32 in C order.
private struct NumPyArray {
  let values: [Float]

  init(contentsOf url: URL) throws {
    let data = try Data(contentsOf: url)
    // Magic and version take 8 bytes, the header's length 2.
    let header = 10 + Int(data[8]) + Int(data[9]) << 8
    values = data.dropFirst(header).withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
  }
}
