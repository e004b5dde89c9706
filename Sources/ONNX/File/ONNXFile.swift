internal import Diagnostics
internal import Foundation
internal import SwiftProtobuf

/// A model in the Open Neural Network Exchange format, parsed but not yet built.
package struct ONNXFile: Sendable {
  /// What the file declares of its one image input; `nil` where it leaves it open.
  package struct Input: Sendable, Equatable {
    /// The name in the file.
    package var name: String
    /// Images at a time.
    package var batch: Int?
    package var channels: Int?
    package var height: Int?
    package var width: Int?
    /// Whether the axes are `[N, H, W, C]`, as Keras has them.
    package var isChannelsLast: Bool
  }

  /// The file's own remarks, such as our entries on preprocessing.
  package let metadata: [String: String]
  /// The program that wrote the file, with its version.
  package let producer: String
  /// The version of ONNX's operators that the file uses.
  package let opset: Int
  /// The image input.
  package let input: Input

  let model: WireModelProto
  let folder: URL

  /// Versions of ONNX's operators that can be read.
  ///
  /// Before version 7, operators broadcast by rules of their own.
  package static let opsets = 7...28

  /// The operators that can be read, by ONNX's names.
  package static var operatorTypes: Set<String> { Set(OperatorMapping.operatorTypes) }

  /// Whether `bytes`, the beginning of a file, look like an ONNX model: a protobuf whose first
  /// field is `ir_version` (1, a small number) and whose second is `producer_name` (2),
  /// `graph` (7) or `opset_import` (8).
  package static func isLikely(_ bytes: some Collection<UInt8>) -> Bool {
    let start = Array(bytes.prefix(3))
    return start.count == 3 && start[0] == 0x08 && start[1] < 0x40
      && [0x12, 0x1A, 0x3A, 0x42].contains(start[2])
  }

  /// The file at `path`.
  ///
  /// - Throws: `FileError` when it cannot be read or is not a model with one image input.
  package init(contentsOf path: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    } catch {
      throw FileError(path, Diagnosis("the file cannot be read", remedy: "Check the path."))
    }
    self = try FileError.naming(path) {
      try ONNXFile(data, folder: URL(filePath: path).deletingLastPathComponent())
    }
  }

  /// The file with the bytes `data`; external data lie in `folder`.
  init(_ data: Data, folder: URL) throws(ONNXError) {
    model = try Self.parse(data)
    self.folder = folder
    metadata = Dictionary(model.metadataProps.map { ($0.key, $0.value) }) { first, _ in first }
    producer =
      [model.producerName, model.producerVersion].filter { !$0.isEmpty }
      .joined(separator: " ").printable
    opset = try Self.opset(of: model)
    input = try Self.imageInput(of: model.graph)
  }

  static func parse(_ data: Data) throws(ONNXError) -> WireModelProto {
    guard !data.isEmpty else {
      throw ONNXError("the file is empty", remedy: "Export or download it again.")
    }
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    do {
      return try WireModelProto(serializedBytes: data, options: options)
    } catch {
      throw ONNXError(
        "the file is damaged or incomplete: its \(data.count) bytes are no ONNX model",
        remedy: "Export or download it again.")
    }
  }

  static func opset(of model: WireModelProto) throws(ONNXError) -> Int {
    guard let version = model.opsetImport.first(where: { $0.domain.isStandardDomain })?.version
    else {
      throw ONNXError("the file does not say which version of ONNX's operators (opset) it uses")
    }
    guard let opset = Int(exactly: version), opsets.contains(opset) else {
      throw ONNXError(
        "the file uses version \(version) of ONNX's operators (opset)",
        expected: "\(opsets.lowerBound) to \(opsets.upperBound)",
        remedy: "Export it again, with opset_version=17 for example.")
    }
    return opset
  }
}

extension ONNXFile {
  private static func imageInput(of graph: WireGraphProto) throws(ONNXError) -> Input {
    // Old files list their weights among the inputs.
    let stored = Set(graph.initializer.map(\.name))
    let inputs = graph.input.filter { !stored.contains($0.name) }
    guard inputs.count == 1, let input = inputs.first else {
      let names = inputs.map { "'\($0.name)'" }.prefix(8).joined(separator: ", ")
      throw ONNXError(
        inputs.isEmpty ? "the network has no input" : "the network has the inputs \(names)",
        expected: "one, for the image",
        remedy: "Export a network that takes only the image.")
    }
    guard input.hasType, input.type.hasTensorType else {
      throw ONNXError(
        "the input '\(input.name)' has no type", expected: "a tensor of images",
        remedy: "Export the model again.")
    }
    try checkElements(of: input)
    guard input.type.tensorType.hasShape else {
      return Input(name: input.name, isChannelsLast: false)
    }
    let dims = input.type.tensorType.shape.dim
    guard dims.count == 4 else {
      throw ONNXError(
        "the input '\(input.name)' has \(dims.count) axes",
        expected: "images [N, C, H, W] or [N, H, W, C]")
    }
    let sizes = try dims.map { dim throws(ONNXError) -> Int? in
      guard case .dimValue(let size) = dim.value else { return nil }
      guard (-1...Int64(1 << 24)).contains(size) else {
        throw ONNXError(
          "the input '\(input.name)' declares a size of \(size)", expected: "a size of an image")
      }
      // Some exporters write −1 for an open size.
      return size >= 0 ? Int(size) : nil
    }
    guard sizes.dropFirst().allSatisfy({ $0 != 0 }) else {
      throw ONNXError(
        "the input '\(input.name)' declares the shape \(sizes.map { $0 ?? -1 })",
        expected: "images of positive size")
    }
    // Others write 0 for an open batch.
    let batch = sizes[0] == 0 ? nil : sizes[0]
    let isChannelsLast = Self.isChannelsLast(sizes, input: input.name, in: graph)
    return isChannelsLast
      ? Input(
        name: input.name, batch: batch, channels: sizes[3], height: sizes[1], width: sizes[2],
        isChannelsLast: true)
      : Input(
        name: input.name, batch: batch, channels: sizes[1], height: sizes[2], width: sizes[3],
        isChannelsLast: false)
  }

  /// Checks that the input takes real numbers, or bytes, which lose little as real numbers.
  private static func checkElements(of input: WireValueInfoProto) throws(ONNXError) {
    let type = ElementType(rawValue: input.type.tensorType.elemType)
    guard let type, type.family == .real || type == .uint8 else {
      throw ONNXError(
        "the input '\(input.name)' takes elements of type \(type.map { "\($0)" } ?? "unknown")",
        expected: "real numbers", remedy: "Export a network that takes float images.")
    }
  }

  /// Whether the last axis holds the channels: it is as small as channels are and the second is
  /// not, or the first thing done to the input is to bring its last axis to the second place.
  private static func isChannelsLast(
    _ sizes: [Int?], input: String, in graph: WireGraphProto
  ) -> Bool {
    func mayBeChannels(_ size: Int?) -> Bool { size.map { 1...4 ~= $0 } ?? false }
    if mayBeChannels(sizes[3]) != mayBeChannels(sizes[1]) { return mayBeChannels(sizes[3]) }
    let readers = graph.node.filter { $0.input.contains(input) }
    return !readers.isEmpty
      && readers.allSatisfy { node in
        node.opType == "Transpose"
          && node.attribute.contains { $0.name == "perm" && $0.ints == [0, 3, 1, 2] }
      }
  }
}

extension String {
  /// Whether this names ONNX's own operators.
  var isStandardDomain: Bool { isEmpty || self == "ai.onnx" }
}
